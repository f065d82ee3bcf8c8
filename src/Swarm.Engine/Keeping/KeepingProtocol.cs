using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Lists;
using Swarm.Domain.Requests;

namespace Swarm.Engine.Keeping;

/// <summary>Asks for what an earlier run left. Answered by <see cref="Opened"/>.</summary>
/// <param name="Fingerprint">Of the list about to be read, or null.</param>
public sealed record Open(string? Fingerprint);

/// <param name="Moves">Files that an earlier run was about to move: first of all.</param>
/// <param name="Read">How far an earlier run has read the list.</param>
public sealed record Opened(FrontierCounts Counts, IReadOnlyList<NameMove> Moves, SourcePosition? Read);

/// <summary>Stores what is still in hand, then asks how things stand: what is pending, what is due when. Answered by <see cref="Surveyed"/>.</summary>
public sealed record Survey(int MaxOrigins);

public sealed record Surveyed(FrontierCounts Counts, IReadOnlyList<OriginBacklog> Backlog, DateTimeOffset? NextDue);

/// <summary>Stores new bundles. Answered by <see cref="Stored"/>.</summary>
public sealed record Store(IReadOnlyList<Proposal> Proposals, SourceMark? Mark);

public sealed record Stored(AddResult Result, int Proposed);

/// <summary>Stores what pages lead to. Answered by <see cref="LinksStored"/>.</summary>
public sealed record StoreLinks(IReadOnlyList<Proposal> Links);

public sealed record LinksStored(AddResult Result, int Proposed);

/// <summary>Leases what is pending of one origin. Answered by <see cref="Taken"/>.</summary>
public sealed record TakeFor(Origin Origin, int Max);

public sealed record Taken(Origin Origin, IReadOnlyList<Lease> Leases, int Asked);

/// <summary>Leases what is due. Answered by <see cref="DueTaken"/>.</summary>
public sealed record TakeDue(DateTimeOffset Now, int Max);

public sealed record DueTaken(IReadOnlyList<Lease> Leases, int Asked, DateTimeOffset? NextDue);

/// <summary>Ends a lease; answered by <see cref="Settled"/> once it is durable, together with others.</summary>
public sealed record Settle(Lease Lease, Settlement Settlement);

/// <param name="Freed">What had to wait for one of these ends, or, where there are none, for files to be moved.</param>
public sealed record Settled(IReadOnlyList<Settle> Ends, Handover Freed);

/// <summary>Names a bundle by its response. Answered by a <see cref="NameGrant"/> or <see cref="KeeperFailed"/>.</summary>
public sealed record NameIt(long Id, string NaturalPath);

/// <summary>These files have been moved out of the way. Answered by <see cref="MovesKept"/>: before that nobody may write to the old names.</summary>
/// <param name="For">Bundles that wait for the names.</param>
public sealed record MovesMade(IReadOnlyList<NameMove> Moves, IReadOnlyList<Lease> For);

public sealed record MovesKept(IReadOnlyList<Lease> For);

/// <summary>Keeps an origin's pace for the next run; no answer.</summary>
public sealed record RememberPace(Origin Origin, PaceMemory Pace);

/// <summary>Answered by <see cref="PaceRecalled"/>.</summary>
public sealed record RecallPace(Origin Origin);

public sealed record PaceRecalled(Origin Origin, PaceMemory? Pace);

/// <summary>The state can't be written or read: the job can't go on.</summary>
public sealed record KeeperFailed(Failure Failure);
