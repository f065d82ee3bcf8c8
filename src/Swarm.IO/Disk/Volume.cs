using Swarm.Domain;
using Swarm.Domain.Writing;
using Swarm.IO.Disk.Linux;
using Swarm.IO.Disk.Parts;
using Swarm.IO.Disk.Portable;

namespace Swarm.IO.Disk;

/// <summary>The output folder on a local disk. Files are filled beside their targets and renamed when whole; nothing grows with their number.</summary>
public sealed class Volume : IVolume
{
    readonly IDisk _disk;
    readonly StaleFiles? _stale;
    readonly PartStore _parts;

    internal Volume(Func<string, IDisk> disks, string root, WritingOptions options, TimeProvider clock, string? runMark, string? partsFolder)
    {
        var full = Made(root);
        (_disk, Options, Clock) = (disks(full), options, clock);
        Threads = new FlushThreads(count: 2, neverHere: IsDurable, clock);
        _stale = runMark is null ? null : new StaleFiles(full, _disk, runMark);
        _parts = new PartStore(this, partsFolder is null ? new CheckpointsBeside(_disk, Names, IsDurable)
            : new CheckpointFolder(partsFolder, folder => disks(Made(folder)), Names, IsDurable));
    }

    /// <summary>Opens <paramref name="root"/>, which is made where it is missing, by the best way that this system has.</summary>
    /// <param name="runMark">A file that remembers, while a run is under way, which temporary files are its own; null: nothing to <see cref="Sweep"/>.</param>
    /// <param name="partsFolder">
    /// Where the checkpoints of part files lie, for one process at a time; made when it is first needed. Null: each lies beside its target as
    /// <c>NAME.swarm</c>, and a part file's key is its path.
    /// </param>
    /// <exception cref="TransferException">Disk, Permission.</exception>
    public static Volume Open(string root, WritingOptions options, TimeProvider clock, string? runMark = null, string? partsFolder = null)
    {
        var durable = options.Durability == Durability.Power;
        return new Volume(full => (IDisk?)LinuxDisk.TryOpen(full, durable) ?? new PortableDisk(full), root, options, clock, runMark, partsFolder);
    }

    /// <summary>Like <see cref="Open"/>, by .NET's own file calls alone, as on systems other than Linux.</summary>
    public static Volume OpenPortable(string root, WritingOptions options, TimeProvider clock, string? runMark = null, string? partsFolder = null) =>
        new(full => new PortableDisk(full), root, options, clock, runMark, partsFolder);

    public bool KeepsParts => true;

    internal WritingOptions Options { get; }

    internal TimeProvider Clock { get; }

    internal TemporaryNames Names { get; } = new();

    internal FlushThreads Threads { get; }

    internal bool IsDurable => Options.Durability == Durability.Power;

    internal bool KeepsPartials => Options.OnFailure == FailureLeaves.Partial;

    /// <summary>Removes temporary files that a killed run left, and remembers this one. Looks through the tree only if the last run did not end properly.</summary>
    /// <returns>Files removed.</returns>
    public int Sweep() => _stale?.Begin(Names.Tag) ?? 0;

    public IStagedFile Stage(string path, IReadOnlyList<DigestAlgorithm>? digests = null) => new StagedFile(this, VolumePath.Parse(path), digests);

    public FileFacts? Look(string path)
    {
        var place = VolumePath.Parse(path);
        using var folder = _disk.Open(place.Folder, create: false);
        return folder?.Look(place.Name) is { Kind: EntryKind.File } file ? new FileFacts(file.Length, file.Modified, null) : null;
    }

    public bool Move(string from, string to) => Move(from, this, to);

    /// <summary>Moves a finished file to another volume of the same file system.</summary>
    internal bool Move(string from, Volume other, string to)
    {
        var (source, target) = (VolumePath.Parse(from), VolumePath.Parse(to));
        using var folder = _disk.Open(source.Folder, create: false);
        if (folder?.Look(source.Name).Kind != EntryKind.File) return false;
        using var newFolder = other._disk.Open(target.Folder, create: true)!;
        folder.Rename(source.Name, newFolder, target.Name);
        if (IsDurable) newFolder.Flush();
        return true;
    }

    public void Mark(string path)
    {
        var place = VolumePath.Parse(path);
        var (folder, file) = Create(place, place.Name);
        file?.Dispose();
        folder.Dispose();
    }

    public IPartFile? Resume(string key) => _parts.Resume(key);

    public IPartFile Begin(string key, string path, PartIdentity identity, IReadOnlyList<DigestAlgorithm>? digests = null) =>
        _parts.Begin(key, VolumePath.Parse(path), identity, digests ?? []);

    public void Drop(string key) => _parts.Drop(key, KeepsPartials);

    public void Dispose()
    {
        Threads.Dispose();
        _stale?.End();
        _parts.Dispose();
        _disk.Dispose();
    }

    /// <summary>A temporary file could not be removed: the next start is to look for it.</summary>
    internal void LeftBehind() => _stale?.Keep();

    internal (IDiskFolder Folder, IDiskFile File, string Name) CreateTemporary(VolumePath path)
    {
        while (true)
        {
            var name = Names.Next(path.Name);
            if (TryCreate(path, name) is var (folder, file)) return (folder, file, name);
        }
    }

    /// <summary>Null: the name is taken.</summary>
    internal (IDiskFolder Folder, IDiskFile File)? TryCreate(VolumePath path, string name, long length = 0)
    {
        var (folder, file) = Create(path, name, length);
        if (file is not null) return (folder, file);
        folder.Dispose();
        return null;
    }

    internal IDiskFolder? OpenFolder(VolumePath path) => _disk.Open(path.Folder, create: false);

    /// <summary>File null: the name is taken.</summary>
    (IDiskFolder Folder, IDiskFile? File) Create(VolumePath path, string name, long length = 0)
    {
        for (var tries = 0; tries < 3; tries++)
        {
            var folder = _disk.Open(path.Folder, create: true)!;
            try
            {
                if (folder.Create(name, path.Text, out var file, length) != Creation.FolderGone) return (folder, file);
            }
            catch (TransferException)
            {
                folder.Dispose();
                throw;
            }
            // Somebody removed the folder under the run: it is made anew.
            _disk.Forget(folder);
            folder.Dispose();
        }
        throw DiskFaults.Of(Errno.NoEntry, "create", path.Text);
    }

    static string Made(string root)
    {
        var full = Path.GetFullPath(root);
        DiskFaults.Guarded(() => Directory.CreateDirectory(full), "make the output folder", full);
        return full;
    }
}
