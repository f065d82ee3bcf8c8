namespace Swarm.Domain.Lists;

/// <summary>A list of bundles, pulled as there is room for more; holds no more of it in memory than one batch.</summary>
public interface IBundleSource : IAsyncDisposable
{
    /// <summary>The next entries, at most <paramref name="max"/>; fewer only where the list ends or pauses (a pipe).</summary>
    ValueTask<SourceBatch> ReadAsync(int max, CancellationToken token);

    /// <summary>What tells this list from another (path, size, time of change); null where it can't be told (a pipe).</summary>
    string? Fingerprint { get; }

    /// <summary>Goes on behind what an earlier run with the same fingerprint had stored. Before the first read only.</summary>
    void SkipTo(SourcePosition position);
}

/// <summary>How far a list has been read: enough to go on there.</summary>
/// <param name="Entries">Entries given out, faults included.</param>
/// <param name="Line">Lines read of the current file.</param>
/// <param name="File">Which file of the list, from 0.</param>
/// <param name="Within">Entries given out behind <paramref name="Line"/>: a line that is expanded gives many.</param>
/// <param name="Faults">Of the entries, lines that can't be used.</param>
public readonly record struct SourcePosition(long Entries, long Line, int File, long Within = 0, long Faults = 0);

/// <summary>Entries in list order, and the position behind the last of them.</summary>
public readonly record struct SourceBatch(IReadOnlyList<ListEntry> Entries, SourcePosition Position, bool End);

/// <summary>Either a bundle or what is wrong with a line.</summary>
public readonly record struct ListEntry(Bundle? Bundle, ListFault? Fault);

/// <summary>A line that can't be used.</summary>
/// <param name="Source">File name as given, <c>-</c> for standard input, or <c>arguments</c>.</param>
/// <param name="Line">1-based; 0: the source as a whole.</param>
public sealed record ListFault(string Source, long Line, string Message)
{
    public override string ToString() => Line == 0 ? $"{Source}: {Message}" : $"{Source}:{Line}: {Message}";
}
