using System.Text.RegularExpressions;
using Hitcast.Tests;
using Hitcast.Worker.Hosting.Declaration;
using Xunit;

namespace Hitcast.Worker.Tests.Hosting.Lambda;

/// <summary>Holds <c>deployment/aws/template.yaml</c> to the functions' own signatures.</summary>
public sealed partial class AwsTemplateTest
{
    private static readonly string Template = File.ReadAllText(Repository.PathOf("deployment/aws/template.yaml"));
    private static readonly FunctionCatalog Catalog = new(typeof(Program).Assembly.GetTypes());

    [Fact]
    public void It_has_every_function_and_no_other() =>
        Assert.Equal(Catalog.Functions.Select(function => function.Name).Order(), FunctionName().Matches(Template).Select(match => match.Groups[1].Value).Order());

    [Fact]
    public void Timers_go_off_when_the_functions_say() => Assert.Equal(
        Catalog.Functions.Where(function => function.Trigger is Trigger.Timer)
            .Select(function => $"{function.Name}: {AwsCron(((Trigger.Timer)function.Trigger).Schedule)}").Order(),
        Rule().Matches(Template).Select(match => $"{match.Groups["name"].Value}: {match.Groups["cron"].Value}").Order());

    [Fact]
    public void Arrivals_are_told_for_the_prefixes_that_functions_wait_for() => Assert.Equal(
        Catalog.Functions.Select(function => function.Trigger).OfType<Trigger.Lake>().Select(trigger => trigger.Prefix),
        Prefix().Matches(Template).Select(match => match.Groups[1].Value));

    /// <summary>EventBridge knows no seconds, but years.</summary>
    private static string AwsCron(Schedule schedule) => schedule.Quartz[(schedule.Quartz.IndexOf(' ', StringComparison.Ordinal) + 1)..].Replace("*/", "0/", StringComparison.Ordinal) + " *";

    [GeneratedRegex(@"Type: AWS::Lambda::Function\n    Properties:\n      Description: (\S+)\n")]
    private static partial Regex FunctionName();

    [GeneratedRegex(@"Name: !Sub '\$\{AWS::StackName\}-(?<name>[\w-]+)'\n      ScheduleExpression: cron\((?<cron>[^)]+)\)")]
    private static partial Regex Rule();

    [GeneratedRegex(@"- Name: prefix\n\s+Value: (\S+)\n")]
    private static partial Regex Prefix();
}
