namespace Hitcast.InferenceApi.Accuracy;

/// <summary>Forecasts held against results.</summary>
/// <param name="Results">Forecasts whose result is known.</param>
/// <param name="PaidOff">Results that were a success.</param>
/// <param name="Auc">From 0 to 1, 0.5 being chance; null where all results are alike, or there are none.</param>
/// <param name="Brier">Mean squared distance between the chance and what came, from 0 (perfect) to 1; null without results.</param>
/// <param name="MeanProbability">The mean chance that was forecast; well calibrated where it is near <paramref name="SuccessRate"/>.</param>
internal sealed record Figures(long Results, long PaidOff, double? Auc, double? Brier, double? MeanProbability, double? SuccessRate);

/// <param name="Month">The first day of the month in which the results became known.</param>
internal sealed record MonthAccuracy(DateOnly Month, Figures Figures);

/// <summary>A tenth of the scale of chances.</summary>
internal sealed record CalibrationBin(long FromPercent, long ToPercent, long Results, double MeanProbability, double SuccessRate);

/// <param name="Movies">Movies that the version made forecasts of, with a result or not.</param>
internal sealed record VersionAccuracy(
    string Model, long Version, long Movies, Figures Overall, IReadOnlyList<MonthAccuracy> Months, IReadOnlyList<CalibrationBin> Calibration);

/// <summary>How forecasts of all models came out.</summary>
/// <param name="WhyNone">Why nothing is known; null where the warehouse answered.</param>
internal sealed record AccuracyReport(IReadOnlyList<VersionAccuracy> Versions, string? WhyNone);
