using Swarm.Domain;

namespace Swarm.Engine.Reporting;

/// <summary>What happens in a crawl beside what happens in any job.</summary>
public abstract record CrawlFact : JobFact;

/// <summary>A page has been read for its references.</summary>
/// <param name="Id">The frontier's number of it.</param>
/// <param name="Found">Distinct URLs that it refers to, those that are known already included.</param>
/// <param name="Refused">Of these, what the gate kept out, by rule.</param>
/// <param name="Trouble">Why it was read in part only, or not at all; null: it was.</param>
public sealed record PageRead(long Id, WebUrl Url, int Found, IReadOnlyList<LinksRefused> Refused, string? Trouble) : CrawlFact;

/// <summary>URLs that one rule kept out.</summary>
public readonly record struct LinksRefused(string Rule, int Count, WebUrl Example);

/// <summary>Links of a family that brings nothing new were dropped.</summary>
/// <param name="Why">Which family, in words fit for a person.</param>
public sealed record LinksStarved(string Why, int Count, WebUrl Example) : CrawlFact;

/// <summary>Bundles that pages, redirects and sitemaps have added to the frontier so far.</summary>
public sealed record LinksAdded(long Added, long Known) : CrawlFact;

/// <summary>An origin's robots.txt is known.</summary>
/// <param name="Status">What it was answered with; 0: not at all.</param>
/// <param name="CrawlDelay">What is kept of the one it asks for, or null.</param>
public sealed record RobotsSeen(Origin Origin, int Status, TimeSpan? CrawlDelay) : CrawlFact;

/// <summary>The crawl takes up nothing new: one of its own limits is reached.</summary>
public sealed record LimitReached(string Limit) : CrawlFact;
