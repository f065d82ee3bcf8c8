using Swarm.Domain.Lists;
using Swarm.Domain.Requests;

namespace Swarm.Domain.Frontier;

/// <summary>
/// The job's durable memory: every bundle's state, the names given out, each origin's pace, how far the list was read.
/// Calls block and come from one thread at a time; each is one transaction, durable when it returns, but for <see cref="Claim"/>. What is leased when the
/// process dies is pending again.
/// </summary>
public interface IFrontier : IDisposable
{
    /// <summary>Stores what is new; drops duplicates of what is known; gives names and settles clashes.</summary>
    AddResult Add(IReadOnlyList<Proposal> proposals, SourceMark? mark);

    /// <summary>Leases up to <paramref name="max"/> pending bundles of one origin, highest priority first, then list order.</summary>
    IReadOnlyList<Lease> Take(Origin origin, int max);

    /// <summary>Leases waiting bundles whose time has come, earliest first.</summary>
    IReadOnlyList<Lease> TakeDue(DateTimeOffset now, int max);

    /// <summary>When the next waiting bundle is due, or null where none waits.</summary>
    DateTimeOffset? NextDue();

    /// <summary>Origins that have pending bundles which nobody leases, with their counts; for opening a job to go on.</summary>
    IReadOnlyList<OriginBacklog> Backlog(int max);

    /// <summary>
    /// Ends leases: done, failed, waiting, or back to pending; ids that are not leased are passed over. Gives back, nearly always empty,
    /// what had to wait for one of them: files to move, then bundles to start.
    /// </summary>
    Handover Settle(IReadOnlyList<Settlement> settlements);

    /// <summary>
    /// Gives a name to a bundle in flight that could only be named by its response; in the end the same as in any other order. Durable at once where
    /// files have to move, else with the next call that stores anything (an empty <see cref="Settle"/> will do): to be called before the file is there.
    /// </summary>
    NameGrant Claim(long id, string naturalPath);

    /// <summary>Moves that an earlier run decided upon and did not see done, the first of them: to be done before anything is leased.</summary>
    IReadOnlyList<NameMove> UnfinishedMoves { get; }

    /// <summary>
    /// Strikes moves off the journal: to be called when they have been made, before the bundles that came with them start. Gives back what had to
    /// wait for that: further moves, bundles to start.
    /// </summary>
    Handover MovesDone(IReadOnlyList<NameMove> moves);

    /// <summary>Origins' paces, kept for the next run.</summary>
    void RememberPaces(IReadOnlyList<KeyValuePair<Origin, PaceMemory>> paces);

    PaceMemory? RecallPace(Origin origin);

    /// <summary>How far the list with this fingerprint was read by an earlier run.</summary>
    SourcePosition? RecallList(string fingerprint);

    /// <summary>Failed bundles that match become pending again; their count. Null matches all.</summary>
    long RetryFailed(LedgerFilter? filter);

    /// <summary>Done bundles become pending again, with their validators, for conditional requests; their count.</summary>
    long RecheckDone();

    /// <summary>
    /// Begins a mirror's next run: all that has ended becomes pending again, with validators where there is a file. How it had ended is kept, so that
    /// the two can be compared afterwards; where it failed, how it had ended before that. A crash in between loses nothing. Gives their count.
    /// </summary>
    long BeginAgain();

    /// <summary>The files of these ended bundles are there no more.</summary>
    void Forget(IReadOnlyList<long> ids);

    FrontierCounts Count();
}

/// <summary>A list and how far it has been read, stored with what was read.</summary>
public readonly record struct SourceMark(string Fingerprint, SourcePosition Position);

/// <summary>A bundle on its way into the frontier; <see cref="NaturalPath"/> is null where only the response can name it (or nothing is kept).</summary>
public readonly record struct Proposal(Bundle Bundle, string? NaturalPath);

/// <summary>A bundle in somebody's hands.</summary>
/// <param name="Id">The frontier's number of it, in list order.</param>
/// <param name="Attempts">Requests made so far, over all runs.</param>
/// <param name="Path">The file it goes to, or null where not yet known.</param>
/// <param name="Known">Validators of an earlier good answer, for conditional requests.</param>
public sealed record Lease(long Id, Bundle Bundle, int Attempts, DateTimeOffset? FirstTried, string? Path, Validators Known);

/// <summary>What <see cref="IFrontier.Add"/> made of a batch.</summary>
/// <param name="Added">
/// Leased at once to the caller, in list order. What wants a name that a bundle in flight is about to give up is leased too, but comes
/// with the <see cref="Handover"/> of that one's settlement.
/// </param>
/// <param name="Duplicates">Dropped: already known in any state.</param>
/// <param name="Moves">Files that must make room first, where they are there (see <see cref="NameMove"/>).</param>
public sealed record AddResult(IReadOnlyList<Lease> Added, int Duplicates, IReadOnlyList<NameMove> Moves)
{
    /// <summary>The duplicates, each with the bundle it repeats; empty unless the frontier was opened to tell them.</summary>
    public IReadOnlyList<Repeat> Repeats { get; init; } = [];
}

/// <summary>A bundle that is known already.</summary>
/// <param name="Id">Of the one that it repeats.</param>
/// <param name="Known">How that one ended; null while it is open.</param>
public sealed record Repeat(Bundle Bundle, long Id, Outcome? Known);

/// <summary>A file that gives its name up to another: the same in whichever order the two came.</summary>
public readonly record struct NameMove(long Id, string From, string To);

/// <summary>The name a bundle got, and what must move for it.</summary>
/// <param name="Path">
/// Where to write to. While others in flight still write to the name that it got, this is another one, from which the file is moved when all of them
/// have settled (see <see cref="Handover"/>): a grant counts until its bundle settles, afterwards the ledger knows the name.
/// </param>
public sealed record NameGrant(string Path, IReadOnlyList<NameMove> Moves);

/// <summary>What settlements set free: moves to make, in this order, then bundles to start, which are leased.</summary>
public sealed record Handover(IReadOnlyList<NameMove> Moves, IReadOnlyList<Lease> Leases)
{
    public static Handover None { get; } = new([], []);
}

/// <summary>Pending bundles of one origin.</summary>
public readonly record struct OriginBacklog(Origin Origin, long Pending);

/// <summary>How a lease ends: with an outcome, with a time to try again, or unused.</summary>
/// <param name="Outcome">The end of it, or null.</param>
/// <param name="Due">When to try again; null with no outcome: back to pending.</param>
/// <param name="Last">For a waiting bundle: what the last attempt met.</param>
public readonly record struct Settlement(long Id, int Attempts, Outcome? Outcome, DateTimeOffset? Due, Failure? Last)
{
    public DateTimeOffset? FirstTried { get; init; }
}

/// <summary>Bundles by state.</summary>
public readonly record struct FrontierCounts(long Pending, long Waiting, long Leased, long Done, long Failed, long Bytes)
{
    public long Total => Pending + Waiting + Leased + Done + Failed;

    public long Open => Pending + Waiting + Leased;
}
