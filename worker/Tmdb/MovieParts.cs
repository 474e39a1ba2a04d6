using System.Text.Json;

namespace Hitcast.Worker.Tmdb;

/// <summary>TMDB leaves a part out that it failed to gather: such a reply must not pass for the whole movie.</summary>
internal static class MovieParts
{
    private static readonly string[] Parts = ["credits", "keywords", "release_dates", "external_ids"];

    /// <returns>What the reply lacks; null if it is whole.</returns>
    public static string? Missing(ReadOnlySpan<byte> body, int id)
    {
        var found = new bool[Parts.Length];
        var hasId = false;
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var part = Array.IndexOf(Parts, reader.GetString());
            var isId = reader.ValueTextEquals("id");
            reader.Read();
            if (part >= 0)
            {
                found[part] = reader.TokenType == JsonTokenType.StartObject;
            }

            hasId |= isId && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value) && value == id;
            reader.Skip();
        }

        var missing = Array.IndexOf(found, false);
        return !hasId ? $"id {id}" : missing >= 0 ? Parts[missing] : null;
    }
}
