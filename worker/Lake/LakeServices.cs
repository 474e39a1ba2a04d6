using Amazon.S3;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hitcast.Worker.Lake;

public static class LakeServices
{
    /// <summary>The lake that <c>Lake:Address</c> names.</summary>
    public static IServiceCollection AddLake(this IServiceCollection services)
    {
        services.AddOptions<LakeOptions>().BindConfiguration(LakeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<ILake>(provider => Open(provider.GetRequiredService<IOptions<LakeOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
    }

    internal static ILake Open(LakeOptions options, TimeProvider time)
    {
        if (!options.IsS3)
        {
            if (options.Address == LakeOptions.DefaultAddress)
            {
                Directory.CreateDirectory(options.Address);
            }

            return new FolderLake(options.Address, time);
        }

        var (bucket, prefix) = options.S3Location();
        return new S3Lake(new AmazonS3Client(Configuration(options)), bucket, prefix);
    }

    internal static AmazonS3Config Configuration(LakeOptions options)
    {
        var configuration = new AmazonS3Config { HttpClientFactory = new S3Connections(TimeSpan.FromSeconds(options.TimeoutSeconds)) };
        if (!string.IsNullOrEmpty(options.ServiceUrl))
        {
            configuration.ServiceURL = options.ServiceUrl;
            configuration.ForcePathStyle = true;
            // Not every S3 server knows the checksums that Amazon's added later.
            configuration.RequestChecksumCalculation = Amazon.Runtime.RequestChecksumCalculation.WHEN_REQUIRED;
            configuration.ResponseChecksumValidation = Amazon.Runtime.ResponseChecksumValidation.WHEN_REQUIRED;
        }

        return configuration;
    }
}
