using System.Globalization;

namespace Hitcast.Worker.Tests.Warehouse;

/// <summary>Lines of the lake about movies that the tests make up.</summary>
internal static class Lines
{
    /// <param name="day">Of January 2026.</param>
    /// <param name="fields">More of the reply, which begins with a comma.</param>
    public static string Found(int id, int day, string fields = "") => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"fetched_at":"2026-01-{{{day:00}}}T12:00:00.000Z","id":{{{id}}},"status":200,"body":{"id":{{{id}}},"title":"Movie {{{id}}} of day {{{day}}}"{{{fields}}}}}""");

    public static string Gone(int id, int day) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"fetched_at":"2026-01-{{{day:00}}}T12:00:00.000Z","id":{{{id}}},"status":404,"body":{"success":false,"status_code":34,"status_message":"The resource you requested could not be found."}}""");

    public static string Genres(params (int Id, string Name)[] genres) =>
        ",\"genres\":[" + string.Join(',', genres.Select(genre => $$"""{"id":{{genre.Id}},"name":"{{genre.Name}}"}""")) + "]";

    public static string Cast(params (int Id, string Name)[] cast) =>
        ",\"credits\":{\"crew\":[],\"cast\":[" + string.Join(',', cast.Select((person, order) => $$"""{"id":{{person.Id}},"name":"{{person.Name}}","order":{{order}}}""")) + "]}";
}
