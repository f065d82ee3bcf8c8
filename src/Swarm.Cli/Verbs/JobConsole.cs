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

    /// <param name="spec">The job.</param>
    /// <param name="showing">How it is to be shown.</param>
    /// <param name="again">The verb that tries again what failed; null: the same command does.</param>
    /// <param name="done">What it does to what it does well.</param>
    public static async Task<int> RunAsync(JobSpec spec, Showing showing, string? again = "retry", string done = "fetched")
    {
        if (spec.OutputFolder == ToStandardOutput) spec = Streamed(spec, showing);
        var tally = new JobTally(spec.Meter, spec.Time);
        await using var screen = ScreenFor(showing, tally, spec.Output is null && !spec.IsEphemeral ? StateOf(spec) : null, spec.Time, again, done);
        var ended = await ShowAsync(spec with { Observers = [.. spec.Observers, tally, screen] }, screen);
        if (showing.Report is { } report) WriteReport(StateOf(spec), report, spec.Time);
        return CodeOf(ended);
    }

    static string StateOf(JobSpec spec) => spec.StateFolder ?? spec.OutputFolder;

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
        using var signals = new StopSignals(job.Stop);
        using var heap = new SmallHeap();
        screen.Begin();
        var ended = await job.RunAsync();
        // Whoever read standard output has gone and knows why: nothing is left to say.
        if (!job.IsReaderGone) await screen.EndAsync(ended);
        return ended;
    }

    /// <summary>The report is the ledger's: every bundle of the folder once, whichever run fetched it.</summary>
    public static void WriteReport(string folder, string path, TimeProvider time)
    {
        using var ledger = Ledger.Open(new StateFolder(folder), time);
        LedgerLines.WriteReport(path, ledger.Rows());
    }

    public static int CodeOf(JobEnded ended) => ended switch
    {
        { Failure: not null } => ExitCode.Environment,
        { Stopped: true } => ExitCode.Stopped,
        { Counts.Failed: > 0 } or { Faults: > 0 } => ExitCode.SomeFailed,
        _ => ExitCode.Good,
    };

    /// <param name="showing">How it is to be shown.</param>
    /// <param name="tally">Its counts.</param>
    /// <param name="folder">Its files; null: they go to standard output.</param>
    /// <param name="time">The clock.</param>
    /// <param name="again">The verb that tries again what failed, or null.</param>
    /// <param name="done">What it does to what it does well.</param>
    public static IScreen ScreenFor(Showing showing, JobTally tally, string? folder, TimeProvider time, string? again = "retry", string done = "fetched")
    {
        if (showing.Json) return new JsonScreen(Console.OpenStandardOutput(), time);
        return showing.Quiet || !CanDraw(folder is null)
            ? new PlainScreen(static () => Console.Error, tally, folder, showing.Quiet, time, again, done)
            : new LiveScreen(tally, folder, time, again, done);
    }

    /// <summary>A terminal, and one that no bytes go to.</summary>
    public static bool CanDraw(bool isStreamed) =>
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not ("dumb" or null) && (!isStreamed || Console.IsOutputRedirected);
}
