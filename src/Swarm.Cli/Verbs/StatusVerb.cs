using System.CommandLine;
using Swarm.Cli.Screen;
using Swarm.Domain;
using Swarm.IO.State;
using Swarm.Reporting;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm status</c>: how far a folder's job is.</summary>
static class StatusVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "A job's output folder", DefaultValueFactory = _ => "." };
        var json = new Option<bool>("--json") { Description = "As one JSON object" };
        var command = new Command("status", "Tell how far the job of a folder is, also while it runs") { folder, json };
        command.SetAction((parsed, _) => Faults.GuardAsync(() =>
        {
            using var ledger = Ledger.Open(new StateFolder(parsed.GetValue(folder)!), TimeProvider.System);
            var summary = ledger.Summarise();
            if (parsed.GetValue(json)) StatusJson.Write(Console.OpenStandardOutput(), summary, ledger.IsRunning);
            else Write(Console.Out, summary, ledger.IsRunning);
            return Task.FromResult(summary.Counts.Failed > 0 ? ExitCode.SomeFailed : summary.Counts.Open > 0 ? ExitCode.Stopped : ExitCode.Good);
        }));
        return command;
    }

    static void Write(TextWriter to, Domain.Frontier.LedgerSummary summary, bool isRunning)
    {
        var counts = summary.Counts;
        to.WriteLine($"{Units.Count(counts.Done)} done ({Units.Bytes(counts.Bytes)}), {Units.Count(counts.Failed)} failed, "
            + $"{Units.Count(counts.Open)} to be done ({Units.Count(counts.Waiting)} of them wait for another try){(isRunning ? "; running" : "")}");
        foreach (var failure in summary.Failures)
        {
            var reason = JobTally.ReasonKey(new Failure(failure.Reason, Stage.Request, ""), failure.Status);
            to.WriteLine($"  {Units.Count(failure.Count),9}  {reason}");
        }
    }
}
