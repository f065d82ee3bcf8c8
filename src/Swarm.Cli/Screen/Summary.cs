using Swarm.Domain;
using Swarm.Engine.Coordination;
using Swarm.Reporting;

namespace Swarm.Cli.Screen;

/// <summary>The last words of a job: what is there, what failed and why, and the command that goes on.</summary>
static class Summary
{
    /// <param name="to">Where they are written.</param>
    /// <param name="job">Its counts.</param>
    /// <param name="ended">How it ended.</param>
    /// <param name="folder">Its files and its state; null: bytes went to standard output, and there is nothing to go on with.</param>
    /// <param name="again">The verb that tries again what failed; null: the same command does.</param>
    /// <param name="done">What was done to those that are done.</param>
    public static void Write(TextWriter to, JobSnapshot job, JobEnded ended, string? folder, string? again = "retry", string done = "fetched")
    {
        var rate = job.Elapsed > TimeSpan.Zero ? job.Received / job.Elapsed.TotalSeconds : 0;
        to.WriteLine($"{Units.Count(job.Done)} {done} ({Units.Bytes(job.Stored)}) in {Units.Time(job.Elapsed)}, {Units.Bytes(rate)}/s{Rest(job)}");
        foreach (var (reason, count) in job.Reasons.OrderByDescending(r => r.Value)) to.WriteLine($"  {Units.Count(count),9}  {reason}");
        if (ended.Faults > 0) to.WriteLine($"{Units.Count(ended.Faults)} line{(ended.Faults == 1 ? "" : "s")} of the list could not be used ({(job.Faults > 0 ? "named above" : "an earlier run said which")})");
        if (ended.Failure is { } failure) to.WriteLine("stopped: " + SafeText.Of(failure.Detail));
        if (folder is null) WriteStreamEnd(to, ended);
        else if (ended.Limit is { } limit) to.WriteLine($"ended by {SafeText.Of(limit)}. {Units.Count(ended.Counts.Open)} are still to be done: the same command goes on, where the limit counts all runs with a higher one.");
        else if (ended.Stopped) to.WriteLine($"{Units.Count(ended.Counts.Open)} are still to be done. Run the same command again to go on.");
        else if (ended.Counts.Failed > 0) WriteFailures(to, job, ended, folder, again);
    }

    static void WriteStreamEnd(TextWriter to, JobEnded ended)
    {
        if (ended.Stopped) to.WriteLine("what went to standard output is not whole");
    }

    static void WriteFailures(TextWriter to, JobSnapshot job, JobEnded ended, string folder, string? again)
    {
        if (again is not null && ended.Counts.Failed > job.Failed)
            to.WriteLine($"{Units.Count(ended.Counts.Failed - job.Failed)} failed in earlier runs and were left alone (--retry-failed tries them again)");
        var place = Quoted(folder);
        to.WriteLine($"why each: swarm failures {place}");
        to.WriteLine(again is not null ? $"again:    swarm {again} {place}" : "again:    the same command goes on with what is not done yet");
    }

    static string Rest(JobSnapshot job)
    {
        var rest = "";
        if (job.Skipped > 0) rest += $", {Units.Count(job.Skipped)} left as they were";
        if (job.Before.Done > 0) rest += $", {Units.Count(job.Before.Done)} were there from earlier runs";
        if (job.Duplicates > 0 && job.Before.Total == 0) rest += $", {Units.Count(job.Duplicates)} duplicates dropped";
        if (job.Failed > 0) rest += $", {Units.Count(job.Failed)} failed:";
        return rest;
    }

    public static string Quoted(string folder) => folder.AsSpan().IndexOfAny(" '\"$&;()<>|*?`\\") < 0 ? SafeText.Of(folder) : "'" + SafeText.Of(folder).Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
