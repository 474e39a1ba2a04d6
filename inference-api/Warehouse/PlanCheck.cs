using System.Text.Json;

namespace Hitcast.InferenceApi.Warehouse;

/// <summary>Holds PostgreSQL's own estimate of a statement to the limits.</summary>
internal static class PlanCheck
{
    /// <param name="plan">The answer to EXPLAIN (FORMAT JSON).</param>
    /// <param name="growth">How many times more than it reads the statement puts together into texts or lists, which takes memory that no setting limits; 0 where it does not.</param>
    /// <param name="length">The statement's, in characters: the plan's widths leave out its constants.</param>
    /// <exception cref="SqlRefusedException">The plan costs too much, or takes too much memory.</exception>
    public static void Refuse(string plan, double growth, int length, WarehouseOptions options)
    {
        using var document = JsonDocument.Parse(plan, new() { MaxDepth = 1000 });
        var root = document.RootElement[0].GetProperty("Plan");
        if (root.GetProperty("Total Cost").GetDouble() > options.MaximumCost)
        {
            throw new SqlRefusedException(SqlRefusal.TooCostly, "The statement would go through too many rows. Narrow it: filter earlier, and join each view by movie_id or person_id.");
        }

        if (growth * LargestInput(root, length) > options.MaximumCollectedMegabytes * 1024.0 * 1024)
        {
            throw new SqlRefusedException(
                SqlRefusal.TooCostly, "The statement would put too many rows together into one text or list. Narrow it, or count them instead of listing them.");
        }
    }

    /// <summary>The most bytes that any aggregate, or any subquery of an expression, goes through, as estimated.</summary>
    private static double LargestInput(JsonElement node, int length)
    {
        var isAggregate = node.GetProperty("Node Type").GetString() is "Aggregate" or "WindowAgg";
        double largest = 0;
        if (node.TryGetProperty("Plans", out var inner))
        {
            foreach (var input in inner.EnumerateArray())
            {
                var isCollected = isAggregate || input.GetProperty("Parent Relationship").GetString() is "InitPlan" or "SubPlan";
                var bytes = isCollected ? input.GetProperty("Plan Rows").GetDouble() * (input.GetProperty("Plan Width").GetDouble() + length) : 0;
                largest = Math.Max(largest, Math.Max(bytes, LargestInput(input, length)));
            }
        }

        return largest;
    }
}
