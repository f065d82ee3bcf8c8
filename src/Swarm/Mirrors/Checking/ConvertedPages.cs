using Swarm.Domain.Crawling;
using Swarm.Mirrors.Converting;

namespace Swarm.Mirrors.Checking;

/// <summary>
/// What conversion knows of the pages that it made, so that a check which follows at once need not read them again. It leads to files of the ledger
/// alone, and holds as long as these are there. Bounded: of pages that are too many nothing is kept. Thread-safe.
/// </summary>
/// <param name="reader">Tells formats.</param>
sealed class ConvertedPages(IPageReader reader)
{
    /// <summary>In bytes, about: of all, and of one page.</summary>
    const long Most = 12 << 20, MostOfOne = 1 << 20;

    readonly Lock _gate = new();
    readonly Dictionary<string, PageCheck> _pages = new(StringComparer.Ordinal);
    long _size;

    public void Take(string file, PageSource source, PageReading reading, IReadOnlyList<OfflineLink> links)
    {
        // To a reader that is not told its type, XHTML is another page; what was not read to its end is a finding.
        if (Interlocked.Read(ref _size) > Most || source.IsXhtml || reading.Cut is not null) return;
        var check = PageCheck.OfConverted(file, reading, links, reader);
        if (SizeOf(check) is var size && size > MostOfOne) return;
        lock (_gate)
        {
            _pages[file] = check;
            _size += size;
        }
    }

    /// <summary>Null: it has to be read.</summary>
    public PageCheck? Find(string file) => _pages.GetValueOrDefault(file);

    /// <summary>Knows none any more.</summary>
    public void Forget() => _pages.Clear();

    static long SizeOf(PageCheck page) => 500 + (page.Anchors.Length * sizeof(ulong))
        + page.Remote.Sum(r => SizeOf(r.Reference.Text)) + page.Wanted.Sum(w => SizeOf(w.Wish.Text)) + page.Findings.Sum(f => SizeOf(f.Target));

    /// <summary>With what is kept of it beside: its URL, its fragment.</summary>
    static long SizeOf(string text) => 200 + (4 * text.Length);
}
