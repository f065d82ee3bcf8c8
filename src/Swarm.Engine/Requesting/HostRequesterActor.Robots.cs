using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Requests;

namespace Swarm.Engine.Requesting;

/// <summary>In a crawl: nothing is asked of an origin before its robots.txt is known, and nothing that it forbids.</summary>
public sealed partial class HostRequesterActor
{
    readonly CancellationTokenSource _leaving = new();
    readonly RobotsGate? _robots;
    readonly RobotsFetch? _robotsFetch;

    /// <summary>Least time between the starts of two requests, whoever wants it.</summary>
    TimeSpan Spacing => _robots is { CrawlDelay: var delay } && delay > _pace.Spacing ? delay : _pace.Spacing;

    void RecallRobots()
    {
        _robots!.Recall();
        _robotsFetch!.RecallAsync().PipeTo(Self, success: record => new RobotsRecalled(record));
    }

    void OnRobotsRecalled(RobotsRecalled recalled)
    {
        if (_robots!.Recalled(recalled.Record)) TellRobots(recalled.Record!.Status);
        StartWhatMay();
    }

    /// <summary>A slot has been taken for it.</summary>
    void FetchRobots()
    {
        _robots!.Fetch();
        _gate.Claim(_robots.Began, Spacing);
        _robotsFetch!.FetchAsync(Spacer(), _leaving.Token).PipeTo(Self);
    }

    void OnRobotsAnswer(RobotsAnswer answer)
    {
        _parts.Slots.Release();
        if (answer.Failure?.Reason == Reason.Cancelled)
        {
            _robots!.Abandoned();
            return;
        }

        var facts = FactsOf(answer);
        _pace.Observe(facts);
        if (answer.ServerWait is { } asked) ParkFor(asked);
        if (_robots!.Fetched(answer.Record)) TellRobots(answer.Record.Status);
        else AskRobotsAgain(facts);
        StartWhatMay();
    }

    void TellRobots(int status)
    {
        _gate.Claim(_robots!.Began, Spacing); // the delay counts from this request on
        WebUrl[] sitemaps = [.. _robots.Sitemaps.Select(_robotsFetch!.Url.Resolve).OfType<WebUrl>()];
        _coordinator.Tell(new RobotsHeard(_origin, status, _robots.CrawlDelay > TimeSpan.Zero ? _robots.CrawlDelay : null, sitemaps));
    }

    /// <summary>The server can't say (RFC 9309, section 2.3.1.4): nothing is allowed for now, and the strategy decides how long that is borne.</summary>
    void AskRobotsAgain(in AttemptFacts facts)
    {
        var verdict = _parts.Strategy.Judge(facts, _parts.Chance);
        if (verdict.Kind == VerdictKind.Retry) _gate.Park(_parts.Time.GetUtcNow() + verdict.After);
        else _robots!.GiveUp(facts.Failure?.Detail ?? $"the server answered {facts.Status} {StatusPhrase.Of(facts.Status)}".TrimEnd());
    }

    AttemptFacts FactsOf(RobotsAnswer answer) => new()
    {
        Attempt = _robots!.Tries,
        Status = answer.Record.Status,
        Failure = answer.Failure,
        Latency = answer.Latency,
        SinceFirst = _parts.Time.GetUtcNow() - _robots.FirstBegan,
        ServerWait = answer.ServerWait,
    };

    void Refuse(Work work, Failure why) =>
        _coordinator.Tell(new Finished(work, new Outcome(OutcomeKind.Failed) { Attempts = work.TotalAttempts, Failure = why }));

    sealed record RobotsRecalled(RobotsRecord? Record);
}
