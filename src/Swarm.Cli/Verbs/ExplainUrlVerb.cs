using System.CommandLine;
using Swarm.Cli.Screen;
using Swarm.Domain;
using Swarm.Domain.Crawling.Robots;
using Swarm.Domain.Frontier;
using Swarm.IO.State;
using Swarm.Mirrors;

namespace Swarm.Cli.Verbs;

/// <summary><c>swarm explain url</c>: what a mirror made of a URL, and why.</summary>
static class ExplainUrlVerb
{
    const int LongestChain = 50;

    public static Command Create()
    {
        var text = new Argument<string>("URL") { Description = "The URL" };
        var folder = new Option<string>("--in") { Description = "A mirror's folder", HelpName = "DIR", DefaultValueFactory = _ => "." };
        var command = new Command("url", "Say what a mirror made of a URL, and why: scope, robots, how it was found, its file") { text, folder };
        command.SetAction((parsed, _) => Faults.GuardAsync(() =>
        {
            using var mirror = MirrorFolder.Open(parsed.GetValue(folder)!, TimeProvider.System);
            return Task.FromResult(Explain(mirror, WebUrl.Parse(parsed.GetValue(text)!)));
        }));
        return command;
    }

    static int Explain(MirrorFolder mirror, WebUrl url)
    {
        var row = mirror.Find(url);
        Say("", url.Href);
        var admission = mirror.Scope.Judge(url, LinkKind.Link, CrawlTrace.Seed, 0);
        if (!admission.Url.Equals(url)) Say("known as", $"{admission.Url.Href}, as its host spells itself");
        Say("scope", $"{(admission.IsIn ? "in" : "out")}: {admission.Rule}");
        Say("robots", Robots(mirror, admission.Url));
        if (row is null)
        {
            Say("state", "the crawl did not come upon it, or the scope kept it out");
            return ExitCode.SomeFailed;
        }

        WriteFinding(mirror, row);
        WriteEnd(mirror, row);
        return row.State == LedgerState.Failed ? ExitCode.SomeFailed : ExitCode.Good;
    }

    static string Robots(MirrorFolder mirror, WebUrl url)
    {
        if (!mirror.Memory.ObeyRobots) return "not asked for (--robots ignore)";
        if (new RobotsStore(new StateFolder(mirror.Output)).Recall(url.Origin) is not { } record) return $"{url.Origin} was not asked for its robots.txt";
        var verdict = RobotsRules.For(record, mirror.Memory.Agent).Judge(url);
        return $"{(verdict.Allowed ? "allowed" : "not allowed")}: {(verdict.Line > 0 ? $"line {verdict.Line}: " : "")}{verdict.Rule}";
    }

    static void WriteFinding(MirrorFolder mirror, LedgerRow row)
    {
        if (row.Bundle.Trace is not { } trace) return;
        Say("found as", $"{trace.Kind.ToString().ToLowerInvariant()}, depth {trace.Depth}{(trace.Outside > 0 ? $", {trace.Outside} beyond the border" : "")}");
        var page = mirror.Referrer(row);
        for (var hops = 0; page is not null && hops < LongestChain; hops++, page = mirror.Referrer(page)) Say(hops == 0 ? "in" : "which is in", page.Bundle.Url.Href);
    }

    static void WriteEnd(MirrorFolder mirror, LedgerRow row)
    {
        Say("state", State(row));
        if (row.Failure is { } failure) Say("because", failure.Detail);
        if (row is { State: LedgerState.Moved, Outcome.FinalUrl: { } target }) Say("moved to", target.Href);
        if (mirror.Places.Find(row.Bundle.Url)?.File is { } file) Say("file", file);
        if (row.Outcome?.ContentType is { } type) Say("type", type);
    }

    static string State(LedgerRow row)
    {
        var state = row.State == LedgerState.NotModified ? "not modified" : row.State.ToString().ToLowerInvariant();
        var status = row.Outcome is { Status: > 0 and var code } ? $", status {code}" : "";
        var when = row.Finished is { } finished ? $", {finished:u}" : row.Due is { } due ? $", again at {due:u}" : "";
        return $"{state} after {Units.Count(row.Attempts)} request{(row.Attempts == 1 ? "" : "s")}{status}{when}";
    }

    static void Say(string what, string text) => Console.WriteLine(what.Length == 0 ? SafeText.Of(text) : $"    {what,-11} {SafeText.Of(text)}");
}
