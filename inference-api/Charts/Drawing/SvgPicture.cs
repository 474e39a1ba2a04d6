using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using SkiaSharp;

namespace Hitcast.InferenceApi.Charts.Drawing;

/// <summary>A sketch as SVG: shapes as Skia writes them, text as text, so that it can be read, searched and marked.</summary>
internal static partial class SvgPicture
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const string Fonts = "Inter, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Liberation Sans', Arial, sans-serif";

    public static byte[] Of(Sketch sketch)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new() { Encoding = new UTF8Encoding(false), OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("svg", Namespace);
            xml.WriteAttributeString("viewBox", $"0 0 {Say(sketch.Width)} {Say(sketch.Height)}");
            xml.WriteAttributeString("width", Say(sketch.Width));
            xml.WriteAttributeString("height", Say(sketch.Height));
            xml.WriteAttributeString("role", "img");
            xml.WriteAttributeString("font-family", Fonts);
            xml.WriteElementString("title", Namespace, FontBook.Clean(sketch.Chart.Title));
            xml.WriteStartElement("rect", Namespace);
            xml.WriteAttributeString("width", "100%");
            xml.WriteAttributeString("height", "100%");
            xml.WriteAttributeString("fill", Hex(Ink.Paper));
            xml.WriteEndElement();
            xml.WriteRaw(Shapes(sketch));
            foreach (var text in sketch.Texts)
            {
                Write(xml, text);
            }

            xml.WriteEndElement();
        }

        return bytes.ToArray();
    }

    /// <summary>What Skia writes within its own root: numbers and colours only, since no text is among the shapes.</summary>
    private static string Shapes(Sketch sketch)
    {
        using var bytes = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(sketch.Width, sketch.Height), bytes))
        {
            sketch.DrawShapes(canvas);
        }

        var svg = Encoding.UTF8.GetString(bytes.ToArray());
        var start = svg.IndexOf('>', svg.IndexOf("<svg", StringComparison.Ordinal)) + 1;
        var end = svg.LastIndexOf("</svg>", StringComparison.Ordinal);
        return end < start ? "" : Numbered(svg[start..end].Trim());
    }

    /// <summary>Skia counts its clips through the life of the process; in a picture they count from 0, so that equal charts are equal.</summary>
    private static string Numbered(string shapes)
    {
        Dictionary<string, int> clips = [];
        return Clip().Replace(shapes, clip =>
        {
            clips.TryAdd(clip.Value, clips.Count);
            return string.Create(CultureInfo.InvariantCulture, $"clip{clips[clip.Value]}");
        });
    }

    [GeneratedRegex("cl_[0-9a-f]+")]
    private static partial Regex Clip();

    private static void Write(XmlWriter xml, PlacedText text)
    {
        xml.WriteStartElement("text", Namespace);
        xml.WriteAttributeString("x", Say(text.X));
        xml.WriteAttributeString("y", Say(text.Y));
        xml.WriteAttributeString("font-size", Say(text.Style.Size));
        if (text.Style.Strong)
        {
            xml.WriteAttributeString("font-weight", "600");
        }

        xml.WriteAttributeString("fill", Hex(text.Style.Color));
        if (text.Align != SKTextAlign.Left)
        {
            xml.WriteAttributeString("text-anchor", text.Align == SKTextAlign.Right ? "end" : "middle");
        }

        xml.WriteString(text.Text);
        xml.WriteEndElement();
    }

    private static string Say(float length) => length.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Hex(SKColor color) => $"#{color.Red:x2}{color.Green:x2}{color.Blue:x2}";
}
