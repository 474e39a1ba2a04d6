namespace Hitcast.Worker.Hosting.Declaration;

/// <summary>A run that cannot go on, for a reason that its message tells a person in full: it is logged without a stack trace.</summary>
public class FunctionFailedException : Exception
{
    public FunctionFailedException(string message)
        : base(message)
    {
    }

    public FunctionFailedException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
