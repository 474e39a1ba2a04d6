using System.Reflection;
using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Charts.Drawing;
using SkiaSharp;
using Xunit;

namespace Hitcast.InferenceApi.Tests.Charts.Drawing;

/// <remarks><c>cjk.otf</c> holds 16 letters of Noto Sans CJK, which is under the same licence as Inter (<c>inference-api/Charts/Fonts/OFL.txt</c>).</remarks>
public sealed class FontBookTest
{
    private static readonly TextStyle Style = new(40, false, SKColors.Black);
    private static readonly SKTypeface Cjk = Read();
    private static readonly FontBook WithCjk = new((_, _) => Cjk);
    private static readonly FontBook Bare = new((_, _) => null);

    [Theory]
    [InlineData("Amélie, ¿qué pasó? Ñandú über Œuvre")]
    [InlineData("Þórður Łódź Čeština Ğ İ ș ő")]
    [InlineData("Иди и смотри Ο Θίασος Việt Nam")]
    [InlineData("− – … « » € ½ ≤ · \u00a0")]
    public void Accents_Greek_and_Cyrillic_need_no_font_of_the_machine(string text) => Assert.True(Bare.CanDraw(text));

    [Fact]
    public void Letters_that_Inter_lacks_are_drawn_from_another_font_and_not_as_boxes()
    {
        const string title = "Spirited Away 千と千尋の神隠し 기생충";
        Assert.True(WithCjk.CanDraw(title));
        Assert.Equal(title, WithCjk.Legible(title));
        var shapes = "千尋神隠기생".Select(letter => Convert.ToHexString(Draw(WithCjk, letter.ToString()))).Distinct();
        Assert.Equal(6, shapes.Count());
        Assert.DoesNotContain(Convert.ToHexString(MissingBox()), shapes);
    }

    [Fact]
    public void An_accent_of_its_own_is_set_above_its_letter() => Assert.Equal(Draw(Bare, "\u00e9"), Draw(Bare, "e\u0301"));

    [Fact]
    public void Where_no_font_has_the_letters_that_is_said()
    {
        Assert.False(Bare.CanDraw("千と千尋"));
        Assert.Equal("Spirited Away […]", Bare.Legible("Spirited Away 千と千尋"));
        Assert.Throws<InvalidOperationException>(() => Draw(Bare, "千"));
    }

    [Fact]
    public void The_fonts_of_the_machine_are_searched_for_a_letter()
    {
        // Whatever is installed: a letter of its own that Inter lacks is found, and always in the same font.
        var found = SKFontManager.Default.FontFamilies.Select(family => SKFontManager.Default.MatchFamily(family))
            .SelectMany(face => Enumerable.Range(0x2600, 0x100).Where(face.ContainsGlyph)).Distinct().ToList();
        Assert.All(found, codePoint => Assert.True(InstalledFonts.Find(codePoint, false)!.ContainsGlyph(codePoint)));
        Assert.All(found, codePoint => Assert.Same(InstalledFonts.Find(codePoint, false), InstalledFonts.Find(codePoint, false)));
        Assert.Null(InstalledFonts.Find(0x10fffe, false));
    }

    [Fact]
    public void A_picture_without_the_fonts_names_the_row_instead()
    {
        var chart = ChartPlanner.Plan(Tables.Of("title:text revenue:integer", ["Up", 5L], ["千と千尋", 3L]), Tables.Request(title: "千")).Chart;
        var sketch = Layout.Of(chart, ChartSize.Desktop, Bare, keepsLetters: false);
        Assert.Contains(sketch.Texts, text => text.Text == "#2");
        Assert.Contains(sketch.Texts, text => text.Text.StartsWith("[…]: letters that this server has no font for", StringComparison.Ordinal));
        Assert.NotEqual(ChartImage.Png(chart, ChartSize.Desktop, Bare), ChartImage.Png(chart, ChartSize.Desktop, WithCjk));
        Assert.Contains(Layout.Of(chart, ChartSize.Desktop, Bare, keepsLetters: true).Texts, text => text.Text == "千と千尋");
    }

    [Theory]
    [InlineData("a\u0000b\nc\td", "a b c d")]
    [InlineData("\u202eevil\u2066", "evil")]
    [InlineData("  10\u00a0M ", "10\u00a0M")]
    public void What_has_no_shape_or_turns_the_line_is_left_out(string text, string clean) => Assert.Equal(clean, FontBook.Clean(text));

    [Fact]
    public void Half_a_letter_is_replaced() => Assert.Equal("\ufffdx", FontBook.Clean("\ud800x"));

    [Fact]
    public void A_text_without_end_is_cut()
    {
        Assert.Equal(301, FontBook.Clean(new string('x', 100_000)).Length);
        Assert.InRange(Bare.Width(TextFit.Cut(Bare, new string('x', 300), Style, 200), Style), 1, 200);
    }

    [Fact]
    public void Lines_break_between_words_or_ideographs_and_lose_nothing()
    {
        Assert.Equal(["one two", "three"], TextFit.Wrap(Bare, "one two three", Style, Bare.Width("one two", Style) + 2, 3));
        Assert.Equal("千と千尋の神隠し", string.Concat(TextFit.Wrap(WithCjk, "千と千尋の神隠し", Style, 130, 9)));
        Assert.Equal(2, TextFit.Wrap(Bare, new string('w', 100), Style, 200, 2).Count);
    }

    private static byte[] Draw(FontBook fonts, string text) => Pixels(canvas => fonts.Draw(canvas, new(text, 10, 60, Style, SKTextAlign.Left)));

    /// <summary>What the font draws for a letter that it has not.</summary>
    private static byte[] MissingBox() => Pixels(canvas =>
    {
        using var font = new SKFont(Cjk, Style.Size) { Subpixel = true, Hinting = SKFontHinting.None };
        using var paint = new SKPaint { IsAntialias = true };
        canvas.DrawText("龘", 10, 60, SKTextAlign.Left, font, paint);
    });

    private static byte[] Pixels(Action<SKCanvas> draw)
    {
        using var bitmap = new SKBitmap(80, 80);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        draw(canvas);
        canvas.Flush();
        return bitmap.Bytes;
    }

    private static SKTypeface Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("cjk.otf")!;
        return SKTypeface.FromStream(stream);
    }
}
