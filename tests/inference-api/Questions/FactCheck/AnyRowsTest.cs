using System.Globalization;
using CsCheck;
using Hitcast.InferenceApi.Questions.FactCheck;
using Hitcast.InferenceApi.Warehouse;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.FactCheck;

/// <summary>Whatever the rows are: what is drawn from them passes in any notation, and what is not does not.</summary>
public sealed class AnyRowsTest
{
    private static readonly NumberFormatInfo Spanish = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };
    private static readonly string[] Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    private static readonly string[] Meses = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

    private static readonly Gen<long> Amount = Gen.Select(Gen.Int[3, 9], Gen.Double[1, 10], (size, lead) => (long)(lead * Math.Pow(10, size)));
    private static readonly Gen<long[]> Amounts = Amount.Array[3, 8];
    // Five letters that are no ordinary word.
    private static readonly Gen<string> Name = Gen.Select(Gen.Char["bcdfghjklmnprstvz"], Gen.Char["aeiouáéíóúü"], Gen.Char["bcdfghjklmnprstvzñç"], Gen.Char["aeiou"], Gen.Char["xq"])
        .Select(parts => $"{char.ToUpperInvariant(parts.Item1)}{parts.Item2}{parts.Item3}{parts.Item4}{parts.Item5}");

    private static readonly Gen<string[]> Names = Gen.Select(Name, Name, (first, last) => $"{first} {last}").Array[3, 12];

    private static readonly Gen<string> Odd = Gen.OneOf(
        Gen.String, Gen.Char["0123456789.,-/ %$'’\"«»“”:MKabñÁ９٣億"].Array[0, 40].Select(letters => new string(letters)), Gen.Int[0, 4].Select(index => new[] { "31/31/9999", "99 de mayo de 0000", "1.000.000,5 mil millones", "\uD800", "“”" }[index]));

    [Fact]
    public void A_number_of_the_rows_passes_in_any_notation() => Gen.Select(Amounts, Gen.Int[0, 7], Gen.Bool).Sample((amounts, row, isSpanish) =>
    {
        var value = amounts[row % amounts.Length];
        Assert.All(Notations(value, isSpanish), written => AssertFounded($"Es {written}, is {written}.", Rows(amounts), isSpanish));
    });

    [Fact]
    public void A_number_computed_from_two_cells_or_the_column_passes_in_any_notation() => Gen.Select(Amounts, Gen.Bool).Sample((amounts, isSpanish) =>
    {
        var (first, last, rows) = (amounts[0], amounts[^1], Rows(amounts));
        foreach (var value in new[] { amounts.Sum(), Math.Abs(first - last) }.Where(value => value >= 1000))
        {
            Assert.All(Notations(value, isSpanish), written => AssertFounded($"Es {written}.", rows, isSpanish));
        }

        AssertFounded($"Name0 {(isSpanish ? "y" : "and")} Name1: {Number(first + amounts[1], "N0", isSpanish)}.", rows, isSpanish);
        AssertFounded($"Es {Number(100.0 * first / amounts.Sum(), "0.#", isSpanish)} %.", rows, isSpanish);
        AssertFounded($"Es {Number(100.0 * (first - last) / last, "0.00", isSpanish)}%.", rows, isSpanish);
        AssertFounded($"Es {Number((double)first / last, "0.00", isSpanish)} {(isSpanish ? "veces" : "times")}.", rows, isSpanish);
        AssertFounded($"Es {Number(amounts.Average(), "N1", isSpanish)}.", rows, isSpanish);
        AssertFounded($"Es {amounts.Length}.", rows, isSpanish);
    });

    [Fact]
    public void A_number_that_nothing_gives_fails_in_any_notation() => Gen.Select(Amounts, Gen.Int[0, 7], Gen.Double[0.15, 0.6], Gen.Bool, Gen.Bool).Sample((amounts, row, by, up, isSpanish) =>
    {
        var value = (long)(amounts[row % amounts.Length] * (up ? 1 + by : 1 - by));
        if (value < 1000 || AllThatMayBeSaid(amounts).Any(known => Math.Abs(known - value) < 0.12 * value) || Ratios(amounts).Any(known => Math.Abs(known - value) < 0.01 * value))
        {
            return;
        }

        Assert.All(Notations(value, isSpanish), written => Assert.NotEmpty(AnswerCheck.Unfounded($"Name0 es {written}.", Rows(amounts), new(""), isSpanish ? "es" : "en")));
    }, iter: 500);

    [Fact]
    public void A_date_of_the_rows_passes_in_any_notation_and_another_day_fails() => Gen.Select(Gen.Int[0, 45000], Gen.Int[1, 400]).Sample((days, more) =>
    {
        var date = new DateOnly(1903, 1, 1).AddDays(days);
        var rows = new Table([new("release_date", ColumnKind.Date)], [[date]], Truncated: false);
        Assert.All(Written(date), written => Assert.Empty(AnswerCheck.Unfounded($"It came out {written}.", rows, new(""), "en")));
        Assert.All(Written(date.AddDays(more)).Where(written => !Written(date).Append($"{date.Day}/{date.Month}/{date.Year}").Contains(written)), written => Assert.NotEmpty(AnswerCheck.Unfounded($"It came out {written}.", rows, new(""), "en")));
    });

    [Fact]
    public void A_name_of_the_rows_passes_and_another_fails() => Gen.Select(Names, Name, Gen.Int[0, 11]).Sample((names, other, row) =>
    {
        var table = new Table([new("person", ColumnKind.Text)], [.. names.Select(name => new object?[] { name })], Truncated: false);
        var name = names[row % names.Length];
        var plain = name.Replace('á', 'a').Replace('é', 'e').Replace('ñ', 'n').Replace('ç', 'c');
        foreach (var text in new[] { $"It is {name}.", $"{plain} is first.", $"The best is {name.ToUpperInvariant()}, then “{names[0]}” and {names[^1].Split(' ')[1]}." })
        {
            Assert.Empty(AnswerCheck.Unfounded(text, table, new(""), "en"));
        }

        var wrong = $"{name.Split(' ')[0]} {other}";
        // Accents make no other name.
        if (!names.Any(known => Folding.Fold(known).Contains(Folding.Fold(other), StringComparison.Ordinal)))
        {
            Assert.Equal([wrong], AnswerCheck.Unfounded($"It is {wrong}.", table, new(""), "en"));
            Assert.Equal([other], AnswerCheck.Unfounded($"{other} is first.", table, new(""), "en"));
            Assert.Equal([other], AnswerCheck.Unfounded($"El primero es {other}, según {name}.", table, new(""), "es"));
        }
    });

    [Fact]
    public void No_text_and_no_rows_are_too_odd() => Gen.Select(Odd, Odd, Odd, Gen.Double, Gen.Long).Sample((text, cell, question, number, integer) =>
    {
        var table = new Table(
            [new("year", ColumnKind.Integer), new("share", ColumnKind.Number), new("title", ColumnKind.Text)],
            [[integer, number, cell], [null, double.NaN, null], [0L, double.PositiveInfinity, ""]],
            Truncated: true);
        Assert.All(new[] { "en", "es", "zh" }, language => Assert.NotNull(AnswerCheck.Unfounded(text, table, new(question, question, question), language)));
        Assert.NotEmpty(AnswerCheck.Unfounded($"It took {new string('9', 400)} billion.", table, new(""), "en"));
    }, iter: 1000);

    private static Table Rows(long[] amounts) => new(
        [new("title", ColumnKind.Text), new("revenue_usd", ColumnKind.Integer)], [.. amounts.Select((amount, index) => new object?[] { $"Name{index}", amount })], Truncated: false);

    private static void AssertFounded(string text, Table rows, bool isSpanish) => Assert.True(AnswerCheck.Unfounded(text, rows, new(""), isSpanish ? "es" : "en") is [], text);

    /// <summary>Whole, and rounded to three or four figures with a scale.</summary>
    private static IEnumerable<string> Notations(long value, bool isSpanish)
    {
        yield return value.ToString(CultureInfo.InvariantCulture);
        yield return Number(value, "N0", isSpanish);
        yield return (isSpanish ? "US$ " : "$") + Number(value, "N0", isSpanish);
        yield return Number(value, "N2", isSpanish);
        var scales = isSpanish
            ? new (double Scale, string Word)[] { (1e3, " mil"), (1e6, " millones"), (1e9, " mil millones"), (1e6, " M") }
            : [(1e3, " thousand"), (1e6, " million"), (1e9, " billion"), (1e3, "K"), (1e6, "M"), (1e9, "bn"), (1e9, "B")];
        foreach (var (scale, word) in scales.Where(scale => value >= scale.Scale && value < 1000 * scale.Scale))
        {
            yield return Number(value / scale, "0.00", isSpanish) + word;
            yield return "$" + Number(value / scale, value / scale < 10 ? "0.0" : "0", isSpanish) + word;
        }
    }

    private static string Number(double value, string format, bool isSpanish) => value.ToString(format, isSpanish ? Spanish : NumberFormatInfo.InvariantInfo);

    /// <summary>Everything that a text about one column may say, computed as plainly as can be.</summary>
    private static IEnumerable<double> AllThatMayBeSaid(long[] amounts)
    {
        var sorted = amounts.Order().ToArray();
        double[] all = [amounts.Sum(), amounts.Average(), (sorted[(amounts.Length - 1) / 2] + sorted[amounts.Length / 2]) / 2.0, .. amounts];
        return all.Concat(Enumerable.Range(2, amounts.Length - 1).Select(count => (double)amounts.Take(count).Sum()))
            .Concat(from one in amounts from other in amounts select (double)Math.Abs(one - other));
    }

    /// <summary>"3.359" is no thousands but a ratio, for all that anybody knows of a Spanish text.</summary>
    private static IEnumerable<double> Ratios(long[] amounts) => from one in amounts from other in amounts select 1000.0 * one / other;

    private static string[] Written(DateOnly date) =>
    [
        date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        $"{Months[date.Month - 1]} {date.Day}, {date.Year}",
        $"on {date.Day} {Months[date.Month - 1]} {date.Year}",
        $"in {Months[date.Month - 1]} {date.Year}",
        $"el {date.Day} de {Meses[date.Month - 1]} de {date.Year}",
        $"{date.Month}/{date.Day}/{date.Year}",
        $"in {date.Year}",
    ];
}
