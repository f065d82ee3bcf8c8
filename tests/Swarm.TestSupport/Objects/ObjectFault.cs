namespace Swarm.TestSupport.Objects;

/// <summary>Whether a fault strikes at a request.</summary>
public delegate bool Strike(ObjectAsk ask);

/// <summary>Changes what an honest server would answer; the very same reply says that there is nothing here to change.</summary>
public delegate ObjectReply Spoil(ObjectAsk ask, ObjectReply honest);

/// <summary>One fault of an object: when it strikes, what it does to the answer, and how often it did.</summary>
public sealed class ObjectFault(string name, Strike when, Spoil spoil)
{
    readonly Lock _gate = new();
    int _struck, _hits;

    public string Name => name;

    /// <summary>It strikes so often at most.</summary>
    public int Times { get; private init; } = int.MaxValue;

    /// <summary>How often it was played to its end on the wire.</summary>
    public int Hits => Volatile.Read(ref _hits);

    public ObjectFault Once() => AtMost(1);

    public ObjectFault AtMost(int times) => new(name + (times == 1 ? ", once" : $", {times} times"), when, spoil) { Times = times };

    public override string ToString() => $"{name} ({Hits} hits)";

    /// <summary>The spoilt answer, or null where it does not strike.</summary>
    internal ObjectReply? Play(ObjectAsk ask, ObjectReply honest)
    {
        if (!when(ask)) return null;
        lock (_gate)
        {
            if (_struck == Times) return null;
            var spoilt = spoil(ask, honest);
            if (ReferenceEquals(spoilt, honest)) return null;
            _struck++;
            return spoilt with { Fault = this };
        }
    }

    internal void Hit() => Interlocked.Increment(ref _hits);
}

/// <summary>When faults strike.</summary>
public static class When
{
    public static Strike Always { get; } = _ => true;

    /// <summary>At every request with a range.</summary>
    public static Strike Ranged { get; } = ask => ask.Range is not null;

    /// <summary>At every GET without one.</summary>
    public static Strike Whole { get; } = ask => ask.Range is null && ask.Method == "GET";

    /// <summary>At the object's n-th request, from 1.</summary>
    public static Strike Nth(int n) => ask => ask.Number == n;

    public static Strike From(int n) => ask => ask.Number >= n;

    /// <summary>At every request with a range from the n-th such on.</summary>
    public static Strike RangedFrom(int n) => ask => ask.Range is not null && ask.RangeNumber >= n;
}
