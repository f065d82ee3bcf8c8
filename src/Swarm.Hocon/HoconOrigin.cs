namespace Swarm.Hocon;

/// <summary>Where a value was written: a source with line and column from 1; line 0 where the source has no lines.</summary>
public readonly record struct HoconOrigin(string Source, int Line, int Column)
{
    public static HoconOrigin Named(string source) => new(source, 0, 0);

    public override string ToString() => Line == 0 ? Source : $"{Source}:{Line}:{Column}";
}
