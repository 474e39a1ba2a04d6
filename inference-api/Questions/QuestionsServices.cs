using Hitcast.InferenceApi.Questions.Asking;
using Hitcast.InferenceApi.Questions.Evidence;
using Hitcast.InferenceApi.Questions.Planning;

namespace Hitcast.InferenceApi.Questions;

public static class QuestionsServices
{
    public static IServiceCollection AddQuestions(this IServiceCollection services)
    {
        services.AddOptions<AskOptions>().BindConfiguration(AskOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<Layer.SemanticLayer>().AddSingleton<Verified.VerifiedQuestions>(); // TEMPORARY
        services.AddPlanning();
        return services
            .AddSingleton<AskRequestReader>().AddSingleton<WarehouseState>().AddSingleton<AnswerCache>().AddSingleton<ModelLimit>()
            .AddSingleton<QuestionMetrics>().AddSingleton<AskPipeline>().AddSingleton<AskCall>().AddSingleton<MovieEvidence>();
    }
}
