using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Frontier;
using Swarm.Engine.Keeping;
using Swarm.Engine.Reading;
using Swarm.Engine.Reporting;
using Swarm.Engine.Requesting;

namespace Swarm.Engine.Coordination;

/// <summary>From stored pages to further bundles: a page is done when its links are durable.</summary>
public sealed partial class CoordinatorActor
{
    readonly CrawlParts? _crawl;
    readonly LinkIntake _links;
    readonly NoveltyGate _novelty;
    readonly PageLimit _pages;
    string? _limit;
    long _linked;
    long _known;
    long _bytes;

    /// <summary>A bundle has ended well.</summary>
    void EndWell(Lease lease, Outcome outcome, DateTimeOffset? firstTried, PageSaid? said)
    {
        if (_crawl is null) SettleEnd(lease, outcome, firstTried);
        else if (outcome.Kind == OutcomeKind.Moved) Follow(new StoredPage(lease, outcome) { FirstTried = firstTried });
        else if (FormatOf(lease, outcome) is not PageFormat.None and var format)
            Read(new ReadPage(new StoredPage(lease, outcome) { FirstTried = firstTried, Said = said }, format));
        else SettleEnd(lease, outcome, firstTried);
    }

    /// <summary>What is unchanged has been read before, and its links are known.</summary>
    PageFormat FormatOf(Lease lease, Outcome outcome)
    {
        if (outcome is not { Kind: OutcomeKind.Done or OutcomeKind.Skipped, File: { } file }) return PageFormat.None;
        var format = _crawl!.FormatOf(outcome.ContentType, file);
        return format == PageFormat.None && lease.Bundle.Trace is { Kind: LinkKind.Sitemap } ? PageFormat.Feed : format;
    }

    /// <summary>The target takes the place of what led to it; the gate has let it in.</summary>
    void Follow(StoredPage page)
    {
        var bundle = page.Lease.Bundle;
        var trace = bundle.Trace ?? CrawlTrace.Seed;
        if (trace.Kind == LinkKind.Seed) _crawl!.Scope.Spell(page.Url);
        Propose(page, [Named(CrawlBundle.Of(page.Url, trace with { Referrer = page.Id, Hops = trace.Hops + 1 }, bundle))]);
    }

    Proposal Named(Bundle bundle) => new(bundle, NaturalName.Of(bundle, _linked, _parts.Namer, _parts.Writing));

    void Read(ReadPage order)
    {
        _links.Read(order);
        TellReaders();
    }

    void TellReaders()
    {
        while (_links.NextToRead() is (var reader, var order)) reader.Tell(order);
    }

    void OnLinksFound(LinksFound found)
    {
        if (!_links.HasRead(found.Page)) return;
        Publish(found.Fact);
        _novelty.Saw(found);
        Propose(found.Page, _novelty.Sift(found.Links, Publish));
        TellReaders();
        GoOn();
    }

    void Propose(StoredPage? page, IReadOnlyList<Proposal> links)
    {
        _links.Put(page, links);
        StoreLinks();
    }

    void StoreLinks()
    {
        while (_links.NextToStore() is { } links)
        {
            if (links.Count > 0)
            {
                _parts.Keeper.Tell(new StoreLinks(links));
                return;
            }

            EndStored();
        }
    }

    void EndStored()
    {
        foreach (var page in _links.Stored()) SettleEnd(page.Lease, page.Outcome, page.FirstTried);
    }

    void OnLinksStored(LinksStored stored)
    {
        var result = stored.Result;
        _known += result.Duplicates;
        _linked += stored.Proposed - result.Duplicates;
        EndStored();
        StoreLinks();
        Publish(new LinksAdded(_linked, _known));
        LendWithRoom(result.Moves, result.Added);
        GoOn();
    }

    void OnRobotsHeard(RobotsHeard heard)
    {
        Publish(new RobotsSeen(heard.Origin, heard.Status, heard.CrawlDelay));
        if (_crawl is not { Options.Sitemaps: true } || heard.Sitemaps.Count == 0) return;
        var admitted = heard.Sitemaps.Select(url => _crawl.Scope.Judge(url, LinkKind.Sitemap, CrawlTrace.Seed, 0)).Where(a => a.IsIn);
        Propose(null, [.. admitted.Select(a => Named(CrawlBundle.Of(a.Url, a.Trace!, null)))]);
    }

    Work WorkOf(Lease lease)
    {
        var work = Work.Of(lease);
        return _crawl is null || _crawl.IsAsked(work.Origin) ? work : work with { Request = work.Request with { IsAskedOrigin = false } };
    }

    /// <summary>False: it was laid aside, or ended.</summary>
    bool MayBegin(Lease lease)
    {
        if (_stopped) return true;
        if (_novelty.Refusal(lease.Bundle) is { } why) SettleEnd(lease, new Outcome(OutcomeKind.Failed) { Attempts = lease.Attempts, Failure = why });
        else if (!_pages.MayBegin(lease)) LayAside(lease);
        else return true;
        return false;
    }

    void Count(Lease lease, Outcome outcome)
    {
        if (_pages.End(lease, outcome)) _hosts.Wet();
        if (_crawl is not { Options.MostBytes: > 0 and var most }) return;
        _bytes += outcome.Length;
        if (_bytes >= most) StopAt($"max-bytes: {_bytes} bytes are stored, {most} were allowed");
    }

    void BeginTimeLimit()
    {
        if (_crawl is { Options.LongestTime: { Ticks: > 0 } longest }) Timers.StartSingleTimer(nameof(TimeIsUp), new TimeIsUp(), longest);
    }

    void OnTimeIsUp() => StopAt($"max-time: {_crawl!.Options.LongestTime} are over");

    void StopAt(string limit)
    {
        if (_stopped) return;
        ReachLimit(limit);
        Stop(false, null);
    }

    void ReachLimit(string limit)
    {
        _limit = limit;
        Publish(new LimitReached(limit));
    }

    sealed record TimeIsUp;
}
