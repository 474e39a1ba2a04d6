using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Warehouse;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Charts;

public sealed class ChartPlannerTest
{
    [Fact]
    public void Names_with_a_number_are_bars_the_largest_first()
    {
        var chart = Plan(Tables.Of("genre:text movies:integer", ["Drama", 5L], ["Comedy", 9L], ["War", 7L])).Chart;
        Assert.Equal(ChartType.Bar, chart.Type);
        Assert.Equal(["Comedy", "War", "Drama"], chart.Categories);
        Assert.Equal([9, 7, 5], chart.Series[0].Points.Select(point => point.Y!.Value));
        Assert.Equal(new("Movies", null, AxisKind.Number), chart.Y);
    }

    [Fact]
    public void A_list_of_the_least_stays_in_its_order() =>
        Assert.Equal(["C", "B", "A"], Plan(Tables.Of("title:text runtime:integer", ["C", 1L], ["B", 2L], ["A", 3L])).Chart.Categories);

    [Fact]
    public void Many_years_are_a_line_in_order_of_time_and_few_amounts_columns()
    {
        var line = Plan(Tables.Of("release_year:number average_vote:number", [1992.0, 6.1], [1990.0, 6.0], [1991.0, null], [1993.0, 6.3])).Chart;
        Assert.Equal(ChartType.Line, line.Type);
        Assert.Equal(AxisKind.Year, line.X.Kind);
        Assert.Equal([1990, 1991, 1992, 1993], line.Series[0].Points.Select(point => point.X));
        Assert.Null(line.Series[0].Points[1].Y);
        Assert.Contains("One value is unknown.", line.Notes);
        Assert.Equal(ChartType.Column, Plan(Tables.Yearly("movies", 5, index => 1.0 + index)).Chart.Type);
        Assert.Equal(ChartType.Line, Plan(Tables.Yearly("movies", 13, index => 1.0 + index)).Chart.Type);
    }

    [Fact]
    public void A_list_of_movies_with_their_years_is_about_movies() =>
        Assert.Equal(["Avatar", "Titanic", "Joker"], Plan(Tables.Of("title:text year:integer revenue:integer",
            ["Avatar", 2009L, 2_787_965_087L], ["Titanic", 1997L, 1_845_034_188L], ["Joker", 2019L, 1_074_251_311L])).Chart.Categories);

    [Fact]
    public void The_best_movie_of_each_year_may_be_a_line_over_years() =>
        Assert.Contains(ChartType.Line, Plan(Tables.Of("year:integer title:text average_vote:number", [2001L, "A", 8.1], [2002L, "B", 8.0], [2003L, "C", 8.4])).Admitted);

    [Fact]
    public void A_second_text_column_gives_the_series()
    {
        var chart = Plan(Tables.YearlyByGenre("revenue", 3, (year, genre) => year + genre)).Chart;
        Assert.Equal(ChartType.Line, chart.Type);
        Assert.Equal(["Genre 0", "Genre 1", "Genre 2"], chart.Series.Select(series => series.Name));
        Assert.All(chart.Series, series => Assert.Equal(5, series.Points.Count));
    }

    [Fact]
    public void Too_many_series_are_summed_up_as_other_where_that_makes_sense()
    {
        var sums = Plan(Tables.YearlyByGenre("revenue", 9, (_, genre) => 10 - genre)).Chart;
        Assert.Equal(6, sums.Series.Count);
        Assert.Equal("Other (4)", sums.Series[^1].Name);
        Assert.All(sums.Series[^1].Points, point => Assert.Equal(5 + 4 + 3 + 2 - 0, point.Y));
        var means = Plan(Tables.YearlyByGenre("average_vote", 9, (_, genre) => 10 - genre)).Chart;
        Assert.DoesNotContain(means.Series, series => series.Name.StartsWith("Other", StringComparison.Ordinal));
        Assert.Contains("6 of 9 are shown.", means.Notes);
    }

    [Fact]
    public void Too_many_bars_end_in_other_and_the_sum_is_kept()
    {
        var table = Tables.Named("movies", 20, index => 100L - index);
        var chart = Plan(table, ChartType.Share).Chart;
        Assert.Equal(8, chart.Categories.Count);
        Assert.Equal("Other (13)", chart.Categories[^1]);
        Assert.Equal(table.Rows.Sum(row => (long)row[1]!), chart.Series[0].Points.Sum(point => point.Y));
        Assert.Equal("Otros (13)", Plan(table, ChartType.Share, ChartLanguage.Spanish).Chart.Categories[^1]);
    }

