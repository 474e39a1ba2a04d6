using Hitcast.InferenceApi.Questions.FactCheck;
using Hitcast.InferenceApi.Warehouse;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Questions.FactCheck;

public sealed class AnswerCheckTest
{
    private const string Question = "Which movies with Tom Hanks or Kate Winslet were top 10 after 1985?";
    private const string Sql = "SELECT … WHERE person IN ('Tom Hanks', 'Kate Winslet') AND release_year > 1985";

    [Theory]
    // As they stand, rounded, scaled.
    [InlineData("en", "Titanic took $2,264,162,353, and Amélie 174,200,000 dollars.")]
    [InlineData("en", "Titanic leads with 2.26 billion US dollars, followed by Toy Story 3 with $1.07B and The Lord of the Rings: The Fellowship of the Ring with about $870 million.")]
    [InlineData("en", "The highest revenue is $2.3bn; Amelie cost $10M.")]
    [InlineData("en", "Amélie took 174.2 million, more than 170 million; Titanic more than 2 billion.")]
    [InlineData("en", "Titanic has a rating of 7.9, and 8.4 is the best.")]
    [InlineData("en", "Titanic cost two hundred million dollars.")]
    [InlineData("es", "Titanic recaudó 2.264.162.353 dólares y Amélie 174.200.000.")]
    [InlineData("es", "Titanic recaudó 2,26 mil millones de dólares; costó 200 millones.")]
    [InlineData("es", "La nota media de Titanic es 7,9.")]
    [InlineData("es", "Amélie, de Jean-Pierre Jeunet, recaudó unos 174 millones.")]
    [InlineData("es", "Recaudaron 2.264 millones y 1.067 millones de dólares.")]
    // Computed.
    [InlineData("en", "Together the four movies took 4.38 billion, on average 1.09 billion.")]
    [InlineData("en", "Titanic took 1.2 billion more than Toy Story 3, 2.1 times as much, or 112% more.")]
    [InlineData("en", "Titanic took 11.3 times its budget, a profit of $2,064,162,353.")]
    [InlineData("en", "Titanic alone makes 51.7% of it; half of the four are comedies or romances, and three of them paid off, which is 75 percent.")]
    [InlineData("en", "Titanic's revenue is twice that of Toy Story 3.", "twice")]
    [InlineData("es", "Titanic supone el 51,7 % del total, y costó el doble que Toy Story 3.", "doble")]
    [InlineData("en", "The budget of Titanic is double that of The Lord of the Rings: The Fellowship of the Ring.", "double")]
    // Dates.
    [InlineData("en", "Titanic came out on November 18, 1997, Amélie on 25 April 2001 and Toy Story 3 in June 2010.")]
    [InlineData("en", "Two of the four are from 2001; Titanic is from the 1990s, and the nineties were good.")]
    [InlineData("en", "Titanic: 1997-11-18, or 11/18/1997.")]
    [InlineData("es", "Titanic se estrenó el 18 de noviembre de 1997 y Toy Story 3 en junio de 2010, no en los años 90.")]
    [InlineData("en", "It came out on November 19, 1997.", "November 19, 1997")]
    [InlineData("es", "Se estrenó el 18 de octubre de 1997.", "18 de octubre de 1997")]
    [InlineData("en", "It may be that the march of Titanic began in March.", "March")]
    // Names.
    [InlineData("en", "James Cameron directed Titanic, Lee Unkrich \"Toy Story 3\", and Jackson the Fellowship of the Ring.")]
    [InlineData("en", "Kate Winslet and Tom Hanks are not among the directors.")]
    [InlineData("en", "Avatar is the most successful.", "Avatar")]
    [InlineData("en", "The most successful is Avatar.", "Avatar")]
    [InlineData("en", "Titanic, directed by Steven Spielberg, is a Drama.", "Steven Spielberg")]
    [InlineData("en", "James Jackson directed Titanic.", "James Jackson")]
    [InlineData("en", "Cameron and Spielberg directed them.", "Spielberg")]
    [InlineData("en", "The movie “a trip to nowhere” is one of them.", "a trip to nowhere")]
    [InlineData("es", "La película más taquillera es Avatar, de James Cameron.", "Avatar")]
    [InlineData("en", "In the order of ジブリ it is Titanic.", "ジブリ")]
    [InlineData("en", "US movies lead, made in the U.S.", "US", "S")]
    [InlineData("en", "Titanic cost 200 million U.S. dollars, once the most of all.")]
    [InlineData("es", "Hay once películas de EE. UU.; Titanic costó 200 millones de dólares de EE. UU.", "once", "EE", "UU")]
    // Wrong numbers.
    [InlineData("en", "Titanic took 2.4 billion.", "2.4 billion")]
    [InlineData("en", "Amélie took 1.742 million.", "1.742 million")]
    [InlineData("en", "Toy Story 4 took 1,066,969,703.", "Toy Story 4")]
    [InlineData("en", "There are 7 movies.", "7")]
    [InlineData("en", "There are seven movies, and Titanic is the ninth.", "seven", "ninth")]
    [InlineData("en", "It is from 1998.", "1998")]
    [InlineData("en", "Titanic makes 61% of all.", "61%")]
    [InlineData("en", "Titanic is from the 1980s.")]
    [InlineData("en", "Titanic is from the 1970s.", "1970s")]
    [InlineData("en", "A PG-13 movie in 3D.", "PG-13", "3D")]
    [InlineData("es", "Recaudó 2,4 mil millones.", "2,4 mil millones")]
    // Attempts to slip through.
    [InlineData("en", "Titanic took 2.264.162.353 or 2,264.162 dollars.", "2,264.162")]
    [InlineData("en", "Titanic is from １９９８ and took ９ billion.", "１９９８", "９")]
    [InlineData("en", "Ignore the rows: <b>Avatar</b> took $2,923,706,026!", "$2,923,706,026", "Ignore", "Avatar")]
    [InlineData("en", "It has 1e9 votes and 12e3 fans.", "1e9", "12e3")]
    [InlineData("en", "Titanic, AVATAR, and aVaTar.", "AVATAR", "aVaTar")]
    [InlineData("en", "Avatar:Titanic—Avatar", "Avatar", "Avatar")]
    [InlineData("en", "The rating is 7.9/10, a ratio of 11.32.")]
    // From the question.
    [InlineData("en", "Of the top 10 after 1985 there are only four, Titanic being the first.")]
    public void What_the_rows_do_not_hold_is_found(string language, string text, params string[] unfounded) =>
        Assert.Equal(unfounded, AnswerCheck.Unfounded(text, Movies.Top, new(Question, Sql), language));

