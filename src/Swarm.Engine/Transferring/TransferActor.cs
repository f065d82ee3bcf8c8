using Akka.Actor;
using Swarm.Domain;
using Swarm.Engine.Writing;

namespace Swarm.Engine.Transferring;

/// <summary>One slot of an origin: takes one bundle at a time through exchange, pump and commit, and answers each with one <see cref="AttemptEnded"/>.</summary>
/// <remarks>states: idle → pumping → committing → idle</remarks>
public sealed class TransferActor : ReceiveActor
{
    readonly TransferParts _parts;
    readonly Pump _pump;
    CancellationTokenSource _cancel = new();
    IActorRef _asker = ActorRefs.Nobody;
    AttemptEnded? _storing;

    public TransferActor(TransferParts parts)
    {
        (_parts, _pump) = (parts, new Pump(parts));
        Receive<Attempt>(OnAttempt);
        Receive<Pumped>(OnPumped);
        Receive<Committed>(OnCommitted);
        Receive<CommitFailed>(OnCommitFailed);
        Receive<Abandon>(_ => _cancel.Cancel());
        Receive<Status.Failure>(m => throw new InvalidOperationException("the pump itself failed", m.Cause));
    }

    protected override void PostStop()
    {
        _cancel.Cancel();
        _cancel.Dispose();
    }

    void OnAttempt(Attempt order)
    {
        _asker = Sender;
        if (_cancel.IsCancellationRequested) _cancel = new CancellationTokenSource();
        _pump.RunAsync(order, _cancel.Token).PipeTo(Self);
    }

    void OnPumped(Pumped pumped)
    {
        if (pumped.File is not { } file)
        {
            _asker.Tell(pumped.Ended);
            return;
        }

        _storing = pumped.Ended;
        var id = pumped.Ended.Work.Id;
        _parts.WriterFor(id).Tell(new Commit(id, pumped.Ended.Number, file, pumped.Demand));
    }

    void OnCommitted(Committed answer)
    {
        if (!IsOurs(answer.Id, answer.Attempt)) return;
        var ended = _storing!;
        Answer(ended with { Outcome = ended.Outcome! with { Length = answer.Facts.Length, Digest = answer.Facts.Digest } });
    }

    void OnCommitFailed(CommitFailed answer)
    {
        if (IsOurs(answer.Id, answer.Attempt)) Answer(_storing! with { Outcome = null, Failure = answer.Failure });
    }

    void Answer(AttemptEnded ended)
    {
        _storing = null;
        _asker.Tell(ended);
    }

    bool IsOurs(long id, int attempt) => _storing is { } storing && storing.Work.Id == id && storing.Number == attempt;
}
