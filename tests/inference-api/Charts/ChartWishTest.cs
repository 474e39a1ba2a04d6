using Hitcast.InferenceApi.Charts;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Charts;

public sealed class ChartWishTest
{
    [Theory]
    [InlineData("Show revenue by year as a line", ChartType.Line)]
    [InlineData("LINE CHART of movies a year", ChartType.Line)]
    [InlineData("Ingresos por año en un gráfico de líneas", ChartType.Line)]
    [InlineData("a bar chart of genres", ChartType.Bar)]
    [InlineData("géneros con barras", ChartType.Bar)]
    [InlineData("gráfico de columnas de estrenos por mes", ChartType.Column)]
    [InlineData("pie chart of languages", ChartType.Share)]
    [InlineData("un gráfico circular de idiomas", ChartType.Share)]
    [InlineData("a histogram of runtimes", ChartType.Histogram)]
    [InlineData("histograma de duraciones", ChartType.Histogram)]
    [InlineData("scatter plot of budget and revenue", ChartType.Scatter)]
    [InlineData("gráfico de dispersión de presupuesto e ingresos", ChartType.Scatter)]
    [InlineData("stacked area chart by genre", ChartType.Area)]
    [InlineData("top ten movies in a table", ChartType.Table)]
    [InlineData("las diez mejores en una tabla", ChartType.Table)]
    public void A_type_that_is_named_is_found(string question, ChartType type) => Assert.Equal(type, ChartWish.In(question));

    [Theory]
    [InlineData("")]
    [InlineData("movies with Chris Pine")]
    [InlineData("American Pie, how long is it?")]
    [InlineData("What is the storyline of The Thin Red Line?")]
    [InlineData("¿Cuántas películas de barrio hay?")]
    [InlineData("movies set in an area of war")]
    public void A_question_that_names_none_has_no_wish(string question) => Assert.Null(ChartWish.In(question));

    [Theory]
    [InlineData("movies per year in a bar chart", "movies per year")]
    [InlineData("Movies per year as a line", "Movies per year")]
    [InlineData("Películas por año, en un gráfico de barras", "Películas por año")]
    [InlineData("a pie chart of movies per genre", "of movies per genre")]
    [InlineData("Gráfico de líneas de la recaudación por año", "de la recaudación por año")]
    [InlineData("movies about an area with bars", "movies about an area")]
    [InlineData("Top 5 comedies", "Top 5 comedies")]
    public void Without_its_words_a_question_is_the_question_of_the_data(string question, string left) => Assert.Equal(left, ChartWish.Without(question));
}
