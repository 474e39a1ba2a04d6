using System.Text.Json;
using Hitcast.InferenceApi.Questions.Replies;
using Hitcast.InferenceApi.Warehouse;

namespace Hitcast.InferenceApi.Questions.Evidence;

/// <summary>Where a movie's figures come from: lake object, load, time of the TMDB call, and its forecast's model version.</summary>
internal sealed class MovieEvidence(SqlGate gate)
{
    /// <summary>The row of <c>ask.evidence</c>; null where there is no such movie.</summary>
    /// <exception cref="WarehouseUnavailableException">There is no warehouse, or it does not answer.</exception>
    public async Task<Row?> FindAsync(int movie, CancellationToken cancellation)
    {
        var table = await gate.RunAsync(
            "SELECT title, gone, lake_object, load_id, loaded_at, fetched_at, forecast_model, forecast_model_version, forecast_at, forecast_from, lake_line "
            + $"FROM evidence WHERE movie_id = {SqlLiteral.Of(movie)}::integer",
            cancellation);
        return table.Rows is [var found] ? new(movie, found) : null;
    }

    /// <param name="Values">In the order of the SELECT.</param>
    internal sealed record Row(int Movie, object?[] Values)
    {
        public void Write(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteNumber("movie_id", Movie);
            writer.WriteString("title", (string?)Values[0]);
            writer.WriteBoolean("gone", (bool)Values[1]!);
            writer.WriteString("lake_object", (string)Values[2]!);
            TableWriter.WriteNumber(writer, "line", (long?)Values[10]);
            TableWriter.WriteNumber(writer, "load", (long?)Values[3]);
            TableWriter.WriteTime(writer, "loaded_at", (DateTimeOffset?)Values[4]);
            TableWriter.WriteTime(writer, "fetched_at", (DateTimeOffset?)Values[5]);
            writer.WritePropertyName("forecast");
            WriteForecast(writer);
            writer.WriteString("tmdb", $"https://www.themoviedb.org/movie/{Movie}");
            writer.WriteEndObject();
        }

        private void WriteForecast(Utf8JsonWriter writer)
        {
            if (Values[6] is not string model)
            {
                writer.WriteNullValue();
                return;
            }

            writer.WriteStartObject();
            writer.WriteString("model", model);
            TableWriter.WriteNumber(writer, "version", (long?)Values[7]);
            TableWriter.WriteTime(writer, "forecast_at", (DateTimeOffset?)Values[8]);
            TableWriter.WriteTime(writer, "from_state_of", (DateTimeOffset?)Values[9]);
            writer.WriteEndObject();
        }
    }
}
