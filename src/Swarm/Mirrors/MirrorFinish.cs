using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Frontier;
using Swarm.IO.Disk;
using Swarm.Mirrors.Changing;
using Swarm.Mirrors.Checking;
using Swarm.Mirrors.Converting;
using Swarm.Settings;

namespace Swarm.Mirrors;

/// <summary>What makes a tree of what a crawl brought: what has changed is told, what is gone is moved away, links are converted, the tree is checked.</summary>
/// <param name="spec">The mirror.</param>
/// <param name="reader">Finds and replaces references in pages.</param>
/// <param name="isComplete">The crawl saw all that belongs to it: nothing else may delete.</param>
/// <param name="tell">Hears of what is wrong with the tree.</param>
sealed class MirrorFinish(MirrorSpec spec, IPageReader reader, bool isComplete, Action<Finding> tell)
{
    readonly ConvertedPages _converted = new(reader);
    Func<FinishProgress> _progress = static () => new FinishProgress("comparing", 0);

    public FinishProgress Progress => _progress();

    public async Task<MirrorEnd> RunAsync(CancellationToken token)
    {
        Comparison? early = isComplete && spec.Settings.Mirror.DeleteGone ? await Task.Run(TakeGone, token) : null;
        using var folder = MirrorFolder.Open(spec.OutputFolder, spec.Time);
        using var volume = MirrorVolume.Open(spec.OutputFolder, spec.Settings.Writing, spec.Time);
        volume.Sweep();
        // What was had does not change any more, so that it can be compared while it is converted.
        var comparing = Task.Run(() => early ?? Compare(folder), token);
        var converting = ConvertAsync(folder, volume, token);
        await Task.WhenAll(comparing, converting);
        var (compared, conversion) = (await comparing, await converting);
        var check = folder.Memory.Links == LinkStyle.Relative ? await Task.Run(() => Check(folder, token), token) : (CheckSummary?)null;
        return new MirrorEnd(conversion, compared.Changes, check, compared.Failed);
    }

    /// <summary>Before the conversion: what is gone is not led to any more.</summary>
    Comparison TakeGone()
    {
        Comparison compared;
        List<ChangeRow> gone;
        using (var folder = MirrorFolder.Open(spec.OutputFolder, spec.Time))
        {
            compared = Compare(folder);
            gone = [.. folder.Changes().Where(row => row is { Kind: ChangeKind.Gone, File: not null })];
        }

        Trash.Take(spec.OutputFolder, gone, spec.Settings.Writing, spec.Time);
        return compared;
    }

    /// <summary>Of the folder it reads what the conversion does not: its changes and its rows.</summary>
    Comparison Compare(MirrorFolder folder) =>
        new(ChangeReport.Write(spec.OutputFolder, folder.Changes(), isComplete, spec.Time.GetUtcNow()), Failures(folder));

    async Task<ConversionCount> ConvertAsync(MirrorFolder folder, MirrorVolume volume, CancellationToken token)
    {
        var conversion = new Conversion(reader, volume, folder.OpenPlaces, volume.WriteDerived)
        {
            KeepLinks = folder.Memory.Links == LinkStyle.Keep,
            CopyWhole = volume.CopyDerived,
            Witness = _converted.Take,
        };
        _progress = () => new FinishProgress("converting links", conversion.Count.Pages);
        await conversion.RunAsync(folder.Pages(), token);
        return conversion.Count;
    }

    CheckSummary Check(MirrorFolder folder, CancellationToken token)
    {
        var check = folder.Checker(_converted);
        _progress = () => new FinishProgress("checking", check.Looked);
        return check.Run(folder.Files(), tell, token);
    }

    /// <summary>Seeds, and what else failed for a reason that is neither the scope's nor robots' nor the server's own.</summary>
    static long Failures(MirrorFolder folder) => folder.Rows().Count(row => row.State == LedgerState.Failed
        && (row.Bundle.Trace is { Kind: LinkKind.Seed } || !Explanations.IsFinal(row.Failure!)));

    /// <summary>What the ledger says of a crawl's end.</summary>
    readonly record struct Comparison(ChangeCounts Changes, long Failed);
}
