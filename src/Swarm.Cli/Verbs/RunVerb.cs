using System.CommandLine;
using Swarm.IO.Lists;
using Swarm.Jobs;
using Swarm.Settings;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm run</c>: a job that is described wholly in HOCON.</summary>
static class RunVerb
{
    public static Command Create()
    {
        var flags = new JobFlags();
        var file = new Argument<string>("FILE") { Description = "A HOCON file with swarm.job" };
        var command = new Command("run", "Run a job that is described wholly in HOCON") { file };
        flags.AddTo(command);
        command.SetAction((parsed, _) => Faults.GuardAsync(() => RunAsync(flags, parsed, parsed.GetValue(file)!)));
        return command;
    }

    static async Task<int> RunAsync(JobFlags flags, ParseResult parsed, string file)
    {
        var settings = SettingsLoader.LoadJob(JobSettings.Sources(flags, parsed, file));
        var job = settings.Job!;
        var list = new ListSpec(job.Input, job.Urls, ListFormats.Parse(job.Format), job.Base, job.Glob, Console.OpenStandardInput());
        if (job.Strict) await StrictCheck.RefuseAsync(list);
        await using var source = RangedSource.Of(ListReader.Open(list), job.Range);
        var showing = flags.ShowingOf(parsed);
        return await JobConsole.RunAsync(new JobSpec
        {
            Settings = settings,
            Source = source,
            OutputFolder = flags.Output(parsed) ?? job.Output ?? ".",
            RetryFailed = job.RetryFailed,
        }, showing with { Report = showing.Report ?? job.Report });
    }
}
