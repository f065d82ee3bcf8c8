using Akka.Actor;

namespace Swarm.Engine.Requesting;

/// <summary>
/// The whole job's limit of requests at once, shared by all origins. Who asks in vain is handed a slot, in turn, when one comes free:
/// handed over and not merely told, so that the busiest origin can't snatch it back. Thread-safe.
/// </summary>
public sealed class JobSlots(int count)
{
    static readonly SlotGranted Granted = new();

    readonly Lock _lock = new();
    readonly Queue<IActorRef> _waiting = [];
    readonly HashSet<IActorRef> _known = [];
    int _free = count;

    public bool TryTake(IActorRef asker)
    {
        lock (_lock)
        {
            if (_free > 0)
            {
                _free--;
                return true;
            }

            if (_known.Add(asker)) _waiting.Enqueue(asker);
            return false;
        }
    }

    public void Release()
    {
        IActorRef? next;
        lock (_lock)
        {
            if (!_waiting.TryDequeue(out next))
            {
                _free++;
                return;
            }

            _known.Remove(next);
        }

        next.Tell(Granted, ActorRefs.NoSender);
    }
}
