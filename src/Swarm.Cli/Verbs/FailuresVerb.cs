using System.CommandLine;
using Swarm.Domain.Frontier;
using Swarm.IO.State;
using Swarm.Reporting;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm failures</c>: what failed and why, as lines.</summary>
static class FailuresVerb
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "A job's output folder", DefaultValueFactory = _ => "." };
        var where = new Option<string?>("--where") { Description = "Only these: \"reason=timeout or status in (429,503)\"", HelpName = "CONDITION" };
        var format = new Option<string>("--format") { Description = "jsonl, aria2, plain", HelpName = "FORM", DefaultValueFactory = _ => "jsonl" };
        var all = new Option<bool>("--all") { Description = "Every bundle of the ledger, not only what failed" };
        var command = new Command("failures", "List what failed and why, in a form that can be fetched again") { folder, where, format, all };
        command.SetAction((parsed, _) => Faults.GuardAsync(() =>
        {
            if (!Enum.TryParse<LedgerForm>(parsed.GetValue(format), ignoreCase: true, out var form))
                throw new UsageException($"--format: '{parsed.GetValue(format)}' is none of jsonl, aria2, plain");
            var filter = parsed.GetValue(where) is { } text ? LedgerFilter.Parse(text) : null;
            using var ledger = Ledger.Open(new StateFolder(parsed.GetValue(folder)!), TimeProvider.System);
            using var to = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            var rows = ledger.Rows(filter);
            LedgerLines.Write(to, parsed.GetValue(all) ? rows : rows.Where(r => r.State == LedgerState.Failed), form);
            return Task.FromResult(ExitCode.Good);
        }));
        return command;
    }
}
