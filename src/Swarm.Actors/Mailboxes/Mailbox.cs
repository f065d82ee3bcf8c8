namespace Akka.Actor;

/// <summary>
/// An unbounded queue for many senders and one receiver, and the right to run it: at most one thread is inside <see cref="Execute"/>.
/// </summary>
/// <remarks>
/// states of <c>incoming</c>: Idle (empty, nobody scheduled) → list of letters, newest first (scheduled or running) ⇄ null (drained, still
/// running) → Idle … → Closed. Senders and the receiver change it by compare-and-swap only, so that whoever replaces Idle is the one who
/// schedules, and a run becomes Idle only if nothing came in. A letter is never reused: a head seen twice is the same list (no ABA).
/// </remarks>
abstract class Mailbox : IThreadPoolWorkItem
{
    static readonly Letter Idle = new("idle", null);
    static readonly Letter Closed = new("closed", null);

    Letter? incoming = Idle;
    SystemMessage? incomingSystem;

    // Below: touched by the running thread only. Handed from run to run by the swaps of `incoming`.
    Letter? first;
    Letter? last;
    int suspensions;

    /// <summary>Where letters wait instead, when the actor has a mailbox of another type; set before anybody can tell.</summary>
    protected LetterQueue? Queue { get; init; }

    protected bool IsSuspended => suspensions > 0;

    protected bool IsClosed { get; private set; }

    public bool HasLetters => first is not null || Volatile.Read(ref incoming) is { } head && head != Idle && head != Closed;

    protected abstract int Throughput { get; }

    /// <summary>Enqueues; false when the mailbox is closed for good.</summary>
    public bool Post(Letter letter)
    {
        if (Queue is not null)
            return PostTo(Queue, letter);
        var seen = Volatile.Read(ref incoming);
        while (true)
        {
            if (ReferenceEquals(seen, Closed))
                return false;
            letter.Next = ReferenceEquals(seen, Idle) ? null : seen;
            var found = Interlocked.CompareExchange(ref incoming, letter, seen);
            if (ReferenceEquals(found, seen))
                break;
            seen = found;
        }
        if (ReferenceEquals(seen, Idle))
            Schedule(fair: false);
        return true;
    }

    /// <summary>Enqueues ahead of all letters; false when the mailbox is closed for good.</summary>
    public bool PostSystem(SystemMessage message)
    {
        var seen = Volatile.Read(ref incomingSystem);
        while (true)
        {
            if (ReferenceEquals(seen, SystemMessage.Closed))
                return false;
            message.Next = seen;
            var found = Interlocked.CompareExchange(ref incomingSystem, message, seen);
            if (ReferenceEquals(found, seen))
                break;
            seen = found;
        }
        Wake();
        return true;
    }

    public virtual void Execute()
    {
        if (RunBatch())
            Schedule(fair: true);
    }

    protected abstract void Schedule(bool fair);

    protected abstract void Invoke(Letter letter);

    protected abstract void InvokeSystem(SystemMessage? oldestFirst);

    protected void Suspend() => suspensions++;

    protected void Resume() => suspensions = Math.Max(0, suspensions - 1);

    /// <summary>Puts a letter before all others; for the running thread only.</summary>
    protected void Prepend(Letter letter)
    {
        letter.Next = first;
        first = letter;
        last ??= letter;
    }

    /// <summary>Refuses everything from now on, and hands back what was waiting.</summary>
    protected (Letter? Letters, SystemMessage? System) Close()
    {
        IsClosed = true;
        Append(Interlocked.Exchange(ref incoming, Closed));
        var letters = first;
        first = last = null;
        Queue?.CleanUp();
        return (letters, SystemMessage.Reverse(Interlocked.Exchange(ref incomingSystem, SystemMessage.Closed)));
    }

    /// <summary>True when there is more to do, but others should have their turn.</summary>
    bool RunBatch()
    {
        for (var left = Throughput; ;)
        {
            if (IsClosed)
                return false;
            if (Volatile.Read(ref incomingSystem) is not null)
            {
                InvokeSystem(SystemMessage.Reverse(Interlocked.Exchange(ref incomingSystem, null)));
                continue;
            }
            if (first is null || IsSuspended)
                Append(Interlocked.Exchange(ref incoming, null));
            if ((first is null && Queue is not { HasLetters: true }) || IsSuspended)
            {
                if (TryRest())
                    return false;
                continue;
            }
            if (left-- == 0)
                return true;
            if ((first is null ? Queue?.TryDequeue() : TakeFirst()) is { } letter)
                Invoke(letter);
        }
    }

    Letter TakeFirst()
    {
        var letter = first!;
        first = letter.Next;
        if (first is null)
            last = null;
        letter.Next = null;
        return letter;
    }

    /// <summary>True when nothing is left for this run: from then on another thread may be running.</summary>
    bool TryRest()
    {
        var readsQueue = Queue is not null && !IsSuspended;
        if (Interlocked.CompareExchange(ref incoming, Idle, null) is not null)
            return false;
        // What was enqueued before Idle was visible found nobody to wake: the fence of the swap lets us see it here.
        var anything = Volatile.Read(ref incomingSystem) is not (null or { IsClosedMark: true }) || (readsQueue && Queue!.HasLetters);
        return !anything || !ReferenceEquals(Interlocked.CompareExchange(ref incoming, null, Idle), Idle);
    }

    bool PostTo(LetterQueue queue, Letter letter)
    {
        if (ReferenceEquals(Volatile.Read(ref incoming), Closed))
            return false;
        queue.Enqueue(letter);
        Wake();
        // Closed meanwhile: nobody else will look into the queue any more.
        if (ReferenceEquals(Volatile.Read(ref incoming), Closed))
            queue.CleanUp();
        return true;
    }

    void Wake()
    {
        if (ReferenceEquals(Interlocked.CompareExchange(ref incoming, null, Idle), Idle))
            Schedule(fair: false);
    }

    void Append(Letter? newestFirst)
    {
        if (newestFirst is null || ReferenceEquals(newestFirst, Idle))
            return;
        var newest = newestFirst;
        Letter? oldest = null;
        while (newestFirst is { } letter)
        {
            newestFirst = letter.Next;
            letter.Next = oldest;
            oldest = letter;
        }
        if (last is null)
            first = oldest;
        else
            last.Next = oldest;
        last = newest;
    }
}
