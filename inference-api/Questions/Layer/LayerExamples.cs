using System.Globalization;

namespace Hitcast.InferenceApi.Questions.Layer;

/// <summary>What stands in a slot that nobody filled.</summary>
internal static class LayerExamples
{
    private static readonly HashSet<string> Whole = ["n", "year", "movie", "person", "from", "to", "monthname", "atleast", "decade", "actor", "director"];

    /// <returns>A text, a long, or a list of texts, as <see cref="Warehouse.SqlLiteral"/> takes it.</returns>
    /// <exception cref="LayerException">The slot has no example, or one that is no whole number where it must be.</exception>
    public static object ValueOf(LayerFile file, string slot)
    {
        var value = file.Examples.GetValueOrDefault(slot)?.Value;
        if (value is List<object> list)
        {
            return list.Cast<string>().ToList();
        }

        if (value is not string text)
        {
            throw new LayerException($"semantic-layer.yaml, examples: {slot} has no value.");
        }

        return !Whole.Contains(slot.TrimEnd('2')) ? text
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw new LayerException($"semantic-layer.yaml, examples: the value of {slot} must be a whole number.");
    }
}
