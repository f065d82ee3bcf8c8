using Akka.Actor;
using Swarm.Domain;
using Swarm.Engine.Writing;

namespace Swarm.Engine.Transferring;

/// <summary>
/// One slot of an origin: takes one bundle at a time through exchange, pump and commit, or hands it to the uploader, and answers each with one
/// <see cref="AttemptEnded"/>; or helps another with a segment.
/// </summary>
/// <remarks>states: idle → pumping → committing → idle; idle → uploading → idle</remarks>
public sealed class TransferActor : ReceiveActor
{
    readonly TransferParts _parts;
    readonly Pump _pump;
    readonly SegmentPump _helper;
    readonly UploadRoom _uploads;
    CancellationTokenSource _cancel = new();
    IActorRef _asker = ActorRefs.Nobody;
    Attempt? _order;
    AttemptEnded? _storing;

    public TransferActor(TransferParts parts)
    {
        var self = Self;
        (_parts, _pump) = (parts, new Pump(parts, transfer => _asker.Tell(new Shareable(transfer), self)));
        (_helper, _uploads) = (new SegmentPump(parts), new UploadRoom(parts));
        Receive<Attempt>(OnAttempt);
        Receive<Assist>(OnAssist);
        Receive<Assisted>(m => _asker.Tell(m));
        Receive<Pumped>(OnPumped);
        Receive<Uploaded>(m => Answer(m.Ended));
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
        (_asker, _order) = (Sender, order);
        Start();
    }

    void OnAssist(Assist order)
    {
        _asker = Sender;
        _helper.AssistAsync(order).PipeTo(Self, success: end => new Assisted(order.Transfer, end, order.Mirror));
    }

    void Start()
    {
        if (_cancel.IsCancellationRequested) _cancel = new CancellationTokenSource();
        if (_order!.Work.Bundle.Upload is not null) _uploads.RunAsync(_order, _cancel.Token).PipeTo(Self);
        else _pump.RunAsync(_order, _cancel.Token).PipeTo(Self);
    }

    void OnPumped(Pumped pumped)
    {
        if (pumped.File is not { } file)
        {
            Answer(pumped.Ended);
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
        if (!IsOurs(answer.Id, answer.Attempt)) return;
        if (answer.Failure.Reason is Reason.Checksum or Reason.Changed && !_order!.IsSecond) StartAgain();
        else Answer(_storing! with { Outcome = null, Failure = answer.Failure });
    }

    /// <summary>Bytes that are not those they should be, or that a store has lost, are fetched once more, all of them.</summary>
    void StartAgain()
    {
        (_storing, _order) = (null, _order! with { IsSecond = true });
        Start();
    }

    void Answer(AttemptEnded ended)
    {
        _storing = null;
        _asker.Tell(ended);
    }

    bool IsOurs(long id, int attempt) => _storing is { } storing && storing.Work.Id == id && storing.Number == attempt;
}
