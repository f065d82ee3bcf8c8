using Akka.Actor;

namespace Swarm.Actors.Tests.Interleavings;

/// <summary>A message, and what it makes its receiver do.</summary>
sealed record Note(string Sender, int Number, Action? Deed);

/// <summary>The mailbox without an actor: keeps account of what came, and checks what must hold at every moment.</summary>
sealed class ModelMailbox : Mailbox
{
    readonly Interleaving threads;
    readonly List<Note> posted = [];
    readonly List<Note> delivered = [];
    readonly List<Note> dead = [];
    readonly List<Order> ordered = [];
    readonly List<Order> obeyed = [];
    readonly HashSet<Order> waiting = [];
    Order[] due = [];
    Note? mustBeNext;
    bool isInside;

    public ModelMailbox(Interleaving threads, int throughput, bool hasQueue)
    {
        this.threads = threads;
        Throughput = throughput;
        if (hasQueue)
            Queue = new LetterQueue(letter => dead.Add((Note)letter.Message));
    }

    protected override int Throughput { get; }

    public void Tell(string sender, Action? deed = null)
    {
        var note = NoteOf(sender, deed);
        if (!Post(new Letter(note, null)))
            dead.Add(note);
    }

    public void Command(string sender, Action deed)
    {
        var order = new Order(sender, ordered.Count, deed);
        ordered.Add(order);
        if (PostSystem(order) && !order.IsTaken)
            waiting.Add(order);
    }

    public void Nothing() { }

    public void TellItself() => Tell("itself");

    public void TellItselfFirst()
    {
        mustBeNext = NoteOf("itself first", null);
        Prepend(new Letter(mustBeNext, null));
    }

    public void Fail()
    {
        Suspend();
        threads.Begin(() => Command("supervisor", Resume));
    }

    public void Pause() => Suspend();

    public void GoOn() => Resume();

    public void Stop()
    {
        Holds(!IsClosed, "stopped once only");
        var (letters, orders) = Close();
        for (var letter = letters; letter is not null; letter = letter.Next) dead.Add((Note)letter.Message);
        for (var order = orders; order is not null; order = order.Next) Take((Order)order);
    }

    /// <summary>To be called when nobody runs any more.</summary>
    public void CheckAccounts()
    {
        Holds(IsClosed || dead.Count == 0, "a living actor gets all letters");
        Holds(delivered.Concat(dead).OrderBy(n => n.Number).SequenceEqual(posted), "each letter is delivered or dead, once");
        Holds(waiting.Count == 0, "no system message is stuck");
        Holds(!HasLetters, "no letter is stuck");
        foreach (var sender in posted.Where(n => n.Sender != "itself first").GroupBy(n => n.Sender))
        {
            var came = delivered.Where(n => n.Sender == sender.Key).ToList();
            Holds(came.SequenceEqual(sender.Take(came.Count)), "the letters of one sender come in their order, without a gap");
        }
        foreach (var sender in obeyed.GroupBy(o => o.Sender))
            Holds(sender.SequenceEqual(sender.OrderBy(o => o.Number)), "the system messages of one sender come in their order");
    }

    protected override void Schedule(bool fair) => threads.Begin(Execute);

    protected override void Invoke(Letter letter) => Alone(() =>
    {
        var note = (Note)letter.Message;
        Holds(!IsClosed, "nothing comes after the stop");
        Holds(!IsSuspended, "nothing comes while suspended");
        Holds(Array.TrueForAll(due, o => o.IsTaken), "system messages come first");
        Holds(mustBeNext is null || mustBeNext == note, "what was put first comes first");
        mustBeNext = null;
        delivered.Add(note);
        Interleaving.Step();
        note.Deed?.Invoke();
        due = [.. waiting];
    });

    protected override void InvokeSystem(SystemMessage? oldestFirst) => Alone(() =>
    {
        while (oldestFirst is Order order)
        {
            oldestFirst = order.Next;
            Take(order);
            if (IsClosed)
                continue;
            obeyed.Add(order);
            Interleaving.Step();
            order.Apply(null!);
        }
    });

    Note NoteOf(string sender, Action? deed)
    {
        var note = new Note(sender, posted.Count, deed);
        posted.Add(note);
        return note;
    }

    void Take(Order order)
    {
        Holds(!order.IsTaken, "a system message comes once");
        order.IsTaken = true;
        waiting.Remove(order);
    }

    void Alone(Action code)
    {
        Holds(!isInside, "one thread at a time");
        isInside = true;
        code();
        isInside = false;
    }

    static void Holds(bool condition, string what)
    {
        if (!condition)
            throw new InvalidOperationException("does not hold: " + what);
    }
}
