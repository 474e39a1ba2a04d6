namespace Hitcast.InferenceApi.Questions.Planning;

internal static class PlanningServices
{
    /// <summary>The planner; Gemini and the warehouse are added by their own.</summary>
    public static IServiceCollection AddPlanning(this IServiceCollection services) => services.AddSingleton<GeminiPlanner>();
}
