using Swarm.Cli.Screen;
using Swarm.Domain;
using Swarm.Engine.Coordination;
using Swarm.Mirrors;
using Swarm.Reporting;

namespace Swarm.Cli.Verbs;

/// <summary>Runs a mirror on the console: the crawl with its screen, then what is done behind it; Ctrl-C in either, report, exit code.</summary>
static class MirrorConsole
{
    const int MostLimits = 5;

    public static async Task<int> RunAsync(MirrorSpec spec, Showing showing)
    {
        var tally = new JobTally(spec.Meter, spec.Time);
        await using var screen = JobConsole.ScreenFor(showing, tally, spec.OutputFolder, spec.Time, again: null);
        await using var run = MirrorRun.Open(spec with { Observers = [.. spec.Observers, tally, screen] });
        using var finishing = new CancellationTokenSource();
        using var signals = new StopSignals(atOnce =>
        {
            run.Stop(atOnce);
            finishing.Cancel();
        });
        using var heap = new SmallHeap(SmallHeap.OfPages);
        var ended = await CrawlAsync(run, screen);
        var code = JobConsole.CodeOf(ended);
        if (MirrorRun.CanFinish(ended))
        {
            var good = await FinishAsync(run, spec, showing, finishing.Token);
            code = good is null ? ExitCode.Stopped : ended.Counts.Open > 0 ? ExitCode.Stopped : good.Value ? ExitCode.Good : ExitCode.SomeFailed;
        }

        foreach (var family in run.Starved) await Console.Error.WriteLineAsync("not followed further, as nothing new came: " + SafeText.Of(family));
        foreach (var (limit, links) in run.Limits.Take(MostLimits)) await Console.Error.WriteLineAsync($"not followed, by a limit: {SafeText.Of(limit)} ({links} times)");
        if (showing.Report is { } report) JobConsole.WriteReport(spec.OutputFolder, report, spec.Time);
        return code;
    }

    static async Task<JobEnded> CrawlAsync(MirrorRun run, IScreen screen)
    {
        screen.Begin();
        var ended = await run.CrawlAsync();
        await screen.EndAsync(ended);
        return ended;
    }

    /// <summary>Whether all is there; null where it was stopped.</summary>
    static async Task<bool?> FinishAsync(MirrorRun run, MirrorSpec spec, Showing showing, CancellationToken token)
    {
        try
        {
            if (showing.Json) return await FinishAsJsonAsync(run, token);
            using var screen = new FinishScreen(showing.Quiet ? TextWriter.Null : Console.Error, () => run.Progress, JobConsole.CanDraw(false), spec.Time);
            var end = await run.FinishAsync(screen.Tell, token);
            screen.End(end, run.IsUpdate, spec.OutputFolder);
            return end.IsGood;
        }
        catch (OperationCanceledException)
        {
            if (!showing.Quiet) await Console.Error.WriteLineAsync("stopped before all links were converted. Run the same command again to go on.");
            return null;
        }
    }

    static async Task<bool> FinishAsJsonAsync(MirrorRun run, CancellationToken token)
    {
        await using var to = Console.OpenStandardOutput();
        var lines = new JsonLines(to);
        var end = await run.FinishAsync(
            finding => lines.Write(json =>
            {
                json.WriteString("event", "finding");
                FindingLines.Write(json, finding);
            }), token);
        lines.Write(json =>
        {
            json.WriteString("event", "converted");
            json.WriteNumber("pages", end.Conversion.Pages);
            json.WriteNumber("written", end.Conversion.Written);
            json.WriteNumber("unread", end.Conversion.Unread);
        });
        if (end.Check is not { } check) return end.IsGood;
        lines.Write(json =>
        {
            json.WriteString("event", "checked");
            FindingLines.Write(json, check);
        });
        return end.IsGood;
    }
}
