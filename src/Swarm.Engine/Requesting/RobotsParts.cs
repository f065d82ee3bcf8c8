using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Transfers;

namespace Swarm.Engine.Requesting;

/// <summary>What a crawl's requesters honour robots.txt with.</summary>
public sealed record RobotsParts
{
    public required IExchanger Exchanger { get; init; }

    public required IRobotsStore Store { get; init; }

    public required CrawlOptions Options { get; init; }

    /// <summary>The product token that groups of rules are looked up by, e.g. <c>swarm</c>.</summary>
    public required string Agent { get; init; }

    /// <summary>Origins that the user gave: only they are sent what the job's options add to each request (credentials, headers).</summary>
    public required Func<Origin, bool> IsAsked { get; init; }
}
