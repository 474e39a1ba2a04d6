using Hitcast.InferenceApi.Questions.Asking;
using Hitcast.InferenceApi.Questions.Evidence;
using Hitcast.InferenceApi.Questions.Planning;
using Hitcast.InferenceApi.Questions.Replies;
using Hitcast.InferenceApi.Questions.Verified;

namespace Hitcast.InferenceApi.Questions;

public static class QuestionsServices
{
    public static IServiceCollection AddQuestions(this IServiceCollection services)
    {
        services.AddOptions<AskOptions>().BindConfiguration(AskOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddPlanning().AddVerifiedQuestions().AddSingleton<VerifiedList>()
            .AddSingleton<AskRequestReader>().AddSingleton<WarehouseState>().AddSingleton<AnswerCache>().AddSingleton<ModelLimit>()
            .AddSingleton<QuestionMetrics>().AddSingleton<AskPipeline>().AddSingleton<AskCall>().AddSingleton<MovieEvidence>().AddSingleton<QuestionList>();
    }
}
