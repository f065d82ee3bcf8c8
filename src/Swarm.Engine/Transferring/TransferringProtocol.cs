using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Engine.Transferring;

/// <summary>Makes one attempt. Answered by exactly one <see cref="AttemptEnded"/>.</summary>
public sealed record Attempt(Work Work, int Number)
{
    /// <summary>Whose turn the request awaits before it goes out, or null.</summary>
    public OriginSpacer? Spacer { get; init; }
}

/// <summary>Gives the attempt under way up; its <see cref="AttemptEnded"/> comes with reason cancelled.</summary>
public sealed record Abandon;

/// <summary>One attempt's end, whatever it was: a stored file, a redirect, a status, a failure.</summary>
public sealed record AttemptEnded(Work Work, int Number)
{
    public int Status { get; init; }

    public Failure? Failure { get; init; }

    /// <summary>Where a redirect leads, or null.</summary>
    public ExchangeRequest? Redirect { get; init; }

    /// <summary>The outcome if this attempt is the last one.</summary>
    public Outcome? Outcome { get; init; }

    public TimeSpan Latency { get; init; }

    public TimeSpan? ServerWait { get; init; }
}
