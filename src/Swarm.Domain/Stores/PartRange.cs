namespace Swarm.Domain.Stores;

/// <summary>Sizes that a store's parts may have, in bytes, and how many there may be. All but the last part keep to it.</summary>
/// <param name="Unit">Sizes are multiples of it.</param>
public readonly record struct PartRange(long Least, long Most, int Count, long Unit = 1)
{
    /// <summary>S3's and its clones': 5 MiB to 5 GiB, 10,000 parts.</summary>
    public static PartRange S3 { get; } = new(5 << 20, 5L << 30, 10_000);

    /// <summary>The least size, from <paramref name="wanted"/> on, by which <paramref name="length"/> bytes fit into the number of parts: <c>max(wanted, ceil(length / count))</c>.</summary>
    public long SizeFor(long length, long wanted)
    {
        var size = Math.Max(Math.Max(wanted, Least), (length + Count - 1) / Count);
        return Math.Min((size + Unit - 1) / Unit * Unit, Most);
    }

    /// <summary>
    /// The size of a part of an object whose length is not known: as wanted for the first tenth of the parts, doubled for each tenth after it, so that
    /// memory stays small for small objects and terabytes fit.
    /// </summary>
    public long SizeAt(int number, long wanted)
    {
        var step = Math.Max(Count / 10, 1);
        return SizeFor(0, Math.Min(Math.Max(wanted, Least) << Math.Min((number - 1) / step, 20), Most));
    }
}
