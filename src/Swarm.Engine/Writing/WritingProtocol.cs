using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Writing;

namespace Swarm.Engine.Writing;

/// <summary>Verifies and renames a staged file. Answered by <see cref="Committed"/> or <see cref="CommitFailed"/>.</summary>
public sealed record Commit(long Id, int Attempt, IUncommittedFile File, CommitDemand Demand);

public sealed record Committed(long Id, int Attempt, FileFacts Facts);

public sealed record CommitFailed(long Id, int Attempt, Failure Failure);

/// <summary>Moves finished files that give their names up. Answered by <see cref="RoomMade"/>, in order with what follows.</summary>
/// <param name="For">Bundles that wait for the names.</param>
public sealed record MakeRoom(IReadOnlyList<NameMove> Moves, IReadOnlyList<Lease> For);

public sealed record RoomMade(IReadOnlyList<NameMove> Moves, IReadOnlyList<Lease> For, Failure? Failure);

/// <summary>Asks which of these already have a file. Answered by <see cref="Looked"/>.</summary>
public sealed record LookFor(IReadOnlyList<Lease> Leases);

public sealed record Looked(IReadOnlyList<KeyValuePair<Lease, FileFacts?>> Found);

/// <summary>A bundle has failed for good: what there is of its object is not gone on with; no answer.</summary>
public sealed record DropPart(string Key);

/// <summary>Leaves the empty file that marks a failure; no answer.</summary>
public sealed record LeaveMarker(string Path);
