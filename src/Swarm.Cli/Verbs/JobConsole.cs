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
    const string ToStandardOutput = "-";

    public static async Task<int> RunAsync(JobSpec spec, Showing showing)
    {
        if (spec.OutputFolder == ToStandardOutput) spec = Streamed(spec, showing);
        var tally = new JobTally(spec.Meter, spec.Time);
        await using var screen = ScreenFor(showing, tally, spec);
        var ended = await ShowAsync(spec with { Observers = [.. spec.Observers, tally, screen] }, screen);
        if (showing.Report is { } report) WriteReport(spec, report);
        return CodeOf(ended);
    }

    /// <summary>Standard output is the bytes' alone, and nothing is kept.</summary>
    static JobSpec Streamed(JobSpec spec, Showing showing)
    {
        if (showing.Json) throw new UsageException("--json and -o - both want standard output: give -o a folder");
        if (showing.Report is not null) throw new UsageException("--report has no effect with -o -, which keeps no state: give -o a folder");
        if (spec.RetryFailed) throw new UsageException("--retry-failed has no effect with -o -, which keeps no state: give -o a folder");
        return spec with { Output = StandardStream.Open() };
    }

    static async Task<JobEnded> ShowAsync(JobSpec spec, IScreen screen)
    {
        await using var job = Job.Open(spec);
        using var signals = new StopSignals(job);
        using var heap = new SmallHeap(spec.Time);
        screen.Begin();
        var ended = await job.RunAsync();
        // Whoever read standard output has gone and knows why: nothing is left to say.
        if (!job.IsReaderGone) await screen.EndAsync(ended);
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
        if (showing.Json) return new JsonScreen(Console.OpenStandardOutput(), spec.Time);
        var folder = spec.Output is null ? spec.OutputFolder : null;
        return showing.Quiet || !CanDraw(spec)
            ? new PlainScreen(Console.Error, tally, folder, showing.Quiet, spec.Time)
            : new LiveScreen(tally, folder, spec.Time);
    }

    /// <summary>A terminal, and one that no bytes go to.</summary>
    static bool CanDraw(JobSpec spec) =>
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or null) && (spec.Output is null || Console.IsOutputRedirected);

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
