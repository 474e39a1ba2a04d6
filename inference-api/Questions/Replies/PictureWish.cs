using System.Globalization;
using Hitcast.InferenceApi.Charts;

namespace Hitcast.InferenceApi.Questions.Replies;

/// <summary>As what <c>/ask-visual</c> answers.</summary>
/// <param name="ContentType">Of the picture; null for JSON.</param>
internal sealed record PictureWish(string? ContentType, ChartSize Size)
{
    public const string Png = "image/png";
    public const string Svg = "image/svg+xml";
    private const float MinimumScale = 1;
    private const float MaximumScale = 4;

    /// <summary>From <c>?format=</c> and, where it is not there, <c>Accept</c>; <c>?width=</c> and <c>?scale=</c>.</summary>
    /// <param name="errors">Gets what is wrong, by field.</param>
    public static PictureWish Read(HttpRequest request, Dictionary<string, string[]> errors)
    {
        var size = ChartSize.Desktop;
        if (request.Query["width"] is { Count: > 0 } width)
        {
            size = int.TryParse(width, CultureInfo.InvariantCulture, out var pixels) && pixels is >= ChartSize.MinimumWidth and <= ChartSize.MaximumWidth
                ? size with { Width = pixels }
                : Wrong(errors, "width", $"must be a whole number from {ChartSize.MinimumWidth} to {ChartSize.MaximumWidth}, in CSS pixels.", size);
        }

        if (request.Query["scale"] is { Count: > 0 } scale)
        {
            size = float.TryParse(scale, CultureInfo.InvariantCulture, out var factor) && factor is >= MinimumScale and <= MaximumScale
                ? size with { Scale = factor }
                : Wrong(errors, "scale", "must be a number from 1 to 4, in pixels a CSS pixel.", size);
        }

        return new(ContentTypeOf(request, errors), size);
    }

    private static string? ContentTypeOf(HttpRequest request, Dictionary<string, string[]> errors) => request.Query["format"] switch
    {
        { Count: 0 } => MediaChoice.Of(request, JsonReply.ContentType, Png, Svg) is var best && best != JsonReply.ContentType ? best : null,
        var format => format.ToString() switch
        {
            "image" or "png" => Png,
            "svg" => Svg,
            "json" => null,
            _ => Wrong(errors, "format", "must be image, png, svg or json.", (string?)null),
        },
    };

    private static T Wrong<T>(Dictionary<string, string[]> errors, string field, string trouble, T instead)
    {
        errors[field] = [trouble];
        return instead;
    }
}
