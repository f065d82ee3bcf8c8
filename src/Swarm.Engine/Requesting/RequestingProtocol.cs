using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Engine.Transferring;

namespace Swarm.Engine.Requesting;

/// <summary>
/// More bundles for this origin. Each is answered once: <see cref="Finished"/>, <see cref="RetryLater"/>, <see cref="Redirected"/>,
/// <see cref="GivenBack"/> or <see cref="Parked"/>.
/// </summary>
public sealed record Fetch(IReadOnlyList<Work> Works);

/// <summary>An object that another connection would be of use to: at this origin, where there is room, as long as its transfer lasts. No answer.</summary>
/// <param name="Mirror">Its place here; null: it is led here.</param>
public sealed record Lend(ObjectTransfer Transfer, WebUrl? Mirror);

/// <summary>An object that has mirrors at other origins, where connections might be free.</summary>
public sealed record ShareOut(ObjectTransfer Transfer);

/// <summary>Starts nothing more and gives back what has not begun.</summary>
public sealed record Drain;

/// <summary>Gives up what is in flight.</summary>
public sealed record AbandonAll;

/// <summary>Asks whether the requester remembers anything that another could not know. Answered by <see cref="Retirable"/> where it does not.</summary>
public sealed record Retire;

/// <summary>The origin has had its spacing and is not parked: a new requester would ask it no sooner.</summary>
public sealed record Retirable(Origin Origin);

/// <summary>A slot of the job's, handed to one who asked in vain: to be taken or declined.</summary>
public sealed record SlotGranted;

public sealed record Finished(Work Work, Outcome Outcome)
{
    /// <summary>In a crawl: what the answer said to crawlers, or null.</summary>
    public PageSaid? Said { get; init; }
}

public sealed record RetryLater(Work Work, TimeSpan After, Failure Last);

public sealed record Redirected(Work From, Work Next);

/// <summary>Never begun, or given up without a judgement: pending again.</summary>
public sealed record GivenBack(IReadOnlyList<Work> Works);

/// <summary>The origin is to be left alone for long: what was queued for it must not fill the job's window meanwhile.</summary>
public sealed record Parked(Origin Origin, DateTimeOffset Until, IReadOnlyList<Work> Works);

/// <summary>What this origin bears has changed.</summary>
public sealed record PaceLearned(Origin Origin, PaceMemory Pace);

/// <summary>What an origin's robots.txt says of the crawl itself.</summary>
/// <param name="Status">What it was answered with; 0: not at all.</param>
/// <param name="CrawlDelay">What is kept of the one it asks for, or null.</param>
public sealed record RobotsHeard(Origin Origin, int Status, TimeSpan? CrawlDelay, IReadOnlyList<WebUrl> Sitemaps);
