namespace Swarm.Hocon;

public enum HoconKind
{
    Object,
    Array,
    String,
    Number,
    Bool,
    Null,
}

/// <summary>A resolved, immutable value that remembers where it was written.</summary>
public abstract class HoconValue
{
    private protected HoconValue(HoconOrigin origin) => Origin = origin;

    public HoconOrigin Origin { get; }

    public abstract HoconKind Kind { get; }

    /// <summary>Levels below this value; kept small, so that walking a tree can't overflow the stack.</summary>
    internal virtual int Depth => 0;

    /// <summary>Characters and nodes when written out, shared parts counted each time.</summary>
    internal abstract long Size { get; }

    public override string ToString() => HoconRender.ToJson(this);
}