    [Fact]
    public void Averages_are_never_summed()
    {
        var plan = Plan(Tables.Named("average_vote", 20, index => 9.0 - (0.1 * index)), ChartType.Bar);
        Assert.Equal(15, plan.Chart.Categories.Count);
        Assert.DoesNotContain(plan.Chart.Categories, name => name.StartsWith("Other", StringComparison.Ordinal));
        Assert.Contains("15 of 20 are shown.", plan.Chart.Notes);
        Assert.DoesNotContain(ChartType.Share, plan.Admitted);
        Assert.DoesNotContain(ChartType.Area, Plan(Tables.Yearly("average_vote", 9, index => 5.0 + index)).Admitted);
    }

    [Fact]
    public void A_rest_that_would_dwarf_all_others_is_told_in_words()
    {
        var chart = Plan(Tables.Named("movies", 200, index => 1000L - index), ChartType.Bar).Chart;
        Assert.Equal(15, chart.Categories.Count);
        Assert.Contains("15 of 200 are shown.", chart.Notes);
        Assert.Contains(chart.Notes, note => note.StartsWith("The others add up to 165", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_cut_before_is_not_called_a_whole()
    {
        var plan = Plan(Tables.Named("movies", 20, index => 100L - index) with { Truncated = true });
        Assert.DoesNotContain(ChartType.Share, plan.Admitted);
        Assert.DoesNotContain(plan.Chart.Categories, name => name.StartsWith("Other", StringComparison.Ordinal));
        Assert.Contains("There are more rows; only the first 20 are known here.", plan.Chart.Notes);
    }

    [Theory]
    [InlineData(ChartType.Column, null, ChartType.Column)]
    [InlineData(null, ChartType.Share, ChartType.Share)]
    [InlineData(ChartType.Column, ChartType.Share, ChartType.Column)]
    [InlineData(ChartType.Line, ChartType.Share, ChartType.Share)]
    [InlineData(null, ChartType.Scatter, ChartType.Bar)]
    public void The_wish_comes_before_the_proposal_and_the_columns_before_both(ChartType? wish, ChartType? proposal, ChartType drawn) =>
        Assert.Equal(drawn, ChartPlanner.Plan(Tables.Of("genre:text movies:integer", ["Drama", 5L], ["Comedy", 9L]), Tables.Request(wish, proposal)).Chart.Type);

    [Fact]
    public void A_wish_that_the_columns_do_not_admit_is_said()
    {
        var table = Tables.Of("genre:text movies:integer", ["Drama", 5L], ["Comedy", 9L]);
        var plan = Plan(table, ChartType.Line);
        Assert.Equal(ChartType.Line, plan.RefusedWish);
        Assert.Equal("These data do not admit a line chart; they are shown as a bar chart.", plan.Chart.Notes[0]);
        Assert.Equal("Estos datos no admiten un gráfico de líneas; se muestran como gráfico de barras.", Plan(table, ChartType.Line, ChartLanguage.Spanish).Chart.Notes[0]);
        Assert.Null(Plan(table, ChartType.Share).RefusedWish);
    }

    [Fact]
    public void Two_numbers_of_many_things_are_points_with_names()
    {
        var chart = Plan(Tables.Of("title:text budget:integer average_vote:number",
            [.. Enumerable.Range(0, 60).Select(index => new object?[] { $"Movie {index}", 1_000_000L * (index * 7 % 60), index == 3 ? null : 5.0 + (index % 5) })])).Chart;
        Assert.Equal(ChartType.Scatter, chart.Type);
        Assert.Equal(("Budget", "USD"), (chart.X.Title, chart.X.Unit));
        Assert.Equal(59, chart.Series[0].Points.Count);
        Assert.Equal("Movie 0", chart.Series[0].Points[0].Name);
        Assert.Contains("One value is unknown.", chart.Notes);
    }

    [Fact]
    public void Many_numbers_are_a_histogram_with_round_limits_and_none_lost()
    {
        var chart = Plan(Tables.Of("runtime:integer", [.. Enumerable.Range(0, 300).Select(index => new object?[] { 70L + (index * 37 % 101) })])).Chart;
        Assert.Equal(ChartType.Histogram, chart.Type);
        Assert.Equal(300, chart.Series[0].Points.Sum(point => point.Y));
        Assert.All(chart.Series[0].Points, point => Assert.Equal(0, point.X % 5));
        Assert.Equal(("Count", null), (chart.Y.Title, chart.Y.Unit));
    }

    [Fact]
    public void The_last_bar_of_a_long_tail_is_open_and_says_so()
    {
        var chart = Plan(Tables.Of("revenue:integer", [.. Enumerable.Range(0, 300).Select(index => new object?[] { index < 297 ? index * 1000L : 3_000_000_000L })])).Chart;
        Assert.Equal(300, chart.Series[0].Points.Sum(point => point.Y));
        Assert.Contains(chart.Notes, note => note.StartsWith("The last bar holds all from", StringComparison.Ordinal) && note.EndsWith("to 3\u00a0B.", StringComparison.Ordinal));
    }

    [Fact]
    public void Months_are_columns_in_the_order_of_the_year()
    {
        var chart = Plan(Tables.Of("month:integer movies:integer", [12L, 5L], [1L, 9L], [4L, 7L]), language: ChartLanguage.Spanish).Chart;
        Assert.Equal(ChartType.Column, chart.Type);
        Assert.Equal(["ene", "abr", "dic"], chart.Categories);
    }

    [Theory]
    [InlineData("month", double.NaN, 2d)]
    [InlineData("month", 1e300, 2d)]
    [InlineData("year", 1e300, 1994d)]
    [InlineData("year", null, 1994d)]
    public void A_time_without_a_place_on_its_axis_leaves_a_table(string name, double? without, double other) =>
        Assert.Equal([ChartType.Table], Plan(Tables.Of($"{name}:number movies:integer", [without, 5L], [other, 9L], [other + 1, 7L])).Admitted);

    [Fact]
    public void Measures_of_one_unit_stand_side_by_side_and_others_are_named_as_not_drawn()
    {
        var chart = Plan(Tables.Of("genre:text budget:integer revenue:integer average_vote:number", ["Drama", 5L, 8L, 6.5], ["Comedy", 9L, 7L, 6.1])).Chart;
        Assert.Equal(["Budget", "Revenue"], chart.Series.Select(series => series.Name));
        Assert.Equal("USD", chart.Y.Unit);
        Assert.Contains("Not drawn: Average vote.", chart.Notes);
    }

    [Fact]
    public void No_rows_one_row_and_text_alone_are_tables()
    {
        var empty = Plan(Tables.Of("title:text revenue:integer")).Chart;
        Assert.Equal((ChartType.Table, "There are no rows."), (empty.Type, empty.Notes.Single()));
        var number = Plan(Tables.Of("revenue:integer", [2_787_965_087L])).Chart;
        Assert.Equal(("Revenue (USD)", "2,787,965,087"), (number.Cells!.Columns[0].Title, number.Cells.Rows[0][0]));
        Assert.Equal(ChartType.Table, Plan(Tables.Of("title:text director:text", ["A", "B"], ["C", null])).Chart.Type);
        Assert.Equal([ChartType.Table], Plan(Tables.Of("title:text revenue:integer", ["A", null], ["B", null])).Admitted);
    }

    [Fact]
    public void Keys_and_ranks_are_no_measures() =>
        Assert.Equal("Revenue", Plan(Tables.Of("rank:integer movie_id:integer title:text revenue:integer", [1L, 19995L, "Avatar", 5L], [2L, 597L, "Titanic", 3L])).Chart.Y.Title);

    [Fact]
    public void An_unknown_name_is_called_unknown() =>
        Assert.Contains("Desconocido", Plan(Tables.Of("genre:text movies:integer", ["Drama", 5L], [null, 9L]), language: ChartLanguage.Spanish).Chart.Categories);

    [Fact]
    public void What_is_no_number_counts_as_unknown()
    {
        var chart = Plan(Tables.Of("genre:text average_vote:number", ["Drama", double.NaN], ["Comedy", double.PositiveInfinity], ["War", 6.0])).Chart;
        Assert.Equal(2, chart.Series[0].Points.Count(point => point.Y is null));
    }

    [Fact]
    public void Cells_are_written_in_the_language_and_years_without_separators() =>
        Assert.Equal(["1.234.567", "2009", "10\u00a0dic\u00a02009", "7,25", "Sí", ""], Plan(
            Tables.Of("revenue:integer year:integer released:date vote:number adult:boolean note:text", [1_234_567L, 2009L, new DateOnly(2009, 12, 10), 7.25, true, null]),
            language: ChartLanguage.Spanish).Chart.Cells!.Rows[0]);

    private static PlannedChart Plan(Table table, ChartType? wish = null, ChartLanguage language = ChartLanguage.English) =>
        ChartPlanner.Plan(table, Tables.Request(wish, language: language));
}
