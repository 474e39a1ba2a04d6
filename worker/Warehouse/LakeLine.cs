using System.Globalization;
using System.Text.Json;

namespace Hitcast.Worker.Warehouse;

/// <summary>One line of an object: what TMDB answered about a movie, and when.</summary>
internal static class LakeLine
{
    private const int Found = 200;
    private const int Gone = 404;

    /// <exception cref="LakeObjectException">The line lacks what extraction always writes.</exception>
    public static void Stage(StagedObject staged, JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            throw new LakeObjectException($"Line {staged.Line} is no JSON object.");
        }

        staged.MovieId = Number(staged, line, "id");
        var fetchedAt = FetchedAt(staged, line);
        switch (Number(staged, line, "status"))
        {
            case Found when line.TryGetProperty("body", out var body) && body.ValueKind == JsonValueKind.Object:
                MovieReply.Stage(staged, fetchedAt, body);
                break;
            case Gone:
                MovieReply.StageGone(staged, fetchedAt);
                break;
            case var status:
                throw new LakeObjectException($"Line {staged.Line} has the status {status} and no reply about a movie; only 200 with a body and 404 can be loaded.");
        }
    }

    private static int Number(StagedObject staged, JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number > 0
            ? number
            : throw new LakeObjectException($"Line {staged.Line}: \"{name}\" is no whole number above 0.");

    private static DateTimeOffset FetchedAt(StagedObject staged, JsonElement line) =>
        line.TryGetProperty("fetched_at", out var value) && value.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new LakeObjectException($"Line {staged.Line}: \"fetched_at\" is no time, such as 2026-11-24T08:30:00Z.");
}
