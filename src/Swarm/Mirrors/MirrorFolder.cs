using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Frontier;
using Swarm.IO.State;
using Swarm.Mirrors.Checking;

namespace Swarm.Mirrors;

/// <summary>A mirror's folder to be looked into while nobody crawls: its memory, its ledger, and the gate that it was made with.</summary>
public sealed class MirrorFolder : IDisposable
{
    /// <summary>Seeds are the first that a mirror knows of, and what they lead to comes soon after.</summary>
    const int FirstRows = 1000;

    readonly Ledger _ledger;
    readonly SavedPlaces _places;

    MirrorFolder(string output, MirrorMemory memory, Ledger ledger, SavedPlaces places)
    {
        (Output, Memory, _ledger, _places) = (output, memory, ledger, places);
        Scope = Spelled(MirrorScope.Create(memory.Scope, memory.SeedUrls, memory.PublicSuffixList));
        Places = new FoldedPlaces(places, Scope);
    }

    public string Output { get; }

    public MirrorMemory Memory { get; }

    public IScope Scope { get; }

    /// <summary>Where URLs were saved, by whichever of their host's names.</summary>
    public ISavedPlaces Places { get; }

    /// <param name="known">Pages that need not be read.</param>
    internal MirrorCheck Checker(ConvertedPages? known = null) =>
        new(Output, PageReaders.Default, new LedgerAbsences(Places, Scope, Families.Recall(new StateFolder(Output), Memory.Novelty), Memory)) { Known = known };

    /// <exception cref="StateException">There is no mirror, or somebody works on it, or its state is damaged.</exception>
    public static MirrorFolder Open(string output, TimeProvider time)
    {
        var state = new StateFolder(output);
        var memory = MirrorMemory.Load(state)
            ?? throw new StateException(StateFault.Missing, state.Folder, "there is no mirror here", "Give the output folder of a mirror");
        var ledger = Ledger.Open(state, time);
        try
        {
            return ledger.IsRunning
                ? throw new StateException(StateFault.Locked, state.Folder, "somebody works on this mirror just now", "Wait until that run has ended")
                : new MirrorFolder(output, memory, ledger, ledger.OpenPlaces());
        }
        catch
        {
            ledger.Dispose();
            throw;
        }
    }

    /// <summary>Every URL that the crawl came upon; read as they are asked for.</summary>
    public IEnumerable<LedgerRow> Rows() => _ledger.Rows();

    /// <summary>Files of this run, and of earlier ones that nothing good has taken the place of.</summary>
    public IEnumerable<SavedFile> Files() => _places.Files();

    /// <summary>Of these, the pages that lie as they were sent beside what is made of them.</summary>
    public IEnumerable<SavedFile> Pages() => Files().Where(file => IO.Disk.MirrorVolume.IsPage(file.File));

    /// <summary>How this run's ends differ from the run's before; beside whatever else is read of the folder.</summary>
    public IEnumerable<ChangeRow> Changes()
    {
        using var places = _ledger.OpenPlaces();
        foreach (var row in places.Changes()) yield return row;
    }

    /// <summary>Another view of <see cref="Places"/>, for another thread, which disposes of it.</summary>
    internal ISavedPlaces OpenPlaces() => new FoldedPlaces(_ledger.OpenPlaces(), Scope);

    /// <summary>Proves the tree complete, or says what is missing.</summary>
    /// <param name="tell">Hears of each finding as it is made.</param>
    /// <param name="token">Ends it early.</param>
    public CheckSummary Check(Action<Finding> tell, CancellationToken token) => Checker().Run(Files(), tell, token);

    /// <summary>What the ledger has of a URL, by whichever of its host's names; null: it is not known.</summary>
    public LedgerRow? Find(WebUrl url) => FindExactly(url) ?? (Scope.Judge(url, LinkKind.Link, null, 0).Url is var folded && !folded.Equals(url) ? FindExactly(folded) : null);

    /// <summary>The page that a row was found in first; null for a seed.</summary>
    public LedgerRow? Referrer(LedgerRow row) => row.Bundle.Trace is { Referrer: > 0 and var id } && _ledger.Rows(from: id).FirstOrDefault() is { } page && page.Id == id ? page : null;

    LedgerRow? FindExactly(WebUrl url) =>
        _ledger.Rows(new LedgerFilter.Compare(LedgerField.Url, LedgerOperator.Equal, new LedgerValue(url.Href, 0))).FirstOrDefault();

    /// <summary>As the run's gate came to be: a seed that led to an alias of its host told how that host spells itself.</summary>
    IScope Spelled(IScope scope) => _ledger.Rows().Take(FirstRows)
        .Where(row => row is { State: LedgerState.Moved, Bundle.Trace.Kind: LinkKind.Seed, Outcome.FinalUrl: not null })
        .Aggregate(scope, (now, row) => now.SpelledLike(row.Outcome!.FinalUrl!));

    public void Dispose()
    {
        _places.Dispose();
        _ledger.Dispose();
    }
}
