using System.ComponentModel.DataAnnotations;

namespace Hitcast.Worker.Hosting.Running;

/// <summary>Settings under <c>Functions:</c>.</summary>
public sealed class FunctionsOptions
{
    /// <summary>With a queue, the lake is listed for what no message told.</summary>
    private static readonly TimeSpan ListingBesideQueue = TimeSpan.FromMinutes(10);

    /// <summary>Runs at once in one process.</summary>
    [Range(1, 64, ErrorMessage = "Functions:MaxConcurrency must be between 1 and 64.")]
    public int MaxConcurrency { get; set; } = 4;

    /// <summary>How long a run may take where the host sets no limit of its own, in seconds; 0: as long as it needs.</summary>
    [Range(0, 604800, ErrorMessage = "Functions:TimeoutSeconds must be between 0 and 604800.")]
    public int TimeoutSeconds { get; set; }

    /// <summary>How often the lake is listed for arrivals, in seconds; with a queue, at most every ten minutes.</summary>
    [Range(1, 3600, ErrorMessage = "Functions:ArrivalSeconds must be between 1 and 3600.")]
    public int ArrivalSeconds { get; set; } = 5;

    /// <summary>The SQS queue that S3 reports new objects of the lake to, such as <c>https://sqs.eu-central-1.amazonaws.com/123456789012/hitcast</c>; null: the lake is listed.</summary>
    [Url(ErrorMessage = "Functions:QueueUrl is no address. Write the queue's URL, such as https://sqs.eu-central-1.amazonaws.com/123456789012/hitcast.")]
    public string? QueueUrl { get; set; }

    /// <summary>How often a worker says that it is alive, in seconds. One that has been silent twice as long is dead for the others, which take its runs over.</summary>
    [Range(1.0, 60.0, ErrorMessage = "Functions:CheckInSeconds must be between 1 and 60.")]
    public double CheckInSeconds { get; set; } = 7.5;

    internal TimeSpan ListingInterval => QueueUrl is not null && ListingBesideQueue.TotalSeconds > ArrivalSeconds ? ListingBesideQueue : TimeSpan.FromSeconds(ArrivalSeconds);
}