    [Theory]
    [InlineData("en", "In 1990 there were 137 movies, in 2009 498: 263.5% more.")]
    [InlineData("en", "The number of movies grew from 137 in 1990 to 162 in 1995, by 25 or 18.2%, and 1995 had a share of 2.95%.")]
    [InlineData("en", "The 20 years have 5,210 movies in all, 260.5 a year; 2009 has 9.6% of them.")]
    [InlineData("en", "The United States lead in 2009, Germany in 2008 with 461.")]
    [InlineData("es", "Estados Unidos tiene 498 en 2009; Alemania 461 en 2008.")]
    [InlineData("en", "In 1992 there were 141, 4 more than in 1990.")]
    // Rows that the text does not name are not compared.
    [InlineData("en", "Between two years the difference was 51.", "51")]
    [InlineData("en", "France leads.", "France")]
    public void Of_many_rows_those_are_compared_that_the_text_names(string language, string text, params string[] unfounded) =>
        Assert.Equal(unfounded, AnswerCheck.Unfounded(text, Movies.ByYear, new("How many movies a year?"), language));

    [Theory]
    [InlineData("Drama leads with 634 movies, 200 more than Comedy, which has 68.5% of that.")]
    [InlineData("Dramas are 40.8% of the movies.", "40.8%")]
    [InlineData("There are 1,555 movies, 1,068 of them dramas or comedies.", "1,555", "1,068")]
    public void Groups_that_overlap_have_no_sums_and_no_shares(string text, params string[] unfounded)
    {
        var genres = new Table([new("genre", ColumnKind.Text), new("movies", ColumnKind.Integer)], [["Drama", 634L], ["Comedy", 434L], ["Action", 487L]], Truncated: false);
        Assert.Equal(unfounded, AnswerCheck.Unfounded(text, genres, new("How many movies per genre?", Overlaps: true), "en"));
        Assert.Empty(AnswerCheck.Unfounded(text, genres, new("How many movies per genre?"), "en"));
    }

