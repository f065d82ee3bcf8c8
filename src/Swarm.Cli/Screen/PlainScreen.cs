using Swarm.Domain;
using Swarm.Engine.Coordination;
using Swarm.Engine.Reporting;
using Swarm.Reporting;

namespace Swarm.Cli.Screen;

/// <summary>Lines for a log or a pipe: what fails, a word of progress every few seconds, the summary. Quiet: only what could not be used and why it stopped.</summary>
sealed class PlainScreen(Func<TextWriter> open, JobTally tally, string? folder, bool quiet, TimeProvider time, string? again = "retry", string done = "fetched") : IScreen
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);
    const int ShownFailures = 100;

    ITimer? _timer;
    int _failures;

    /// <summary>Opened by the first word: a quiet job may end without one.</summary>
    TextWriter To => open();

    public void Begin()
    {
        if (!quiet) _timer = time.CreateTimer(_ => Progress(), null, Pace, Pace);
    }

    public void OnFact(JobFact fact)
    {
        switch (fact)
        {
            case LineFaulty faulty: To.WriteLine(SafeText.Of(faulty.Fault.ToString())); break;
            case JobBegan { Counts.Total: > 0 } began when !quiet: WriteBegan(began); break;
            case OutcomesStored stored when !quiet: WriteFailures(stored); break;
            case JobStopping { AtOnce: false } when !quiet: To.WriteLine("stopping: what is in flight may finish (once more ends it at once)"); break;
        }
    }

    public async ValueTask EndAsync(JobEnded ended)
    {
        await DisposeAsync();
        if (!quiet) Summary.Write(To, tally.Snapshot(), ended, folder, again, done);
        else if (ended.Failure is { } failure) await To.WriteLineAsync("stopped: " + SafeText.Of(failure.Detail));
    }

    public ValueTask DisposeAsync() => _timer?.DisposeAsync() ?? default;

    void WriteBegan(JobBegan began) =>
        To.WriteLine($"going on: {Units.Count(began.Counts.Done)} done, {Units.Count(began.Counts.Failed)} failed, {Units.Count(began.Counts.Open)} to be done");

    void WriteFailures(OutcomesStored stored)
    {
        foreach (var (lease, outcome) in stored.Ends)
        {
            if (outcome.IsGood || ++_failures > ShownFailures) continue;
            To.WriteLine($"failed: {Words(lease.Bundle, outcome.Failure?.Detail ?? "")} ({outcome.Attempts} tries)");
            if (_failures == ShownFailures) To.WriteLine("failed: … more; `swarm failures` lists them all");
        }
    }

    /// <summary>What a store says begins with the object's address; everything else is told of the URL.</summary>
    static string Words(Bundle bundle, string detail)
    {
        var subject = bundle.Address?.ToString() ?? bundle.Url.Href;
        return detail.StartsWith(subject, StringComparison.Ordinal) ? SafeText.Of(detail, 1000) : $"{SafeText.Of(subject, 500)}: {SafeText.Of(detail, 500)}";
    }

    void Progress()
    {
        var job = tally.Snapshot();
        var rate = job.Received / Math.Max(0.001, job.Elapsed.TotalSeconds);
        To.WriteLine($"{Units.Count(job.Ended)} of {Units.Count(job.Total)}{(job.ListEnded ? "" : "+")}, {job.Failed} failed, {Units.Bytes(job.Received)}, {Units.Bytes(rate)}/s, {job.InFlight} in flight{Single(job)}");
    }

    /// <summary>Of one large object alone, how far it is.</summary>
    static string Single(JobSnapshot job) => job.Transfers is [var only]
        ? $", {Units.Bytes(only.Done)} of {Units.Bytes(only.Total)}{(only.Left is { } left ? $", {Units.Time(left)} left" : "")}"
        : "";
}
