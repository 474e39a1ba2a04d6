using System.Text.Json;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>Holds PostgreSQL's own estimate of a statement to the limits.</summary>
internal static class PlanCheck
{
    /// <param name="plan">The answer to EXPLAIN (FORMAT JSON).</param>
    /// <param name="accumulates">If the statement puts rows together into texts or lists, which takes memory that no setting limits.</param>
    /// <exception cref="SqlRefusedException">The plan costs too much, or takes too much memory.</exception>
    public static void Refuse(string plan, bool accumulates, WarehouseOptions options)
    {
        using var document = JsonDocument.Parse(plan, new() { MaxDepth = 1000 });
        var root = document.RootElement[0].GetProperty("Plan");
        if (root.GetProperty("Total Cost").GetDouble() > options.MaximumCost)
        {
            throw new SqlRefusedException(SqlRefusal.TooCostly, "The statement would go through too many rows. Narrow it: filter earlier, and join each view by movie_id or person_id.");
        }

        if (accumulates && LargestInput(root) > options.MaximumCollectedMegabytes * 1024.0 * 1024)
        {
            throw new SqlRefusedException(
                SqlRefusal.TooCostly, "The statement would put too many rows together into one text or list. Narrow it, or count them instead of listing them.");
        }
    }

    /// <summary>The most bytes that any aggregate of the plan goes through, as estimated.</summary>
    private static double LargestInput(JsonElement node)
    {
        double largest = 0;
        if (node.TryGetProperty("Plans", out var inner))
        {
            foreach (var input in inner.EnumerateArray())
            {
                var bytes = node.GetProperty("Node Type").GetString() is "Aggregate" or "WindowAgg" ? input.GetProperty("Plan Rows").GetDouble() * input.GetProperty("Plan Width").GetDouble() : 0;
                largest = Math.Max(largest, Math.Max(bytes, LargestInput(input)));
            }
        }

        return largest;
    }
}
