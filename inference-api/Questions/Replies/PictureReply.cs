using Hitcast.InferenceApi.Charts;
using Hitcast.InferenceApi.Operations;
using Hitcast.InferenceApi.Questions.Asking;

namespace Hitcast.InferenceApi.Questions.Replies;

/// <summary>A reply as a picture of its chart, which is a table where the columns admit no other.</summary>
internal static class PictureReply
{
    public static async Task WriteAsync(HttpContext context, AskOutcome outcome, string contentType, ChartSize size)
    {
        if (outcome.Data?.Chart is not { } chart)
        {
            await Problems.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, OurWords.NoPicture(outcome));
            return;
        }

        var picture = contentType == PictureWish.Svg ? ChartImage.Svg(chart, size) : await ChartImage.PngAsync(chart, size, context.RequestAborted);
        var response = context.Response;
        response.ContentType = contentType;
        response.ContentLength = picture.Length;
        response.Headers.CacheControl = "no-cache";
        response.Headers.ContentDisposition = contentType == PictureWish.Svg ? "inline; filename=chart.svg" : "inline; filename=chart.png";
        await response.Body.WriteAsync(picture, context.RequestAborted);
    }
}
