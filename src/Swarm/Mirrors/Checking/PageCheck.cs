using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Mirrors.Converting;

namespace Swarm.Mirrors.Checking;

/// <summary>What one file of a tree refers to, as far as the tree itself tells.</summary>
sealed class PageCheck(string file, PageReading reading)
{
    public string File => file;

    public PageWish Wish { get; } = reading.Wish;

    /// <summary>Hashes of the places that it has.</summary>
    public ulong[] Anchors { get; } = AnchorWish.Hashed(reading.Anchors);

    public long References { get; private set; }

    public long Sound { get; private set; }

    public List<Finding> Findings { get; } = [];

    /// <summary>References that lead to the network.</summary>
    public List<(Reference Reference, WebUrl Url)> Remote { get; } = [];

    /// <summary>Places that are wanted in other files.</summary>
    public List<(string Target, AnchorWish Wish)> Wanted { get; } = [];

    /// <summary>Null where the file holds no references that are loaded with it.</summary>
    public static PageCheck? Read(string root, string file, IPageReader reader, Existence files)
    {
        if (Load(root, file, reader) is not { } reading) return null;
        var page = new PageCheck(file, reading);
        page.Check(reading, reader, files);
        return page;
    }

    /// <summary>What <see cref="Read"/> would find in a page that was read to its end when it was converted, if all files are there that it leads to.</summary>
    public static PageCheck OfConverted(string file, PageReading reading, IReadOnlyList<OfflineLink> links, IPageReader reader)
    {
        var page = new PageCheck(file, reading) { References = links.Count };
        foreach (var (reference, text, target) in links)
        {
            if (target is null) page.Remote.Add((reference with { Text = text }, reference.Url!));
            else page.Sound++;
            if (target is not null && reference.Fragment is { } fragment) page.CheckAnchor(target, fragment, text, reference, reader);
        }

        return page;
    }

    public static ulong[] AnchorsOf(string root, string file, IPageReader reader) => AnchorWish.Hashed(Load(root, file, reader)?.Anchors ?? []);

    public static Finding Of(FindingKind kind, string file, Reference reference, string why, bool explained) =>
        new(kind, file, reference.Text, why, explained) { Link = reference.Kind, Place = $"{reference.Element} {reference.Attribute}" };

    static PageReading? Load(string root, string file, IPageReader reader)
    {
        var format = reader.FormatOf(null, file);
        if (format is not (PageFormat.Html or PageFormat.Css or PageFormat.Svg)) return null;
        var place = Path.Combine(root, file);
        if (new FileInfo(place).Length > PageReaders.LongestPage) return null;
        return reader.Read(new PageSource(TreeUrls.Of(file), format, System.IO.File.ReadAllBytes(place), null));
    }

    void Check(PageReading reading, IPageReader reader, Existence files)
    {
        foreach (var reference in reading.References)
        {
            if (reference.Kind is LinkKind.Base or LinkKind.Guard || reference.Url is not { } url) continue;
            References++;
            if (!TreeUrls.IsLocal(url)) Remote.Add((reference, url));
            else if (CheckLocal(reference, url, files) is { } target && reference.Fragment is { } fragment) CheckAnchor(target, fragment, reference.Text, reference, reader);
        }

        if (reading.Cut is { } cut) Findings.Add(new Finding(FindingKind.Unread, file, file, $"it was not read to its end: {cut}", true));
    }

    /// <summary>The file that it leads to; null where there is none.</summary>
    string? CheckLocal(Reference reference, WebUrl url, Existence files)
    {
        var why = !TreeUrls.TryFile(url, out var target) ? "it leads out of the mirror's folder"
            : files.Has(target) ? null
            : files.HasFolder(target) ? "it leads to a folder"
            : "there is no such file";
        if (why is null) Sound++;
        else Findings.Add(Of(FindingKind.Missing, file, reference, why, false));
        return why is null ? target : null;
    }

    void CheckAnchor(string target, string fragment, string text, Reference reference, IPageReader reader)
    {
        if (AnchorWish.IsAnywhere(fragment) || reader.FormatOf(null, target) is not (PageFormat.Html or PageFormat.Svg)) return;
        var wish = new AnchorWish(fragment, file, text, reference.Kind, reference.Element, reference.Attribute);
        if (target != file) Wanted.Add((target, wish));
        else if (!wish.IsAmong(Anchors)) Findings.Add(wish.Missing(target));
    }
}
