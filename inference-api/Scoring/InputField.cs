using System.Globalization;
using System.Text;
using System.Text.Json;
using Hitcast.InferenceApi.Contract;

namespace Hitcast.InferenceApi.Scoring;

/// <summary>One input of a model, ready to be read: its limits in the tensor's unit, and what is allowed in words.</summary>
public sealed class InputField
{
    /// <summary>Joins the items of a list in the tensor.</summary>
    public const byte ItemSeparator = 0x1F;

    /// <summary>The only way to write a date.</summary>
    public const string DateFormat = "yyyy-MM-dd";

    private static readonly DateOnly Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch);

    public InputField(ModelInput input, int index)
    {
        Input = input;
        Index = index;
        Minimum = Limit(input, input.Minimum);
        Maximum = Limit(input, input.Maximum);
        Separator = input.Separator is null ? null : Encoding.UTF8.GetBytes(input.Separator);
        Allowed = Describe(input);
    }

    public ModelInput Input { get; }

    /// <summary>The place among the model's inputs, counted from 0.</summary>
    public int Index { get; }

    public string Name => Input.Name;

    public InputKind Kind => Input.Kind;

    /// <summary>Whether the tensor holds texts; else it holds floats.</summary>
    public bool IsText => Input.OnnxType == OnnxType.String;

    /// <summary>In the tensor's unit: a date in days since 1970-01-01.</summary>
    public double? Minimum { get; }

    /// <summary>In the tensor's unit: a date in days since 1970-01-01.</summary>
    public double? Maximum { get; }

    /// <summary>What joins the items where a list comes as one text, in UTF-8; null where it may not.</summary>
    public byte[]? Separator { get; }

    /// <summary>What the input takes, to end a sentence with: "a number from 0 to 1".</summary>
    public string Allowed { get; }

    /// <summary>Days since 1970-01-01, negative before.</summary>
    public static double Days(DateOnly date) => date.DayNumber - Epoch.DayNumber;

    /// <summary>The reverse of <see cref="Days"/>.</summary>
    public static DateOnly Date(double days) => Epoch.AddDays((int)days);

    private static double? Limit(ModelInput input, JsonElement? limit) => limit switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } date => Days(DateOnly.ParseExact(date.GetString()!, DateFormat, CultureInfo.InvariantCulture)),
        { } number => number.GetDouble(),
    };

    private static string Describe(ModelInput input)
    {
        var what = input.Kind switch
        {
            InputKind.Number => "a number",
            InputKind.Flag => "true or false (or 1 or 0)",
            InputKind.Date => "a date as text YYYY-MM-DD",
            InputKind.Category => "a text",
            _ when input.Separator is null => "an array of texts",
            _ => $"an array of texts, or one text with items joined by '{input.Separator}'",
        };
        var range = (Text(input.Minimum), Text(input.Maximum)) switch
        {
            (null, null) => "",
            ({ } minimum, null) => $" from {minimum}",
            (null, { } maximum) => $" up to {maximum}",
            var (minimum, maximum) => $" from {minimum} to {maximum}",
        };
        return what + range + (input.Unit is null ? "" : $" in {input.Unit}");
    }

    private static string? Text(JsonElement? limit) =>
        limit is null or { ValueKind: JsonValueKind.Null } ? null : limit.Value.ToString();
}
