using System.CommandLine;
using Swarm.IO.Lists;
using Swarm.Jobs;
using Swarm.ObjectStores;
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
        var list = new ListSpec(job.Input, job.Urls, ListFormats.Parse(job.Format), job.Base, job.Glob, Console.OpenStandardInput);
        await using var stores = StoreAccess.Open(settings);
        if (job.Strict) await StrictCheck.RefuseAsync(list with { UrlOf = stores.UrlOf });
        await using var source = RangedSource.Of(AddressList.Open(list, stores, recursive: false, literal: false), job.Range);
        var showing = flags.ShowingOf(parsed);
        var spec = new JobSpec
        {
            Settings = settings,
            Source = source,
            OutputFolder = flags.Output(parsed) ?? job.Output ?? ".",
            RetryFailed = job.RetryFailed,
        };
        return await OutputConsole.RunAsync(spec, [.. list.Urls, .. list.Files], showing with { Report = showing.Report ?? job.Report });
    }
}
