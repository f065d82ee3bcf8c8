using Swarm.Domain;
using Swarm.Domain.Lists;

namespace Swarm.Jobs;

/// <summary>A list of which only one part of each object is wanted; what has a range of its own keeps it, and only GET has ranges (RFC 9110, section 14.2).</summary>
public sealed class RangedSource : IBundleSource
{
    readonly IBundleSource _list;
    readonly ByteRange _range;

    RangedSource(IBundleSource list, ByteRange range) => (_list, _range) = (list, range);

    /// <summary>Read before with another range, a list is another one.</summary>
    public string? Fingerprint => _list.Fingerprint is { } print ? $"{print} {_range}" : null;

    /// <summary>The list itself where no range is wanted.</summary>
    public static IBundleSource Of(IBundleSource list, ByteRange? range) => range is { } part ? new RangedSource(list, part) : list;

    public async ValueTask<SourceBatch> ReadAsync(int max, CancellationToken token)
    {
        var batch = await _list.ReadAsync(max, token);
        return batch with { Entries = [.. batch.Entries.Select(Ranged)] };
    }

    public void SkipTo(SourcePosition position) => _list.SkipTo(position);

    public ValueTask DisposeAsync() => _list.DisposeAsync();

    ListEntry Ranged(ListEntry entry) =>
        entry.Bundle is { Method: "GET", Range: null } bundle ? entry with { Bundle = bundle with { Range = _range } } : entry;
}
