using System.Runtime.InteropServices;
using Swarm.Cli.Screen;
using Swarm.Engine.Coordination;
using Swarm.IO.State;
using Swarm.Jobs;
using Swarm.Reporting;

namespace Swarm.Cli.Verbs;

/// <summary>How a job is shown.</summary>
sealed record Showing(bool Quiet, bool Json, string? Report);

/// <summary>Runs a job on the console: screen, Ctrl-C, report, summary, exit code.</summary>
static class JobConsole
{
    public static async Task<int> RunAsync(JobSpec spec, Showing showing)
    {
        var tally = new JobTally(spec.Meter, spec.Time);
        await using var screen = ScreenFor(showing, tally, spec);
        var ended = await RunAsync(spec with { Observers = [.. spec.Observers, tally, screen] }, screen);
        if (showing.Report is { } report) WriteReport(spec, report);
        return CodeOf(ended);
    }

    static async Task<JobEnded> RunAsync(JobSpec spec, IScreen screen)
    {
        await using var job = Job.Open(spec);
        using var signals = new StopSignals(job);
        using var heap = new SmallHeap(spec.Time);
        screen.Begin();
        var ended = await job.RunAsync();
        await screen.EndAsync(ended);
        return ended;
    }

    /// <summary>The report is the ledger's: every bundle of the folder once, whichever run fetched it.</summary>
    static void WriteReport(JobSpec spec, string path)
    {
        using var ledger = Ledger.Open(new StateFolder(spec.OutputFolder), spec.Time);
        LedgerLines.WriteReport(path, ledger.Rows());
    }

    static int CodeOf(JobEnded ended) => ended switch
    {
        { Failure: not null } => ExitCode.Environment,
        { Stopped: true } => ExitCode.Stopped,
        { Counts.Failed: > 0 } or { Faults: > 0 } => ExitCode.SomeFailed,
        _ => ExitCode.Good,
    };

    static IScreen ScreenFor(Showing showing, JobTally tally, JobSpec spec)
    {
        if (showing.Json) return new JsonScreen(Console.OpenStandardOutput());
        var isTerminal = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or null);
        return showing.Quiet || !isTerminal
            ? new PlainScreen(Console.Error, tally, spec.OutputFolder, showing.Quiet, spec.Time)
            : new LiveScreen(tally, spec.OutputFolder, spec.Time);
    }

    /// <summary>The first Ctrl-C (or SIGTERM) stops with grace, the second at once; the state is saved both times.</summary>
    sealed class StopSignals : IDisposable
    {
        readonly List<PosixSignalRegistration> _registrations = [];
        int _heard;

        public StopSignals(Job job)
        {
            foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            {
                _registrations.Add(PosixSignalRegistration.Create(signal, context =>
                {
                    context.Cancel = true;
                    job.Stop(atOnce: Interlocked.Increment(ref _heard) > 1);
                }));
            }
        }

        public void Dispose() => _registrations.ForEach(r => r.Dispose());
    }
}
