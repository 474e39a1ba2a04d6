namespace Hitcast.Worker.Hosting.Scheduling;

/// <summary>Something that is away for a while, and is asked for again and again: it is told once when it goes and once when it is back.</summary>
internal sealed class Outage
{
    private Type? told;

    /// <returns>If it is worth telling: the first failure, or one of another kind than the last.</returns>
    public bool IsNews(Exception failure)
    {
        var isNews = told != failure.GetType();
        told = failure.GetType();
        return isNews;
    }

    /// <returns>If it was away.</returns>
    public bool End()
    {
        var wasAway = told is not null;
        told = null;
        return wasAway;
    }
}
