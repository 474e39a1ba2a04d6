using System.Text;
using Hitcast.InferenceApi.Questions;
using Hitcast.InferenceApi.Questions.Asking;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.Asking;

public sealed class AskRequestReaderTest
{
    private readonly AskRequestReader reader = new(Options.Create(new AskOptions()));

    [Theory]
    [InlineData("", 400, "", "The body is not JSON. Send {\"question\": \"Top 5 comedies by revenue\"}.")]
    [InlineData("top movies", 400, "", "The body is not JSON. Send {\"question\": \"Top 5 comedies by revenue\"}.")]
    [InlineData("[\"top movies\"]", 400, "", "The body must be a JSON object. Send {\"question\": \"Top 5 comedies by revenue\"}.")]
    [InlineData("{}", 422, "question", "is missing. Ask in English or Spanish, such as \"Top 5 comedies by revenue\".")]
    [InlineData("""{"question": null}""", 422, "question", "is missing. Ask in English or Spanish, such as \"Top 5 comedies by revenue\".")]
    [InlineData("""{"question": " \n\t "}""", 422, "question", "is missing. Ask in English or Spanish, such as \"Top 5 comedies by revenue\".")]
    [InlineData("""{"question": 5}""", 422, "question", "must be a text in quotes.")]
    [InlineData("""{"question": ["a"]}""", 422, "question", "must be a text in quotes.")]
    [InlineData("""{"question": "a\u0000b"}""", 422, "question", "holds the control character U+0000. Take it out.")]
    [InlineData("""{"question": "a\u009bb"}""", 422, "question", "holds the control character U+009B. Take it out.")]
    [InlineData("""{"question": "\ud83c"}""", 422, "question", "holds half of a character (a lone surrogate). Send whole ones.")]
    [InlineData("""{"question": "a", "turns": {}}""", 422, "turns", "must be a list of earlier turns, oldest first, such as [{\"question\": \"…\", \"sql\": \"…\", \"answer\": \"…\"}].")]
    [InlineData("""{"question": "a", "turns": ["b"]}""", 422, "turns[0]", "must be an object with question, and with sql and answer where there were any.")]
    [InlineData("""{"question": "a", "turns": [{"question": "b", "sql": 1}]}""", 422, "turns[0].sql", "must be a text in quotes.")]
    [InlineData("""{"question": "a", "turns": [{"question": "b"}, {"question": "c", "answer": "\u0007"}]}""", 422, "turns[1].answer", "holds the control character U+0007. Take it out.")]
    public async Task What_is_wrong_is_said_with_its_field(string body, int status, string field, string sentence)
    {
        var read = await ReadAsync(body);
        Assert.Null(read.Request);
        Assert.Equal(status, read.Status);
        Assert.Equal(sentence, field.Length == 0 ? read.Trouble : Assert.Single(read.Errors!).Value.Single());
        Assert.Equal(field, read.Errors?.Single().Key ?? "");
    }

    [Fact]
    public async Task A_question_of_100_KB_is_too_long()
    {
        var read = await ReadAsync($$"""{"question": "{{new string('a', 100 * 1024)}}"}""");
        Assert.Equal((422, "has 102400 characters. The most is 1000."), (read.Status, read.Errors!["question"].Single()));
    }

    [Fact]
    public async Task Line_ends_become_spaces_and_unknown_properties_are_passed_over()
    {
        var read = await ReadAsync("""{"question": "  Top 5\r\n comedies\tby revenue ", "session": 7, "turns": null}""");
        Assert.Equal("Top 5 comedies by revenue", read.Request!.Question);
        Assert.Empty(read.Request.Turns);
    }

    [Fact]
    public async Task Of_a_long_dialogue_the_last_turns_are_kept()
    {
        var turns = string.Join(',', Enumerable.Range(1, 9).Select(turn => $$"""{"question": "question {{turn}}", "sql": null, "answer": "answer {{turn}}"}"""));
        var read = await ReadAsync($$"""{"question": "and in 1994?", "turns": [{{turns}}]}""");
        Assert.Equal(["question 4", "question 5", "question 6", "question 7", "question 8", "question 9"], read.Request!.Turns.Select(turn => turn.Question));
    }

    [Fact]
    public void The_query_string_asks_one_question()
    {
        Assert.Equal("top movies", Query("top movies").Request!.Question);
        Assert.Equal("is missing. Ask in English or Spanish, such as \"Top 5 comedies by revenue\".", Query().Errors!["question"].Single());
        Assert.Equal("is there more than once. Ask one question at a time.", Query("a", "b").Errors!["question"].Single());
        Assert.Equal("holds the control character U+001B. Take it out.", Query("\u001b[2J").Errors!["question"].Single());
    }

    private ReadRequest Query(params string[] questions) =>
        reader.ReadQuery(questions.Length == 0 ? QueryCollection.Empty : new QueryCollection(new Dictionary<string, StringValues> { ["question"] = questions }));

    private Task<ReadRequest> ReadAsync(string body)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        return reader.ReadBodyAsync(context);
    }
}
