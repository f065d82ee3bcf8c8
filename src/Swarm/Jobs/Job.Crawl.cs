using Akka.Actor;
using Swarm.Domain;
using Swarm.Engine.Coordination;
using Swarm.Engine.Reading;
using Swarm.Engine.Requesting;
using Swarm.Pages.Lists;

namespace Swarm.Jobs;

/// <summary>What a job has more of where it is a crawl.</summary>
public sealed partial class Job
{
    /// <summary>Reading pages is a crawl's main work for the processor.</summary>
    static readonly int PageReaders = Math.Max(1, Environment.ProcessorCount);

    CrawlParts? Crawl()
    {
        if (_spec.Crawl is not { } crawl) return null;
        var parts = new ReaderParts
        {
            Reader = crawl.Reader,
            Store = _ports.Pages!,
            Scope = _ports.Scope!,
            Namer = _ports.Namer,
            Writing = _spec.Settings.Writing,
            ObeyRobots = crawl.Options.ObeyRobots,
            LinkFields = LinkHeader.Read,
        };
        var reader = Made.By(() => new PageReaderActor(parts));
        return new CrawlParts
        {
            Readers = [.. Enumerable.Range(0, PageReaders).Select(n => _system.ActorOf(reader, $"page-reader-{n}"))],
            Scope = _ports.Scope!,
            Options = crawl.Options,
            FormatOf = crawl.Reader.FormatOf,
            IsAsked = Asked(crawl),
            Novelty = crawl.Novelty,
            PagesBefore = crawl.PagesBefore,
        };
    }

    RobotsParts? Robots() => _spec.Crawl is { Options.ObeyRobots: true } crawl
        ? new RobotsParts { Exchanger = _ports.Exchanger, Store = _ports.Robots!, Options = crawl.Options, Agent = AgentToken, IsAsked = Asked(crawl) }
        : null;

    /// <summary>The product that we call ourselves (RFC 9309, section 2.2.1).</summary>
    string AgentToken => _spec.Settings.Http.UserAgent.Split('/', ' ')[0];

    static Func<Origin, bool> Asked(CrawlSpec crawl) => crawl.Seeds.Select(seed => seed.Origin).ToHashSet().Contains;
}
