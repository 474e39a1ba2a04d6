using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions;

public sealed class HostileDataTest(HostileWarehouse hostile) : IClassFixture<HostileWarehouse>
{
    [Fact]
    public async Task Titles_are_answered_as_they_are_and_change_nothing()
    {
        var reply = await AskAsync("Top 10 movies by revenue");
        Assert.Equal(HostileWarehouse.Names, reply.GetProperty("rows").EnumerateArray().Select(row => row[1].GetString()));
        Assert.StartsWith($"By revenue, {HostileWarehouse.Names[0]} comes first with US$", reply.GetProperty("answer").GetString(), StringComparison.Ordinal);
        Assert.Equal(HostileWarehouse.Names.Length, (await AskAsync("How many movies are there?")).GetProperty("rows")[0][0].GetInt32());
    }

    [Fact]
    public async Task A_question_that_holds_such_a_title_runs_no_other_SQL()
    {
        foreach (var name in HostileWarehouse.Names.Where(name => !name.Any(char.IsControl)))
        {
            var reply = await AskAsync($"How long is the movie {name}?");
            Assert.Contains(reply.GetProperty("status").GetString(), new[] { "answered", "cannot_answer" });
            Assert.DoesNotContain("hitcast_reader", reply.GetProperty("rows").GetRawText(), StringComparison.Ordinal);
        }

        Assert.Equal(HostileWarehouse.Names.Length, (await AskAsync("How many movies are there?")).GetProperty("rows")[0][0].GetInt32());
    }

    [Fact]
    public async Task A_picture_holds_them_as_text()
    {
        using var response = await hostile.Client.GetAsync(
            new Uri("/ask-visual?question=Top%2010%20movies%20by%20revenue&format=svg", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var picture = XDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain(picture.Descendants(), element => element.Name.LocalName is "script" or "img" or "foreignObject");
    }

    [Fact]
    public async Task A_stream_stays_a_stream()
    {
        using var response = await AskServer.PostAsync(hostile.Client, "/ask-text", """{"question": "Top 10 movies by revenue"}""", "text/event-stream");
        var events = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["event: understood", "event: sql", "event: rows", "event: answer"], events.Select(one => one.Split('\n')[0]));
    }

    private async Task<JsonElement> AskAsync(string question)
    {
        using var response = await AskServer.PostAsync(hostile.Client, "/ask-text", JsonSerializer.Serialize(new { question }));
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }
}
