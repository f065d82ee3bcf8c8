using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Integrity;

namespace Swarm.Mirrors.Remembering;

/// <summary>
/// A reader that keeps, packed, what it read of a crawl's pages, until it is asked for the same bytes once more: the conversion at a run's end need
/// not read again what the crawl has read. Bounded: of what is beyond that nothing is kept. Thread-safe.
/// </summary>
/// <param name="reader">Reads what is not known.</param>
/// <param name="most">Of memory, in bytes, about.</param>
public sealed class RememberingReader(IPageReader reader, long most = 12 << 20) : IPageReader
{
    /// <summary>Of a page, beside what is packed.</summary>
    const int PageSize = 120;

    readonly Lock _gate = new();
    readonly Dictionary<WebUrl, (ulong Check, byte[] Packed)> _pages = [];
    readonly ReadingPacker _packer = new();
    long _size;

    public PageFormat FormatOf(string? contentType, string path) => reader.FormatOf(contentType, path);

    /// <summary>What is asked for with its likeness is a crawl's page, and is kept; what is asked for without it is given out, and forgotten.</summary>
    public PageReading Read(in PageSource source)
    {
        if (source is { WantsLikeness: false, Format: PageFormat.Html } && Recall(source) is { } known) return known;
        var reading = reader.Read(source);
        if (source.WantsLikeness && reading.Cut is null) Keep(source, reading);
        return reading;
    }

    public byte[]? Rewrite(in PageSource source, PageReading reading, Func<Reference, string?> replacement) => reader.Rewrite(source, reading, replacement);

    void Keep(in PageSource source, PageReading reading)
    {
        if (Interlocked.Read(ref _size) > most) return;
        var check = CheckOf(source);
        lock (_gate)
        {
            if (_packer.Pack(reading, source.Content.Span) is not { } packed) return;
            _pages[source.Url] = (check, packed);
            _size = _packer.Size + (_pages.Count * (long)PageSize);
        }
    }

    PageReading? Recall(in PageSource source)
    {
        var check = CheckOf(source);
        lock (_gate)
            return _pages.Remove(source.Url, out var kept) && kept.Check == check ? _packer.Unpack(kept.Packed, source.Content.Span) : null;
    }

    /// <summary>Tells pages of other bytes, or of another type, from this one.</summary>
    static ulong CheckOf(in PageSource source) =>
        Crc64.Append((ulong)(source.ContentType?.GetHashCode(StringComparison.Ordinal) ?? 0), source.Content.Span) ^ (ulong)source.Content.Length;
}
