using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Accuracy;

/// <summary>Reads from the warehouse how forecasts came out.</summary>
internal sealed class AccuracyReader(SqlGate gate)
{
    private const string FigureColumns = "results, paid_off, auc, brier, mean_probability, success_rate";

    /// <summary>Where there is no warehouse, or an older one without these views, the report says why it is empty.</summary>
    public async Task<AccuracyReport> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var overall = await gate.RunAsync($"SELECT model, model_version, movies, {FigureColumns} FROM ask.forecast_accuracy_overall ORDER BY model, model_version DESC", cancellation);
            var months = await gate.RunAsync($"SELECT model, model_version, month, {FigureColumns} FROM ask.forecast_accuracy ORDER BY month DESC", cancellation);
            var bins = await gate.RunAsync(
                "SELECT model, model_version, from_percent, to_percent, results, mean_probability, success_rate FROM ask.forecast_calibration ORDER BY from_percent", cancellation);
            return new([.. overall.Rows.Select(row => Version(row, months.Rows, bins.Rows))], WhyNone: null);
        }
        catch (WarehouseUnavailableException exception)
        {
            return new([], exception.Message);
        }
        catch (SqlRefusedException exception) when (exception.Kind == SqlRefusal.Invalid)
        {
            return new([], "The warehouse is older than this service and knows no results of forecasts. Start the worker, which brings it up to date.");
        }
        catch (SqlRefusedException exception)
        {
            // Too busy, or too much of it.
            return new([], exception.Message);
        }
    }

    private static VersionAccuracy Version(object?[] row, IEnumerable<object?[]> months, IEnumerable<object?[]> bins)
    {
        bool IsOfIt(object?[] other) => Equals(other[0], row[0]) && Equals(other[1], row[1]);
        return new(
            (string)row[0]!, (long)row[1]!, (long)row[2]!, Figures(row),
            [.. months.Where(IsOfIt).Select(month => new MonthAccuracy((DateOnly)month[2]!, Figures(month)))],
            [.. bins.Where(IsOfIt).Select(bin => new CalibrationBin((long)bin[2]!, (long)bin[3]!, (long)bin[4]!, (double)bin[5]!, (double)bin[6]!))]);
    }

    /// <summary>They stand behind the first three columns.</summary>
    private static Figures Figures(object?[] row) => new((long)row[3]!, (long)row[4]!, (double?)row[5], (double?)row[6], (double?)row[7], (double?)row[8]);
}
