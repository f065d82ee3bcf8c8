using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Volumes;

/// <summary>
/// Brings the bytes of one object of known length together into parts, wherever they begin, and hands each part on when it is whole. A part is in
/// memory only while somebody is at it, within the volume's budget. Thread-safe.
/// </summary>
/// <param name="keepsLast">The last part stays here, for the one who makes the object whole.</param>
sealed class PartGathering(PartBudget budget, PartSender sender, long length, long partSize, bool keepsLast)
{
    readonly Lock _lock = new();
    readonly Dictionary<int, GatheredPart> _parts = [];
    readonly HashSet<int> _done = [];
    readonly long _length = length;
    long _missing = length;

    internal int Count => (int)((_length + partSize - 1) / partSize);

    /// <summary>Bytes that are neither held by the store nor here in whole parts.</summary>
    internal long Missing
    {
        get
        {
            lock (_lock) return _missing;
        }
    }

    /// <summary>The last part, where it was kept.</summary>
    internal GatheredPart? Last { get; private set; }

    internal PartDemand DemandOf(int number) => new(number, StartOf(number), number == Count);

    internal int SizeOf(int number) => (int)Math.Min(partSize, _length - StartOf(number));

    /// <summary>Need not come again.</summary>
    internal void Skip(int number)
    {
        lock (_lock)
            if (_done.Add(number)) _missing -= SizeOf(number);
    }

    /// <summary>Joins in at the part that holds a position; waits for its place in memory. Null: it is here already.</summary>
    internal async ValueTask<GatheredPart?> JoinAsync(int number, CancellationToken token)
    {
        GatheredPart? part;
        Task ready;
        lock (_lock)
        {
            sender.ThrowIfOver();
            if (_done.Contains(number)) return null;
            if (!_parts.TryGetValue(number, out part)) _parts[number] = part = new GatheredPart(number, StartOf(number), SizeOf(number));
            part.Sinks++;
            ready = part.Ready ??= FindPlaceAsync(part);
        }

        try
        {
            await ready.WaitAsync(token);
            sender.ThrowIfOver();
            return part;
        }
        catch
        {
            Leave(part);
            throw;
        }
    }

    internal void Leave(GatheredPart? part)
    {
        if (part is null) return;
        lock (_lock)
        {
            if (--part.Sinks > 0 || part.IsSealed || !part.HasPlace) return;
            Vacate(part);
        }
    }

    internal void Take(GatheredPart part, long position, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            sender.ThrowIfOver();
            if (!part.Take(position, bytes)) return;
            _parts.Remove(part.Number);
            _done.Add(part.Number);
            _missing -= part.Length;
        }

        if (keepsLast && part.Number == Count) Last = part;
        else HandOn(part);
    }

    internal void HandOn(GatheredPart part) => sender.Send(DemandOf(part.Number), part.Bytes, isFree => Over(part, isFree));

    internal int NumberAt(long position) => (int)(position / partSize) + 1;

    internal long EndOf(int number) => StartOf(number) + SizeOf(number);

    /// <summary>Nothing is taken any more: gives back what is in memory here. What is being sent has its own end.</summary>
    internal void Close()
    {
        lock (_lock)
        {
            foreach (var part in _parts.Values)
            {
                if (part.HasPlace) Vacate(part);
                if (part.Buffer is { } buffer) budget.Return(buffer);
                part.Buffer = null;
            }

            _parts.Clear();
        }

        if (Last is { } last) Over(last, isFree: true);
        Last = null;
    }

    void Over(GatheredPart part, bool isFree)
    {
        if (Last == part) Last = null;
        if (isFree && part.Buffer is { } buffer) budget.Return(buffer);
        part.Buffer = null;
        budget.GiveBack();
    }

    async Task FindPlaceAsync(GatheredPart part)
    {
        await budget.TakeAsync(sender.Token);
        lock (_lock)
        {
            if (part.Sinks == 0)
            {
                budget.GiveBack();
                part.Ready = null;
                return;
            }

            part.HasPlace = true;
            part.Buffer ??= budget.Rent(part.Length);
        }
    }

    void Vacate(GatheredPart part)
    {
        (part.HasPlace, part.Ready) = (false, null);
        budget.GiveBack();
    }

    long StartOf(int number) => (number - 1) * partSize;
}
