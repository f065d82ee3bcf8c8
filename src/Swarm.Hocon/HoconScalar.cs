namespace Swarm.Hocon;

/// <summary>A string, number, boolean or null, with its text as it was written.</summary>
public sealed class HoconScalar : HoconValue, INode
{
    internal HoconScalar(string text, HoconKind kind, HoconOrigin origin)
        : base(origin)
    {
        Text = text;
        Kind = kind;
    }

    public string Text { get; }

    public override HoconKind Kind { get; }

    internal override long Size => Text.Length + 1;
}
