using System.Collections.Generic;

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
public interface IWithStash : IWithUnrestrictedStash;

/// <summary>A stash without limit.</summary>
public interface IWithUnboundedStash : IWithUnrestrictedStash;

sealed class Stash(ActorCell cell) : IStash
{
    LinkedList<Envelope> kept = new();
    int lastStashed = -1;

    public int Capacity => -1;

    public int Count => kept.Count;

    public bool IsEmpty => Count == 0;

    public bool IsFull => false;

    public bool NonEmpty => !IsEmpty;

    void IStash.Stash()
    {
        if (lastStashed == cell.Opened)
            throw new IllegalActorStateException($"Can't stash the same message {cell.CurrentMessage} more than once");
        lastStashed = cell.Opened;
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
