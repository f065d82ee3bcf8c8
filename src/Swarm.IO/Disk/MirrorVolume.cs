using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk;

/// <summary>
/// A mirror's output folder: pages whose references are rewritten, told by their extension, lie as they were sent below <c>.swarm/originals</c>,
/// under the same relative paths with <c>.sent</c> behind, so that nobody who looks through the folder takes them for pages; all else lies in its place, and so does what <see cref="WriteDerived"/> makes of a page. Thread-safe.
/// </summary>
public sealed class MirrorVolume : IVolume, IPageStore
{
    const string Sent = ".sent";

    static readonly HashSet<string> Extensions = new(["html", "htm", "xhtml", "css", "svg"], StringComparer.OrdinalIgnoreCase);

    readonly string _trash;
    readonly Func<string, string?, Volume> _open;
    readonly Volume _output;
    readonly Volume _originals;

    MirrorVolume(string root, Func<string, string?, Volume> open)
    {
        var state = Path.Combine(Path.GetFullPath(root), ".swarm");
        RefuseLinks(state, Path.Combine(state, "originals"), Path.Combine(state, "trash"));
        (_trash, _open) = (Path.Combine(state, "trash"), open);
        _output = open(root, Path.Combine(state, "run"));
        _originals = open(Path.Combine(state, "originals"), Path.Combine(state, "originals-run"));
    }

    /// <summary>Opens the mirror in <paramref name="root"/>, or begins one.</summary>
    /// <exception cref="TransferException">Disk, Permission, Name.</exception>
    public static MirrorVolume Open(string root, WritingOptions options, TimeProvider clock) =>
        new(root, (folder, mark) => Volume.Open(folder, options, clock, mark, mark is null ? null : mark + "-parts"));

    /// <summary>Like <see cref="Open"/>, by .NET's own file calls alone, as on systems other than Linux.</summary>
    public static MirrorVolume OpenPortable(string root, WritingOptions options, TimeProvider clock) =>
        new(root, (folder, mark) => Volume.OpenPortable(folder, options, clock, mark, mark is null ? null : mark + "-parts"));

    public bool KeepsParts => true;

    /// <summary>True for a path whose file is rewritten to be read offline.</summary>
    public static bool IsPage(string path)
    {
        var dot = path.LastIndexOf('.');
        return dot > path.LastIndexOf('/') && Extensions.GetAlternateLookup<ReadOnlySpan<char>>().Contains(path.AsSpan(dot + 1));
    }

    /// <summary>Removes temporary files that a killed run left; see <see cref="Volume.Sweep"/>.</summary>
    public int Sweep() => _output.Sweep() + _originals.Sweep();

    public IStagedFile Stage(string path, IReadOnlyList<DigestAlgorithm>? digests = null) => For(path).Stage(PlaceOf(path), digests);

    /// <summary>Of a page: its original.</summary>
    public FileFacts? Look(string path) => For(path).Look(PlaceOf(path));

    /// <summary>Moves a page with what was derived of it.</summary>
    public bool Move(string from, string to)
    {
        var isThere = For(from).Move(PlaceOf(from), For(to), PlaceOf(to));
        if (isThere && IsPage(from) && IsPage(to)) _output.Move(from, to);
        return isThere;
    }

    public void Mark(string path) => _output.Mark(path);

    public IPartFile? Resume(string key) => _output.Resume(key) ?? (_originals.Resume(key) is { } part ? new OriginalPart(part, part.Path[..^Sent.Length]) : null);

    public IPartFile Begin(string key, string path, PartIdentity identity, IReadOnlyList<DigestAlgorithm>? digests = null)
    {
        Drop(key);
        var part = For(path).Begin(key, PlaceOf(path), identity, digests);
        return IsPage(path) ? new OriginalPart(part, path) : part;
    }

    public void Drop(string key)
    {
        _output.Drop(key);
        _originals.Drop(key);
    }

    public byte[]? Load(string path, long maximumLength) => WholeFiles.Load(For(path), VolumePath.Parse(PlaceOf(path)), maximumLength);

    /// <summary>
    /// Puts what was made of a page in its place, with the page's time where that is the server's. Written to a temporary file and renamed, and only
    /// where it differs from what is there: true where it did.
    /// </summary>
    /// <exception cref="TransferException">Name, Disk, DiskFull, Permission; what was there is as it was.</exception>
    public bool WriteDerived(string path, ReadOnlyMemory<byte> bytes) =>
        WholeFiles.Write(_output, VolumePath.Parse(path), bytes, TimeOf(path));

    /// <summary>Puts a page in its place as it was sent, however long it is; see <see cref="WriteDerived"/>. Null: it was not stored.</summary>
    /// <exception cref="TransferException">As there.</exception>
    public bool? CopyDerived(string path) =>
        WholeFiles.Copy(For(path), VolumePath.Parse(PlaceOf(path)), _output, VolumePath.Parse(path), TimeOf(path));

    /// <summary>The place's length and time as a reader of the mirror finds it, or null.</summary>
    public FileFacts? LookAtDerived(string path) => _output.Look(path);

    /// <summary>Moves files that are gone on the server to <c>.swarm/trash/LABEL</c>, pages' originals below <c>.originals</c> there. Blocks.</summary>
    /// <param name="label">A name for the folder, such as the run's time.</param>
    public void Discard(IEnumerable<string> paths, string label)
    {
        if (VolumePath.TryParse(label) is null || label.Contains('/', StringComparison.Ordinal)) throw DiskFaults.BadPath(label, "it is no name of a folder");
        using var trash = _open(Path.Combine(_trash, label), null);
        foreach (var path in paths)
        {
            _output.Move(path, trash, path);
            if (IsPage(path)) _originals.Move(PlaceOf(path), trash, ".originals/" + PlaceOf(path));
        }
    }

    public void Dispose()
    {
        _originals.Dispose();
        _output.Dispose();
    }

    DateTimeOffset? TimeOf(string path) => _output.Options.KeepServerTime ? Look(path)?.Modified : null;

    Volume For(string path) => IsPage(path) ? _originals : _output;

    static string PlaceOf(string path) => IsPage(path) ? path + Sent : path;

    /// <summary>The output folder itself may be a link: that is its owner's choice. What lies in it may not lead elsewhere.</summary>
    static void RefuseLinks(params ReadOnlySpan<string> folders)
    {
        foreach (var folder in folders)
            if (new FileInfo(folder).LinkTarget is not null) throw DiskFaults.NoFolder(folder, EntryKind.Link);
    }
}
