using System.Text;
using System.Text.Json;
using CsCheck;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Scoring;
using Xunit;
using static Hitcast.InferenceApi.Tests.Scoring.MadeUpInputs;

namespace Hitcast.InferenceApi.Tests.Scoring;

/// <summary>One request, however it is written, gives the same tensors.</summary>
public sealed class NotationsTest
{
    private static readonly string[] Odd = ["東京", "😀 b", " x ", "\u00a0", "\"q\"", "a,b", "\r\n", "\\u"];
    private static readonly Gen<string> Text = Gen.OneOf(Gen.String[Gen.Char['a', 'e'], 0, 6], Gen.Int[0, Odd.Length - 1].Select(i => Odd[i]));
    private static readonly Gen<string[]> Items = Text.Array[0, 5];

    private static readonly Gen<Dictionary<string, object?>> Requests = Gen.Select(
        Gen.Bool.Array[8],
        Gen.Select(Gen.Double[0, 1], Gen.Float.Where(float.IsFinite), Gen.Bool),
        Gen.Select(Gen.Int[-36524, 47846], Gen.Int[-719162, 2932896]),
        Gen.Select(Text, Items, Items),
        (given, numbers, dates, texts) => Request(
            given, numbers.Item1, numbers.Item2, numbers.Item3, Day(dates.Item1), Day(dates.Item2), texts.Item1, WithoutSeparator(texts.Item2), texts.Item3));

    [Fact]
    public void Every_notation_gives_the_same_tensors() => Gen.Select(Requests, Gen.Int).Sample((request, seed) =>
    {
        var names = request.Keys.ToArray();
        new Random(seed).Shuffle(names);
        var inOrder = Tensors(FromJson(JsonSerializer.Serialize(request)));
        var shuffled = FromJson(JsonSerializer.Serialize(names.ToDictionary(name => name, name => request[name])));
        var texts = FromTexts([.. names.SelectMany(name => AsTexts(name, request[name]))]);

        Assert.Equal(inOrder, Tensors(shuffled));
        Assert.Equal(inOrder, Tensors(texts));
        Assert.Equal(inOrder, Expected(request));
    });

    private static Dictionary<string, object?> Request(bool[] given, params object?[] values) =>
        Schema.Fields.ToDictionary(field => field.Name, field => given[field.Index] ? values[field.Index] : null);

    private static string[] WithoutSeparator(string[] items) => [.. items.Select(item => item.Replace("|", "", StringComparison.Ordinal))];

    /// <summary>The contract's table, written down once more.</summary>
    private static List<string> Expected(Dictionary<string, object?> request) => [.. Schema.Fields.Select(field => (field.Kind, request[field.Name]) switch
    {
        (_, null) => field.IsText ? "" : "NaN",
        (InputKind.Number, var number) => Show(Convert.ToSingle(number)),
        (InputKind.Flag, bool flag) => flag ? "1" : "0",
        (InputKind.Date, string date) => Show((DateTime.Parse(date) - DateTime.UnixEpoch).Days),
        (InputKind.Category, string text) => text,
        (_, string[] items) => string.Join('\u001f', items.Select(item => item.Trim()).Where(item => item.Length > 0)),
        _ => throw new InvalidOperationException(),
    })];

    private static List<string> Tensors(ReadRow row)
    {
        Assert.True(row.Added, string.Join("; ", row.Errors.ByField().Select(error => $"{error.Key} {error.Value[0]}")));
        return [.. Schema.Fields.Select(field => field.IsText ? Encoding.UTF8.GetString(row.Rows.Texts(field.Index)[0]) : Show(row.Rows.Numbers(field.Index)[0]))];
    }

    private static IEnumerable<(string, string)> AsTexts(string name, object? value) => value switch
    {
        null => [(name, "")],
        string[] items when name == "genres" && items.Length > 2 => [(name, string.Join('|', items))],
        string[] items => items.Select(item => (name, item)),
        bool flag => [(name, flag ? "true" : "false")],
        IFormattable number => [(name, number.ToString(null, null))],
        _ => [(name, (string)value)],
    };

    private static string Day(int days) => InputField.Date(days).ToString("yyyy-MM-dd");

    // -0 and 0 are the same number.
    private static string Show(float value) => (value + 0f).ToString("R");
}
