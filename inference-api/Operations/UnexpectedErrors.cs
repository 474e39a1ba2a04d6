using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;

namespace Hitcast.InferenceApi.Operations;

/// <summary>What no handler expected: logged once, here, and answered without a word of the exception's.</summary>
internal sealed partial class UnexpectedErrors(ILogger<UnexpectedErrors> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        try
        {
            await AnswerAsync(httpContext, exception);
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The caller went while he was being answered: what failed has been logged already, if it was ours.
            httpContext.Abort();
        }

        return true;
    }

    private async Task AnswerAsync(HttpContext httpContext, Exception exception)
    {
        if (httpContext.RequestAborted.IsCancellationRequested || exception is ConnectionResetException)
        {
            // The caller has gone: there is nobody to answer, and nothing of ours has failed.
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        else if (exception is BadHttpRequestException bad)
        {
            await Problems.WriteAsync(httpContext, bad.StatusCode, StatusTexts.Of(bad.StatusCode, httpContext));
        }
        else
        {
            LogFailed(logger, exception, httpContext.Request.Method, httpContext.Request.Path, Problems.TraceId(httpContext));
            const int Status = StatusCodes.Status500InternalServerError;
            await Problems.WriteAsync(httpContext, Status, StatusTexts.Of(Status, httpContext));
        }
    }

    [LoggerMessage(LogLevel.Error, "{Method} {Path} failed, trace {TraceId}")]
    private static partial void LogFailed(ILogger logger, Exception exception, string method, string path, string traceId);
}
