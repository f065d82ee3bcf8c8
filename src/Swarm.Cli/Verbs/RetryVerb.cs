using System.CommandLine;
using Swarm.Domain.Frontier;
using Swarm.IO.State;
using Swarm.Jobs;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm retry</c>: tries again what failed, or what of it matches.</summary>
static class RetryVerb
{
    public static Command Create()
    {
        var flags = new JobFlags();
        var folder = new Argument<string?>("FOLDER") { Description = "A job's output folder", Arity = ArgumentArity.ZeroOrOne };
        var where = new Option<string?>("--where") { Description = "Only these: \"reason=timeout or status in (429,503)\"", HelpName = "CONDITION" };
        var command = new Command("retry", "Try again what failed in the job of a folder") { folder, where };
        flags.AddTo(command);
        command.SetAction((parsed, _) => Faults.GuardAsync(async () =>
        {
            var output = parsed.GetValue(folder) ?? flags.Output(parsed) ?? ".";
            if (!new StateFolder(output).Exists) throw new UsageException($"{output}: there is no job here: give the output folder of one");
            var settings = JobSettings.Load(flags, parsed);
            if (settings.Job.Range is not null) throw new UsageException("--range: what is tried again keeps the range that it was asked with");
            return await JobConsole.RunAsync(new JobSpec
            {
                Settings = settings,
                Source = new EmptySource(),
                OutputFolder = output,
                RetryFailed = true,
                RetryWhere = parsed.GetValue(where) is { } text ? LedgerFilter.Parse(text) : null,
            }, flags.ShowingOf(parsed));
        }));
        return command;
    }
}