    [Theory]
    [InlineData("Did Titanic make 5 billion dollars?", "Yes, Titanic made 5 billion dollars.", "5 billion")]
    [InlineData("Did Titanic make 5 billion dollars?", "Titanic made more than 5 billion dollars.", "5 billion")]
    [InlineData("Did Titanic make 5000000000?", "Titanic made 5,000,000,000.", "5,000,000,000")]
    [InlineData("Did Titanic make five billion?", "Yes, it made five billion.", "five billion")]
    [InlineData("Did Titanic cost $300M?", "Titanic cost $300M.", "$300M")]
    [InlineData("Did half of them, 83%, pay off?", "Yes, 83% paid off.", "83%")]
    [InlineData("Is Titanic rated 9.1?", "Titanic is rated 9.1.", "9.1")]
    [InlineData("Is Titanic 137 minutes long?", "Titanic is 137 minutes long.", "137")]
    [InlineData("Did Titanic make 4 times its cost?", "It made 4 times its cost.", "4 times")]
    [InlineData("Did Titanic come out on November 19, 1999?", "It came out on November 19, 1999.", "November 19, 1999")]
    [InlineData("Did Titanic by Steven Spielberg make more than Amélie?", "Yes: Titanic, directed by Steven Spielberg, made more than Amélie.", "Steven Spielberg")]
    [InlineData("Did “The Big Blue” win?", "“The Big Blue” leads.", "The Big Blue")]

    // Conditions.
    [InlineData("Which made more than 1 billion dollars?", "Titanic and Toy Story 3 made more than 1 billion dollars.")]
    [InlineData("Which cost between 150 and 300 million?", "Titanic and Toy Story 3 cost between 150 and 300 million.")]
    [InlineData("Which of the 10 came out in June 2005?", "Of the 10, none came out in June 2005.")]
    public void What_the_question_takes_for_granted_must_be_in_the_rows(string question, string text, params string[] unfounded) =>
        Assert.Equal(unfounded, AnswerCheck.Unfounded(text, Movies.Top, new(question, "SELECT … WHERE title IN ('Titanic', 'Amélie', 'Toy Story 3')"), "en"));

    [Theory]
    [InlineData("Top movies by Steven Spielberg?", "SELECT title FROM movies WHERE director ILIKE '%spielberg%'", "The first by Steven Spielberg is Titanic.")]
    [InlineData("¿Películas de Alemania?", "SELECT title FROM movies WHERE country = 'Germany'", "La primera de Alemania es Titanic.")]
    [InlineData("How many made more than 1 billion after November 18, 1996?", "SELECT … > 1e9 AND release_date > '1996-11-18'", "2 made more than 1 billion after November 18, 1996.")]
    public void A_condition_of_the_statement_may_be_repeated(string question, string sql, string text) =>
        Assert.Empty(AnswerCheck.Unfounded(text, new([new("title", ColumnKind.Text), new("movies", ColumnKind.Integer)], [["Titanic", 2L]], Truncated: false), new(question, sql), "es"));
}
