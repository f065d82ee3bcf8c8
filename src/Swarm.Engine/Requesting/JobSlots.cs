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
    readonly HashSet<IActorRef> _asking = [];
    readonly HashSet<IActorRef> _handed = [];
    readonly int _few = count / 8;
    int _free = count;
    bool _begun;

    /// <summary>So many are free that what is at hand can't be using them; before the first is taken nobody knows. A hint: a few are always just changing hands.</summary>
    public bool AreIdle => Volatile.Read(ref _begun) && Volatile.Read(ref _free) > _few;

    /// <summary>Takes what was handed over, or a free one.</summary>
    public bool TryTake(IActorRef asker)
    {
        lock (_lock)
        {
            _begun = true;
            if (_handed.Remove(asker)) return true;
            if (_free > 0)
            {
                _free--;
                return true;
            }

            if (_asking.Add(asker)) _waiting.Enqueue(asker);
            return false;
        }
    }

    public void Release()
    {
        if (Next() is { } next) next.Tell(Granted, ActorRefs.NoSender);
    }

    /// <summary>Passes on what was handed over and is not needed.</summary>
    public void Decline(IActorRef asker)
    {
        bool had;
        lock (_lock) had = _handed.Remove(asker);
        if (had) Release();
    }

    /// <summary>Waits no longer.</summary>
    public void Leave(IActorRef asker)
    {
        lock (_lock) _asking.Remove(asker);
        Decline(asker);
    }

    IActorRef? Next()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var next))
            {
                if (!_asking.Remove(next)) continue;
                _handed.Add(next);
                return next;
            }

            _free++;
            return null;
        }
    }
}
