using Swarm.Domain;
using Swarm.Domain.Requests;

namespace Swarm.Engine.Requesting;

/// <summary>More bundles for this origin. Each is answered once: <see cref="Finished"/>, <see cref="RetryLater"/>, <see cref="Redirected"/> or <see cref="GivenBack"/>.</summary>
public sealed record Fetch(IReadOnlyList<Work> Works);

/// <summary>Starts nothing more and gives back what has not begun.</summary>
public sealed record Drain;

/// <summary>Gives up what is in flight.</summary>
public sealed record AbandonAll;

/// <summary>A slot of the job's, handed to one who asked in vain: to be used or released.</summary>
public sealed record SlotGranted;

public sealed record Finished(Work Work, Outcome Outcome);

public sealed record RetryLater(Work Work, TimeSpan After, Failure Last);

public sealed record Redirected(Work From, Work Next);

/// <summary>Never begun, or given up without a judgement: pending again.</summary>
public sealed record GivenBack(IReadOnlyList<Work> Works);

/// <summary>What this origin bears has changed.</summary>
public sealed record PaceLearned(Origin Origin, PaceMemory Pace);
