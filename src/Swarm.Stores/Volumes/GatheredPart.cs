using Swarm.Domain;

namespace Swarm.Stores.Volumes;

/// <summary>A part whose bytes come together, from one sink or several. To be used under the lock of its <see cref="PartGathering"/>, but for <see cref="Ready"/>.</summary>
sealed class GatheredPart(int number, long start, int length)
{
    readonly IntervalSet _filled = new();

    internal int Number => number;

    internal long Start => start;

    internal int Length => length;

    internal byte[]? Buffer { get; set; }

    /// <summary>Sinks that are at it. One that nobody is at lets others have its place in the budget.</summary>
    internal int Sinks { get; set; }

    /// <summary>Done when it has its place in the budget; null: it has none and nobody asked for one.</summary>
    internal Task? Ready { get; set; }

    internal bool HasPlace { get; set; }

    /// <summary>All of it is there: what comes again is dropped.</summary>
    internal bool IsSealed { get; private set; }

    internal long Missing => length - _filled.Length;

    internal ReadOnlyMemory<byte> Bytes => Buffer.AsMemory(0, length);

    /// <returns>True: now it is whole.</returns>
    internal bool Take(long position, ReadOnlySpan<byte> bytes)
    {
        if (IsSealed) return false;
        bytes.CopyTo(Buffer.AsSpan((int)(position - start)));
        _filled.Add(new Interval(position - start, position - start + bytes.Length, default));
        return IsSealed = _filled.Length == length;
    }
}
