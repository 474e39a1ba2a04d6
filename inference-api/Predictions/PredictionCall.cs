using Hitcast.InferenceApi.ModelRepository;

namespace Hitcast.InferenceApi.Predictions;

/// <summary>One request to a version: what was asked for, and how much has been answered.</summary>
public sealed class PredictionCall(ModelVersion version, PredictOptions options)
{
    public ModelVersion Version => version;

    public PredictOptions Options => options;

    /// <summary>Rows answered so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Inputs and items in them that are rare or new against training.</summary>
    public long Unusual { get; private set; }

    /// <summary>A row was answered.</summary>
    public void Answered(int unusual)
    {
        Rows++;
        Unusual += unusual;
    }
}
