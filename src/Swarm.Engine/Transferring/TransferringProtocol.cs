using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Engine.Transferring;

/// <summary>Makes one attempt. Answered by exactly one <see cref="AttemptEnded"/>.</summary>
public sealed record Attempt(Work Work, int Number)
{
    /// <summary>The bytes that came before were not those they should be: this time no mirror shares in it.</summary>
    public bool IsSecond { get; init; }

    /// <summary>Whose turn the request awaits before it goes out, or null.</summary>
    public OriginSpacer? Spacer { get; init; }
}

/// <summary>Gives the attempt under way up; its <see cref="AttemptEnded"/> comes with reason cancelled.</summary>
public sealed record Abandon;

/// <summary>Further connections to the object of this attempt would be of use, where the origin bears them. No answer.</summary>
public sealed record Shareable(ObjectTransfer Transfer);

/// <summary>Fetches one segment of an object that another transfer leads; whoever sends it has joined. Answered by one <see cref="Assisted"/>.</summary>
/// <param name="Mirror">Where to fetch it from; null: from where the leader does.</param>
public sealed record Assist(ObjectTransfer Transfer, OriginSpacer? Spacer, WebUrl? Mirror);

public sealed record Assisted(ObjectTransfer Transfer, SegmentEnd End, WebUrl? Mirror);

/// <summary>One attempt's end, whatever it was: a stored file, a redirect, a status, a failure.</summary>
public sealed record AttemptEnded(Work Work, int Number)
{
    public int Status { get; init; }

    public Failure? Failure { get; init; }

    /// <summary>Where a redirect leads, or null.</summary>
    public ExchangeRequest? Redirect { get; init; }

    /// <summary>The outcome if this attempt is the last one.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>In a crawl: what the answer said to crawlers, or null.</summary>
    public PageSaid? Said { get; init; }

    public TimeSpan Latency { get; init; }

    public TimeSpan? ServerWait { get; init; }

    /// <summary>It failed, but brought a good part of the object, which is kept: the next attempt is a first one again.</summary>
    public bool Progressed { get; init; }
}
