using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Frontier;

namespace Swarm.Mirrors.Converting;

/// <summary>
/// Derives the tree that is read offline from pages as they were sent: references lead to saved files, an encoding that only the server said is
/// put in, all else stays byte for byte. The same pages and places give the same tree, whatever was there before, so that a run that was cut short
/// is simply made again.
/// </summary>
/// <param name="reader">Finds and replaces references.</param>
/// <param name="originals">Pages as they were sent.</param>
/// <param name="openPlaces">Opens what tells where URLs were saved: one for each thread, which disposes of it.</param>
/// <param name="write">Puts a file into the tree where its bytes differ from what is there; whether they did. Called from several threads.</param>
public sealed class Conversion(IPageReader reader, IPageStore originals, Func<ISavedPlaces> openPlaces, Func<string, ReadOnlyMemory<byte>, bool> write)
{
    const int Workers = 2;

    long _pages;
    long _written;
    long _unread;

    /// <summary>Pages stay as they were sent.</summary>
    public bool KeepLinks { get; init; }

    /// <summary>Puts a page that is too long to be read into the tree as it was sent; whether it differed from what is there, null where there is none.</summary>
    public Func<string, bool?> CopyWhole { get; init; } = static _ => null;

    /// <summary>Told of each page that could be converted whole.</summary>
    internal ConversionWitness? Witness { get; init; }

    /// <summary>How far it is; read from any thread.</summary>
    public ConversionCount Count => new(Interlocked.Read(ref _pages), Interlocked.Read(ref _written), Interlocked.Read(ref _unread));

    /// <summary>Converts all, two at a time.</summary>
    /// <exception cref="TransferException">A file could not be written: what is converted stays, and the rest is as it was.</exception>
    /// <exception cref="OperationCanceledException">By the token.</exception>
    public async Task RunAsync(IEnumerable<SavedFile> pages, CancellationToken token)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(token);
        using var shared = pages.GetEnumerator();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(() => Work(shared, ending), token)));
        token.ThrowIfCancellationRequested();
    }

    /// <summary>One worker's share; when it fails, the others end too.</summary>
    void Work(IEnumerator<SavedFile> shared, CancellationTokenSource ending)
    {
        var places = openPlaces();
        try
        {
            while (!ending.IsCancellationRequested && Next(shared) is { } page) Convert(page, places);
        }
        catch
        {
            ending.Cancel();
            throw;
        }
        finally
        {
            (places as IDisposable)?.Dispose();
        }
    }

    static SavedFile? Next(IEnumerator<SavedFile> shared)
    {
        lock (shared) return shared.MoveNext() ? shared.Current : null;
    }

    void Convert(SavedFile page, ISavedPlaces places)
    {
        var sent = originals.Load(page.File, PageReaders.LongestPage);
        var isNew = sent is null ? CopyWhole(page.File) : write(page.File, Rewritten(page, sent, places) ?? sent);
        if (isNew is null) return;
        if (isNew.Value) Interlocked.Increment(ref _written);
        if (sent is null && !KeepLinks) Interlocked.Increment(ref _unread);
        Interlocked.Increment(ref _pages);
    }

    /// <summary>Null: as it was sent.</summary>
    byte[]? Rewritten(SavedFile page, byte[] sent, ISavedPlaces places)
    {
        var format = reader.FormatOf(null, page.File);
        if (KeepLinks || format is not (PageFormat.Html or PageFormat.Css or PageFormat.Svg)) return null;
        var source = new PageSource(page.FinalUrl ?? page.Url, format, sent, page.ContentType);
        try
        {
            var reading = reader.Read(source);
            var links = new OfflineLinks(source.Url, page.File, places);
            var rewritten = reader.Rewrite(source, reading, links.For);
            if (links.AreAllOf(reading)) Witness?.Invoke(page.File, source, reading, links.Links);
            return rewritten;
        }
        catch (Exception e) when (e is not (OutOfMemoryException or TransferException))
        {
            Interlocked.Increment(ref _unread); // a page that the reader trips over costs itself alone
            return null;
        }
    }
}

/// <summary>Sees a page when what stands in it was replaced, before it is written; called from several threads.</summary>
delegate void ConversionWitness(string file, PageSource source, PageReading reading, IReadOnlyList<OfflineLink> links);

/// <summary>How far a conversion is.</summary>
/// <param name="Pages">Looked at.</param>
/// <param name="Written">Of those, new or different from what was there.</param>
/// <param name="Unread">Of those, left as they were sent because they could not be read.</param>
public readonly record struct ConversionCount(long Pages, long Written, long Unread);
