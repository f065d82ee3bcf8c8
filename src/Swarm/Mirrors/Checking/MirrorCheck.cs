using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Frontier;

namespace Swarm.Mirrors.Checking;

/// <summary>
/// Proves a mirror complete from its tree alone: reads every page as a browser that has it open from disk, and looks where its references lead.
/// Files are read side by side and told of in the order of their names; memory does not grow with the number of pages.
/// </summary>
/// <param name="root">The output folder.</param>
/// <param name="reader">Finds references.</param>
/// <param name="absences">Knows why something was not saved; null: nothing is known but the tree.</param>
public sealed class MirrorCheck(string root, IPageReader reader, IAbsences? absences = null)
{
    const int ReadTogether = 256;

    readonly Existence _files = new(root);
    readonly WantedAnchors _anchors = new();
    readonly IAbsences _absences = absences ?? new NoLedger();
    Action<Finding> _tell = static _ => { };
    CheckSummary _sum;
    long _looked;

    /// <summary>Pages that need not be read.</summary>
    internal ConvertedPages? Known { get; init; }

    /// <summary>Files that have been looked at; read from any thread.</summary>
    public long Looked => Interlocked.Read(ref _looked);

    /// <param name="saved">Files that the ledger says are there.</param>
    /// <param name="tell">Hears of each finding as it is made.</param>
    /// <param name="token">Ends it early.</param>
    public CheckSummary Run(IEnumerable<SavedFile> saved, Action<Finding> tell, CancellationToken token)
    {
        (_tell, _sum) = (tell, default);
        foreach (var file in saved)
        {
            token.ThrowIfCancellationRequested();
            if (_files.Has(file.File)) continue;
            Report(new Finding(FindingKind.Lost, file.File, file.Url.Href, "it was saved, and is not there any more", false));
            Known?.Forget();
        }

        foreach (var files in TreeFiles.Below(root).Chunk(ReadTogether))
        {
            var pages = new PageCheck?[files.Length];
            Parallel.For(0, files.Length, new ParallelOptions { CancellationToken = token }, i => pages[i] = Read(files[i]));
            foreach (var page in pages)
                if (page is not null) Take(page);
        }

        CheckAnchors(token);
        return _sum;
    }

    PageCheck? Read(string file)
    {
        Interlocked.Increment(ref _looked);
        return Known?.Find(file) ?? PageCheck.Read(root, file, reader, _files);
    }

    void Take(PageCheck page)
    {
        _sum = _sum with { Pages = _sum.Pages + 1, References = _sum.References + page.References, Sound = _sum.Sound + page.Sound };
        page.Findings.ForEach(Report);
        foreach (var (reference, url) in page.Remote) CheckRemote(page, reference, url);
        foreach (var (target, missing) in page.Wanted) _anchors.Want(target, missing);
        _anchors.Has(page.File, page.Anchors);
    }

    void CheckRemote(PageCheck page, Reference reference, WebUrl url)
    {
        var absence = _absences.Explain(page.File, reference, url, page.Wish);
        if (reference.Kind is LinkKind.Requisite or LinkKind.Frame) Report(PageCheck.Of(FindingKind.Remote, page.File, reference, absence.Why, absence.IsExplained));
        else if (!absence.IsExplained) Report(PageCheck.Of(FindingKind.Unsaved, page.File, reference, absence.Why, false));
        else _sum = _sum with { Sound = _sum.Sound + 1 };
    }

    void CheckAnchors(CancellationToken token)
    {
        foreach (var missing in _anchors.Missing(file => PageCheck.AnchorsOf(root, file, reader)))
        {
            token.ThrowIfCancellationRequested();
            Report(missing);
        }
    }

    void Report(Finding finding)
    {
        _sum = finding.Kind == FindingKind.Anchor
            ? _sum with { Anchors = _sum.Anchors + 1 }
            : _sum with { Holes = _sum.Holes + 1, Unexplained = _sum.Unexplained + (finding.IsExplained ? 0 : 1) };
        _tell(finding);
    }
}
