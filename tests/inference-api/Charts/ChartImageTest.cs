using System.Collections.Immutable;
using System.Xml.Linq;
using CsCheck;
using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Warehouse;
using SkiaSharp;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Charts;

public sealed class ChartImageTest
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly Table Genres = Tables.Named("movies", 12, index => 100L - index);

    private static readonly Gen<object?>[] ValuesByKind =
    [
        Among<object?>("Drama", "", "<b>&\"'", "千と千尋", "e\u0301\u202e", new string('w', 400), null),
        Gen.OneOf(Gen.Long[-3, 9], Gen.Long[1990, 2010], Gen.Long).Select(value => (object?)value),
        Gen.OneOf(Gen.Double, Gen.Double[0, 10], Among(double.NaN, double.MaxValue, double.Epsilon, 0, -0.0)).Select(value => (object?)value),
        Gen.Bool.Select(value => (object?)value),
        Gen.Int[700_000, 740_000].Select(value => (object?)DateOnly.FromDayNumber(value)),
        Gen.Int[0, 2_000_000_000].Select(value => (object?)DateTimeOffset.FromUnixTimeSeconds(value)),
    ];

    [Fact]
    public void A_PNG_has_the_width_times_the_scale()
    {
        using var phone = SKBitmap.Decode(ChartImage.Png(Plan(Genres), ChartSize.Phone));
        Assert.Equal(720, phone.Width);
        using var print = SKBitmap.Decode(ChartImage.Png(Plan(Genres), new(100_000, 100)));
        Assert.Equal(4 * ChartSize.MaximumWidth, print.Width);
    }

    [Fact]
    public async Task Many_at_once_draw_the_same_bytes()
    {
        Chart[] charts = [Plan(Genres), Plan(Tables.YearlyByGenre("revenue", 4, (year, genre) => year + genre)), Plan(Tables.Yearly("average_vote", 30, index => index % 7)), Plan(Tables.Of("revenue:integer", [5L]))];
        var alone = charts.Select(chart => (Png: ChartImage.Png(chart, ChartSize.Phone), Svg: ChartImage.Svg(chart, ChartSize.Desktop))).ToArray();
        await Parallel.ForAsync(0, 64, TestContext.Current.CancellationToken, (index, _) =>
        {
            var chart = charts[index % charts.Length];
            Assert.Equal(alone[index % charts.Length].Png, ChartImage.Png(chart, ChartSize.Phone));
            Assert.Equal(alone[index % charts.Length].Svg, ChartImage.Svg(chart, ChartSize.Desktop));
            return ValueTask.CompletedTask;
        });
    }

    [Fact]
    public async Task No_more_are_drawn_at_once_than_there_are_processors()
    {
        var cancellation = TestContext.Current.CancellationToken;
        for (var place = 0; place < Environment.ProcessorCount; place++)
        {
            await ChartImage.Places.WaitAsync(cancellation);
        }

        var waiting = ChartImage.PngAsync(Plan(Genres), ChartSize.Phone, cancellation);
        using var left = new CancellationTokenSource();
        var leaving = ChartImage.PngAsync(Plan(Genres), ChartSize.Phone, left.Token);
        await left.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaving);
        Assert.False(waiting.IsCompleted);
        ChartImage.Places.Release(Environment.ProcessorCount);
        Assert.Equal(ChartImage.Png(Plan(Genres), ChartSize.Phone), await waiting);
    }

    [Fact]
    public void Text_in_an_SVG_is_text_and_never_markup()
    {
        const string hostile = "<script>alert('1')</script> & \"]]>\u0001\ud800";
        var chart = ChartPlanner.Plan(Tables.Of("title:text revenue:integer", [hostile, 5L], ["千と千尋の神隠し", 3L]), Tables.Request(title: hostile)).Chart;
        var svg = Read(chart, ChartSize.Desktop);
        Assert.Empty(svg.Descendants(Svg + "script"));
        var texts = svg.Descendants(Svg + "text").Select(text => text.Value).ToList();
        Assert.Contains(texts, text => text.StartsWith("<script>alert('1')</script> &", StringComparison.Ordinal));
        Assert.Contains("千と千尋の神隠し", texts);
        Assert.StartsWith("<script>", svg.Element(Svg + "title")!.Value, StringComparison.Ordinal);
        Assert.DoesNotContain(svg.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || attribute.Name.LocalName == "href");
    }

    [Fact]
    public void Axes_say_their_titles_with_units_and_numbers_are_short()
    {
        var texts = Texts(Plan(Tables.Of("genre:text revenue:integer", ["Drama", 1_234_567L], ["Comedy", 987_654L])));
        Assert.Contains("Revenue (USD)", texts);
        Assert.Contains("1.23\u00a0M", texts);
        var spanish = Texts(ChartPlanner.Plan(Tables.Yearly("revenue", 30, index => 1.1e6 * index), Tables.Request(language: ChartLanguage.Spanish)).Chart);
        Assert.Contains("Revenue (USD)", spanish);
        Assert.Contains("Year", spanish);
        Assert.Contains("31,9\u00a0M", spanish);
        Assert.Contains("2000", spanish);
    }

    [Fact]
    public void Days_are_dates_on_the_axis() =>
        Assert.Contains("abr\u00a02015", Texts(ChartPlanner.Plan(
            Tables.Of("week:date movies:integer", [.. Enumerable.Range(0, 60).Select(index => new object?[] { new DateOnly(2015, 3, 2).AddDays(7 * index), (long)(index % 9) })]),
            Tables.Request(language: ChartLanguage.Spanish)).Chart));

    [Fact]
    public void Long_names_are_wrapped_and_end_in_an_ellipsis()
    {
        var texts = Texts(Plan(Tables.Of("title:text revenue:integer", [string.Concat(Enumerable.Repeat("The very long ", 20)), 5L], ["Up", 3L])), ChartSize.Phone);
        Assert.Contains(texts, text => text.StartsWith("The very", StringComparison.Ordinal) && !text.EndsWith('…'));
        Assert.Contains(texts, text => text.StartsWith("The very", StringComparison.Ordinal) == false && text.EndsWith('…'));
    }

    [Fact]
    public void Columns_lie_down_where_their_names_have_no_room()
    {
        var chart = Plan(Tables.Of("genre:text movies:integer", [.. Enumerable.Range(0, 10).Select(index => new object?[] { $"Documentary {index}", (long)index })]), ChartType.Column);
        Assert.Equal(ChartType.Column, chart.Type);
        Assert.True(Rights(chart, ChartSize.Phone) > 5 && Rights(chart, new(1600)) == 0);

        int Rights(Chart one, ChartSize size) => Read(one, size).Descendants(Svg + "text").Count(text => (string?)text.Attribute("text-anchor") == "end" && text.Value.StartsWith("Documentary", StringComparison.Ordinal));
    }

    /// <summary>Whatever the rows, every admitted type is drawn within its width, in both forms.</summary>
    [Fact]
    public void Any_rows_are_drawn() => Gen.Int[0, 5].Array[1, 4].SelectMany(kinds => Gen.Select(
            Gen.Const(kinds), Gen.Int[0, 30].SelectMany(rows => RowOf(kinds).Array[rows]), Among("year", "name", "average_vote", "month", "movies", "x_id").Array[kinds.Length], Gen.Bool))
        .Sample((kinds, rows, names, isSpanish) =>
        {
            var table = new Table([.. kinds.Select((kind, index) => new Column(names[index], (ColumnKind)kind))], rows, rows.Length > 20);
            var language = isSpanish ? ChartLanguage.Spanish : ChartLanguage.English;
            foreach (var type in ChartPlanner.Plan(table, Tables.Request(language: language)).Admitted)
            {
                var planned = ChartPlanner.Plan(table, Tables.Request(type, language: language));
                Assert.Equal(type, planned.Chart.Type);
                var svg = Read(planned.Chart, ChartSize.Phone);
                Assert.InRange((double)svg.Attribute("height")!, 40, 3000);
                Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
                Assert.NotEmpty(ChartImage.Png(planned.Chart, ChartSize.Phone with { Scale = 1 }));
            }
        }, iter: 150);

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<object?[]> RowOf(int[] kinds) => kinds.Select(kind => Gen.Frequency((9, ValuesByKind[kind]), (1, Gen.Const((object?)null))))
        .Aggregate(Gen.Const(ImmutableArray<object?>.Empty), (row, value) => row.SelectMany(before => value.Select(before.Add))).Select(row => row.ToArray());

    private static Chart Plan(Table table, ChartType? wish = null) => ChartPlanner.Plan(table, Tables.Request(wish)).Chart;

    private static XElement Read(Chart chart, ChartSize size)
    {
        using var svg = new MemoryStream(ChartImage.Svg(chart, size));
        return XElement.Load(svg);
    }

    private static List<string> Texts(Chart chart, ChartSize? size = null) => [.. Read(chart, size ?? ChartSize.Desktop).Descendants(Svg + "text").Select(text => text.Value)];
}
