using Akka.Actor;
using Akka.Event;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Writing;

namespace Swarm.Engine.Writing;

/// <summary>Owns the volume's final names: verifies, flushes and renames, on a thread of its own. Bytes lie in the staged file, never in the mailbox.</summary>
public sealed class WriterActor : ReceiveActor
{
    readonly IVolume _volume;
    readonly ILoggingAdapter _log = Context.GetLogger();

    public WriterActor(IVolume volume)
    {
        _volume = volume;
        Receive<Commit>(OnCommit);
        Receive<MakeRoom>(m => Sender.Tell(new RoomMade(m.Moves, m.For, Try(() => MoveAll(m.Moves)))));
        Receive<LookFor>(m => Sender.Tell(new Looked([.. m.Leases.Select(Look)])));
        Receive<LeaveMarker>(OnLeaveMarker);
        Receive<DropPart>(m => Try(() => _volume.Drop(m.Key)));
    }

    void OnCommit(Commit order)
    {
        if (order.File.CommitAsync(order.Demand) is { } committing)
        {
            EndAsync(order, committing).PipeTo(Sender, Self);
            return;
        }

        FileFacts? facts = null;
        var failure = Try(() => facts = order.File.Commit(order.Demand));
        Sender.Tell(End(order, facts, failure));
    }

    static async Task<object> EndAsync(Commit order, ValueTask<FileFacts> committing)
    {
        try
        {
            return End(order, await committing, null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return End(order, null, FailureOf(e));
        }
    }

    static object End(Commit order, FileFacts? facts, Failure? failure)
    {
        if (failure?.Reason is Reason.Checksum or Reason.Truncated or Reason.Changed && order.File is IPartFile part) Try(part.Discard);
        order.File.Dispose();
        return failure is null ? new Committed(order.Id, order.Attempt, facts!) : new CommitFailed(order.Id, order.Attempt, failure);
    }

    void OnLeaveMarker(LeaveMarker order)
    {
        if (Try(() => _volume.Mark(order.Path)) is { } failure) _log.Warning("no marker for {0}: {1}", order.Path, failure.Detail);
    }

    void MoveAll(IReadOnlyList<NameMove> moves)
    {
        foreach (var move in moves) _volume.Move(move.From, move.To);
    }

    /// <summary>What can't be looked at counts as missing: fetching it will tell why.</summary>
    KeyValuePair<Lease, FileFacts?> Look(Lease lease)
    {
        FileFacts? facts = null;
        if (lease.Path is { } path) Try(() => facts = _volume.Look(path));
        return new(lease, facts);
    }

    static Failure? Try(Action write)
    {
        try
        {
            write();
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return FailureOf(e);
        }
    }

    static Failure FailureOf(Exception e) => e switch
    {
        TransferException known => known.Failure,
        IOException or UnauthorizedAccessException => new Failure(Reason.Disk, Stage.Write, e.Message),
        OperationCanceledException => new Failure(Reason.Cancelled, Stage.Write, "stopped before it was finished"),
        // A bug, but whoever waits for the answer must get one.
        _ => new Failure(Reason.Internal, Stage.Write, $"{e.GetType().Name}: {e.Message}"),
    };
}
