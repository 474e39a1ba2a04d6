namespace Hitcast.InferenceApi.Questions.FactCheck;

/// <summary>A number as a text has it.</summary>
/// <param name="Start">Where it begins, in characters.</param>
/// <param name="Length">Scale and percent sign included.</param>
/// <param name="Readings">All that it may mean: 1.234 may be a thousand.</param>
internal sealed record WrittenNumber(int Start, int Length, NumberKind Kind, IReadOnlyList<Reading> Readings)
{
    public Bound Bound { get; init; }
}

/// <param name="Value">With its scale, without its sign.</param>
/// <param name="Unit">What the last written place is worth: 1e8 in "1.2 billion".</param>
/// <param name="RoundUnit">The same, if zeros at the end are there from rounding: 100 in "1,600".</param>
/// <param name="HasDecimals">If places behind the point are written.</param>
internal readonly record struct Reading(double Value, double Unit, double RoundUnit, bool HasDecimals)
{
    private const double Exactly = 1e-9;

    /// <summary>How far a rounded number may be off, as a share of the true one, where its places don't say so themselves.</summary>
    private const double Rounding = 0.05;

    /// <summary>If a value may be written like this.</summary>
    public bool IsOf(double value, Bound bound, bool isPercent)
    {
        var size = Math.Abs(value);
        var off = Math.Abs(size - Value);
        return double.IsFinite(off) && (IsExact(size) || IsRounded(size, off, isPercent) || bound switch
        {
            Bound.About => off <= RoundUnit / 2 && off <= 2 * Rounding * size,
            Bound.Over => size >= Value && off <= RoundUnit && off <= size / 2,
            Bound.Under => size <= Value && off <= RoundUnit && off <= size / 2,
            _ => false,
        });
    }

    public bool IsExact(double value) => double.IsFinite(Value) && Math.Abs(Math.Abs(value) - Value) <= Exactly * Math.Max(1, Value);

    private bool IsRounded(double size, double off, bool isPercent) =>
        (off <= (Unit / 2) + (Exactly * size) && (HasDecimals || isPercent || off <= Rounding * size))
        || (RoundUnit > Unit && Value >= 10 * RoundUnit && off <= RoundUnit / 2 && off <= Rounding * size);
}

internal enum NumberKind
{
    /// <summary>A count, an amount, a year.</summary>
    Plain,

    /// <summary>A year of four figures: never rounded.</summary>
    Year,

    Percent,

    /// <summary>So many times something else.</summary>
    Times,

    /// <summary>A place in the rows.</summary>
    Ordinal,

    /// <summary>The first year of a decade.</summary>
    Decade,
}

/// <summary>What the words before a number make of it.</summary>
internal enum Bound
{
    None,
    About,
    Over,
    Under,
}
