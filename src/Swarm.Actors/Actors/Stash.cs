using Akka.Dispatch;

namespace Akka.Actor;

/// <summary>Keeps messages for later, in their order.</summary>
public interface IStash
{
    int Capacity { get; }

    int Count { get; }

    bool IsEmpty { get; }

    bool IsFull { get; }

    bool NonEmpty { get; }

    /// <summary>Keeps the message that is being handled.</summary>
    void Stash();

    /// <summary>Puts the oldest kept message before all that wait in the mailbox.</summary>
    void Unstash();

    void UnstashAll();

    void UnstashAll(Func<Envelope, bool> predicate);

    IEnumerable<Envelope> ClearStash();

    void Prepend(IEnumerable<Envelope> envelopes);
}

/// <summary>An actor that wants a stash; it is set between constructor and PreStart.</summary>
public interface IActorStash
{
    IStash Stash { get; set; }
}

/// <summary>A stash without regard for the kind of mailbox.</summary>
public interface IWithUnrestrictedStash : IActorStash;

/// <summary>A stash.</summary>
public interface IWithStash : IWithUnrestrictedStash, IRequiresMessageQueue<IDequeBasedMessageQueueSemantics>;

/// <summary>A stash without limit.</summary>
public interface IWithUnboundedStash : IWithUnrestrictedStash, IRequiresMessageQueue<IUnboundedDequeBasedMessageQueueSemantics>;

sealed class Stash(ActorCell cell) : IStash
{
    LinkedList<Envelope> kept = new();
    int lastStashed = -1;

    /// <summary>Not above 0: without limit.</summary>
    public int Capacity { get; } = cell.Host.StashCapacity(cell.Props);

    public int Count => kept.Count;

    public bool IsEmpty => Count == 0;

    public bool IsFull => Capacity >= 0 && Count >= Capacity;

    public bool NonEmpty => !IsEmpty;

    void IStash.Stash()
    {
        if (lastStashed == cell.Opened)
            throw new IllegalActorStateException($"Can't stash the same message {cell.CurrentMessage} more than once");
        lastStashed = cell.Opened;
        if (Capacity > 0 && Count >= Capacity)
            throw new StashOverflowException($"Couldn't enqueue message {cell.CurrentMessage} from {cell.Sender} to stash of {cell.Self}");
        kept.AddLast(new Envelope(cell.CurrentMessage!, cell.Sender));
    }

    public void Unstash()
    {
        if (kept.First is not { } oldest)
            return;
        kept.RemoveFirst();
        cell.Unstash(oldest.Value);
    }

    public void UnstashAll() => UnstashAll(_ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        var all = kept;
        kept = new();
        for (var latest = all.Last; latest is not null; latest = latest.Previous)
            if (predicate(latest.Value))
                cell.Unstash(latest.Value);
    }

    public IEnumerable<Envelope> ClearStash()
    {
        var all = kept;
        kept = new();
        return all;
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Reverse())
            kept.AddFirst(envelope);
    }
}
