using System.Text;
using System.Text.Json;
using Hitcast.InferenceApi.Contract;
using Hitcast.InferenceApi.Scoring;

namespace Hitcast.InferenceApi.Tests.Scoring;

/// <summary>Inputs of every kind, and rows read from every notation.</summary>
internal static class MadeUpInputs
{
    /// <summary>What a tensor holds where a number, flag or date is missing.</summary>
    public const float MissingNumber = float.NaN;

    public static readonly ModelInput Share = Input("share", InputKind.Number) with { Minimum = Json("0"), Maximum = Json("1"), Unit = "parts" };
    public static readonly ModelInput Amount = Input("amount", InputKind.Number);
    public static readonly ModelInput Live = Input("live", InputKind.Flag);
    public static readonly ModelInput Released = Input("released", InputKind.Date) with { Minimum = Json("\"1870-01-01\""), Maximum = Json("\"2100-12-31\"") };
    public static readonly ModelInput AnyDay = Input("any_day", InputKind.Date);
    public static readonly ModelInput Language = Input("language", InputKind.Category);
    public static readonly ModelInput Genres = Input("genres", InputKind.List) with { Separator = "|" };
    public static readonly ModelInput People = Input("people", InputKind.List);

    public static readonly InputSchema Schema = new([Share, Amount, Live, Released, AnyDay, Language, Genres, People]);

    public static ModelInput Input(string name, InputKind kind) => new(
        name, kind, kind is InputKind.Category or InputKind.List ? OnnxType.String : OnnxType.Float, "made up",
        Unit: null, Required: false, Minimum: null, Maximum: null, Separator: null, Example: Json("null"), new(0.5, null, null, null));

    public static JsonElement Json(string json) => JsonElement.Parse(json);

    public static ReadRow FromJson(string json, InputSchema? schema = null) => FromJson(Encoding.UTF8.GetBytes(json), schema);

    public static ReadRow FromJson(byte[] json, InputSchema? schema = null)
    {
        var reader = new Utf8JsonReader(json);
        return FromJson(ref reader, schema ?? Schema);
    }

    public static ReadRow FromJson(ref Utf8JsonReader reader, InputSchema schema)
    {
        var (rows, errors) = (new Rows(schema, capacity: 2), new FieldErrors());
        reader.Read();
        return new(JsonRowReader.ReadOnly(ref reader, rows, errors), rows, errors);
    }

    /// <summary>As a line of CSV or a query string gives it: texts by name, a list's name more than once if it is repeated.</summary>
    public static ReadRow FromTexts(params (string Name, string Text)[] texts) =>
        FromTexts([.. texts.Select(text => (text.Name, Encoding.UTF8.GetBytes(text.Text)))]);

    public static ReadRow FromTexts((string Name, byte[] Text)[] texts, InputSchema? schema = null)
    {
        var (rows, errors) = (new Rows(schema ?? Schema, capacity: 2), new FieldErrors());
        rows.Begin();
        foreach (var (name, text) in texts)
        {
            TextRowReader.Set(rows, rows.Schema.Find(Encoding.UTF8.GetBytes(name))!, text, errors);
        }

        return new(rows.Commit(errors), rows, errors);
    }
}

/// <summary>What became of a row.</summary>
internal sealed record ReadRow(bool Added, Rows Rows, FieldErrors Errors)
{
    /// <summary>The value in the tensor.</summary>
    public float Number(string input) => Rows.Numbers(Find(input))[0];

    /// <summary>The value in the tensor, U+001F shown as "+".</summary>
    public string Text(string input) => Encoding.UTF8.GetString(Rows.Texts(Find(input))[0]).Replace('\u001f', '+');

    /// <summary>The one message about the field.</summary>
    public string Error(string field) => Errors.ByField()[field].Single();

    private int Find(string input) => Rows.Schema.Find(Encoding.UTF8.GetBytes(input))!.Index;
}
