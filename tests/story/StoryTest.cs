using System.Text.Json;
using Hitcast.InferenceApi.Tests.Gemini;
using Xunit;

namespace Hitcast.Story.Tests;

/// <summary>
/// The whole of Hitcast, from an empty machine on: its own processes, PostgreSQL, the files of lake and models, and a browser. Only TMDB and
/// Gemini are played by others.
/// </summary>
public sealed class StoryTest : IAsyncLifetime
{
    private const string Comedies = "Top 5 comedies by revenue";
    private const string Promising = "Which movies are most likely to succeed?";
    private Films films = null!;
    private Machine machine = null!;
    private Visitor visitor = null!;

    public async ValueTask InitializeAsync()
    {
        machine = await Machine.StartAsync();
        films = new(machine.Today);
        machine.Tmdb.Catalogue.Rewrite = films.Tell;
        visitor = await Visitor.ArriveAsync(machine);
    }

    public async ValueTask DisposeAsync()
    {
        await visitor.DisposeAsync();
        await machine.DisposeAsync();
    }

    [Fact]
    public async Task From_an_empty_machine_to_the_evidence_of_one_number()
    {
        await AnEmptyMachineForecastsButKnowsNoMovie();
        await TheFirstExtractionBringsTheCatalogueIntoTheLake();
        await WhatArrivedIsLoadedByItself();
        await MoviesWithoutAResultAreForecast();
        await AQuestionIsAnsweredWithItsChart();
        await AFreeQuestionGoesToGemini();
        await ADayPassesWithChangesAndADeletion();
        await TheAnswersFollow();
        await AForecastIsHeldAgainstItsResult();
        await ANewVersionAnswersAsSoonAsItIsThere();
        await NewForecastsComeFromIt();
        await ABrokenVersionIsRefusedAndTheOneBeforeGoesOn();
        await ANumberIsFollowedDownToTmdbsReply();
    }

    private async Task AnEmptyMachineForecastsButKnowsNoMovie()
    {
        await visitor.SeesAsync("movie-success", "Version 2: answers here", "No forecasts have been kept yet");
        await visitor.SeesAsync("ask", "Data: 0 movies");
    }

    private async Task TheFirstExtractionBringsTheCatalogueIntoTheLake() =>
        Assert.Equal($"{Films.Count} movies fetched, 0 of them gone, 0 failed, 0 left for the next run.", await machine.InvokeAsync("extract-movies"));

    private Task WhatArrivedIsLoadedByItself() => visitor.SeesAsync("ask", $"Data: {Films.Count} movies");

    private async Task MoviesWithoutAResultAreForecast()
    {
        await ForecastAsync(version: 2);
        await visitor.SeesAsync("movie-success", $"Version 2 has forecast {Films.WithoutResult} movies. None of the results is known yet.");
        await visitor.AsksAsync(Promising, "comes first: its chance to take twice its budget is");
        Assert.Equal(Films.StillToCome, (await visitor.Answer.TitlesAsync()).Count);
        Assert.Contains("movie-success version 2", await visitor.Answer.SourceOfAsync(Films.ToCome), StringComparison.Ordinal);
    }

    private async Task AQuestionIsAnsweredWithItsChart()
    {
        await visitor.AsksAsync(Comedies, $"{Films.Leader} comes first");
        await visitor.Answer.IsByAsync("Verified question");
        Assert.Equal([Films.Leader, Films.Rising, "Paper Lanterns", Films.Deleted], await visitor.Answer.TitlesAsync());
        await visitor.Answer.HasChartOfAsync(Films.Leader);
    }

    private async Task AFreeQuestionGoesToGemini()
    {
        const string sql = "SELECT movie_id, title, revenue_usd FROM ask.movies WHERE title LIKE '%Salt%' OR title LIKE '%Glass%' ORDER BY revenue_usd DESC";
        machine.Gemini.Then(
            Replies.Json(new { kind = "sql", language = "en", title = "Names of salt and glass", sql, chart = "bar" }),
            Replies.Json(new { text = $"{Films.Leader} took 310 million US dollars, Nine Salt Roads 200 million." }));
        await visitor.AsksAsync("Did whatever has salt in its name fare worse than whatever has glass in it?", $"{Films.Leader} took 310 million US dollars, Nine Salt Roads 200 million.");
        await visitor.Answer.IsByAsync("Gemini");
        await visitor.Answer.HasChartOfAsync("Nine Salt Roads");
        Assert.Equal(2, machine.Gemini.Calls.Count);
    }

    private async Task ADayPassesWithChangesAndADeletion()
    {
        films.HaveADay(machine.Tmdb.Catalogue, machine.Today);
        machine.ADayPasses();
        Assert.Equal("3 movies fetched, 1 of them gone, 0 failed, 0 left for the next run.", await machine.InvokeAsync("extract-movies"));
    }

    private async Task TheAnswersFollow()
    {
        await visitor.AsksAsync(Comedies, $"{Films.Rising} comes first");
        Assert.Equal([Films.Rising, Films.Leader, "Paper Lanterns"], await visitor.Answer.TitlesAsync());
        await visitor.SeesAsync("ask", $"Data: {Films.Count - 1} movies");
    }

    private Task AForecastIsHeldAgainstItsResult() => visitor.SeesAsync("movie-success", "Held against what came", "Version 2: 1 result");

    private Task ANewVersionAnswersAsSoonAsItIsThere()
    {
        machine.Model.Publish(3);
        return visitor.SeesAsync("movie-success", "Version 3: answers here");
    }

    private async Task NewForecastsComeFromIt()
    {
        await ForecastAsync(version: 3);
        await visitor.SeesAsync("movie-success", $"Version 3 has forecast {Films.WithoutResult - 1} movies. None of the results is known yet.");
        await machine.UntilAsync(async () =>
        {
            await visitor.AsksAsync(Promising, "comes first");
            return Lacking("movie-success version 3", await visitor.Answer.SourceOfAsync(Films.ToCome));
        });
    }

    private async Task ABrokenVersionIsRefusedAndTheOneBeforeGoesOn()
    {
        machine.Model.PublishBroken(4);
        await visitor.SeesAsync(
            "movie-success", "Version 3 goes on answering", "Version 4 was refused: model.onnx: its SHA-256 is not the one in manifest.json.", "Version 3: answers here");
    }

    private async Task ANumberIsFollowedDownToTmdbsReply()
    {
        await visitor.AsksAsync(Comedies, $"{Films.Rising} comes first");
        var shown = await visitor.Answer.NumberAsync(Films.Rising, "Revenue");
        var line = LakeLine.Read(machine.Lake, await visitor.Answer.SourceOfAsync(Films.Rising));
        using var said = JsonDocument.Parse(machine.Tmdb.Catalogue.Movie(films.IdOf(Films.Rising)));
        Assert.Equal(said.RootElement.GetRawText(), line.GetProperty("body").GetRawText());
        Assert.Equal(said.RootElement.GetProperty("revenue").GetInt64(), shown);
    }

    /// <summary>A worker forecasts by the clock too, and one steps back where another is at work.</summary>
    private Task ForecastAsync(int version) => machine.UntilAsync(async () =>
        Lacking($"by movie-success version {version}.", await machine.InvokeAsync("forecast-movies")));

    private static string? Lacking(string words, string text) => text.Contains(words, StringComparison.Ordinal) ? null : $"\"{words}\" is not said, but: {text}";
}
