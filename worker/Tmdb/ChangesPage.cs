using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hitcast.Worker.Tmdb;

/// <summary>A page of the changes list. An id's "adult" may be null; we do not read it.</summary>
internal sealed record ChangesPage(
    [property: JsonPropertyName("results"), JsonRequired] IReadOnlyList<ChangesPage.Result> Results,
    [property: JsonPropertyName("total_pages"), JsonRequired] int TotalPages)
{
    /// <returns>Null where the body is no such page.</returns>
    public static ChangesPage? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<ChangesPage>(body) is { Results: not null } page ? page : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal sealed record Result([property: JsonPropertyName("id"), JsonRequired] int Id);
}
