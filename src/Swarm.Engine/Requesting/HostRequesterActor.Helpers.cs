using Akka.Actor;
using Swarm.Domain;
using Swarm.Engine.Transferring;

namespace Swarm.Engine.Requesting;

/// <summary>Further connections for objects that are worth more than one.</summary>
public sealed partial class HostRequesterActor
{
    /// <summary>Slots that nobody queues for go to objects that are worth more than one connection.</summary>
    void StartHelpers()
    {
        while (_shared.Next(isFull: _queue.Count > 0 || Paced >= Allowed()) is { } shared)
        {
            if (_gate.Wait(_parts.Time.GetUtcNow(), _breaker?.ParkedUntil ?? DateTimeOffset.MinValue) is { } wait)
            {
                WakeIn(wait);
                return;
            }

            if (!_parts.Slots.TryTake(Self)) return;
            if (shared.Transfer.TryJoin()) StartHelper(shared);
            else _parts.Slots.Release();
        }
    }

    void StartHelper(Lend shared)
    {
        _gate.Claim(_parts.Time.GetUtcNow(), Spacing);
        var helper = IdleTransfer();
        _helping.Add(helper, shared);
        helper.Tell(new Assist(shared.Transfer, Spacer(), shared.Mirror));
    }

    void LearnFrom(AttemptEnded helped) => Learn(helped, AttemptJudge.Facts(helped, helped.Work, _parts.Time.GetUtcNow()));

    void OnShareable(Shareable message)
    {
        if (message.Transfer.Mirrors.Count > 0) _coordinator.Tell(new ShareOut(message.Transfer));
        OnLend(new Lend(message.Transfer, null));
    }

    void OnLend(Lend shared)
    {
        _shared.Add(shared);
        StartWhatMay();
    }

    void OnAssisted(Assisted message)
    {
        if (!_helping.Remove(Sender)) return;
        _idle.Add(Sender);
        _parts.Slots.Release();
        if (message is { Mirror: not null, End.IsWell: false }) _shared.Remove(message.Transfer.Work.Id);
        else _shared.Helped(message.Transfer.Work.Id, message.End is { IsWell: false, IsWish: false, Bytes: 0 });
        if (message.End != SegmentEnd.Nothing && message.End.Failure?.Reason != Reason.Cancelled) LearnFrom(AttemptJudge.Helped(message));
        StartWhatMay();
    }
}
