using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk.Parts;

/// <summary>Begins part files, finds them again and removes them. What can't be trusted is removed and never gone on with.</summary>
sealed class PartStore(Volume volume, ICheckpoints checkpoints) : IDisposable
{
    internal IPartFile Begin(string key, VolumePath path, PartIdentity identity, IReadOnlyList<DigestAlgorithm> digests)
    {
        Drop(key, keepPartial: false);
        var header = new PartHeader(key, path.Text, volume.Names.NextPartial(path.Name), identity, digests);
        var checkpoint = checkpoints.Make(key, path);
        try
        {
            // The checkpoint first: a file that is on no record would never be found again.
            checkpoint.Write(header, []);
            return Create(header, path, checkpoint);
        }
        catch (TransferException)
        {
            checkpoint.Remove();
            checkpoint.Dispose();
            throw;
        }
    }

    internal IPartFile? Resume(string key)
    {
        var checkpoint = checkpoints.Find(key);
        try
        {
            var part = checkpoint is null ? null : GoOn(key, checkpoint);
            if (part is null) checkpoint?.Dispose();
            return part;
        }
        catch (TransferException)
        {
            checkpoint?.Dispose();
            throw;
        }
    }

    internal void Drop(string key, bool keepPartial)
    {
        using var checkpoint = checkpoints.Find(key);
        if (checkpoint?.Read() is { } there) Remove(key, checkpoint, there, keepPartial);
    }

    public void Dispose() => checkpoints.Dispose();

    IPartFile Create(PartHeader header, VolumePath path, CheckpointFile checkpoint)
    {
        var (folder, file) = volume.TryCreate(path, header.Partial, header.Identity.Length) ?? throw DiskFaults.Of(Errno.Exists, "create", header.Path);
        try
        {
            file.Lock();
            RefuseOccupied(folder, path);
            if (volume.IsDurable) folder.Flush();
        }
        catch (TransferException)
        {
            file.Dispose();
            folder.Remove(header.Partial);
            folder.Dispose();
            throw;
        }
        return new PartFile(volume, header, new PartPlace(folder, file, path), checkpoint, new IntervalSet());
    }

    /// <summary>Better to hear now than after the last byte that something is in the way.</summary>
    static void RefuseOccupied(IDiskFolder folder, VolumePath path)
    {
        if (folder.Look(path.Name).Kind is var kind and not (EntryKind.Absent or EntryKind.File)) throw DiskFaults.Occupied(path.Text, kind);
    }

    IPartFile? GoOn(string key, CheckpointFile checkpoint)
    {
        if (checkpoint.Read() is not { } there) return null;
        if (there.IsSound && there.Header!.Key == key && Open(there.Header) is { } place)
        {
            if (GoOn(there.Header, place, checkpoint) is { } part) return part;
            place.Dispose();
        }
        Remove(key, checkpoint, there, keepPartial: false);
        return null;
    }

    PartFile? GoOn(PartHeader header, PartPlace place, CheckpointFile checkpoint)
    {
        try
        {
            // Read again under the partial's lock: another process may have gone on with it in between.
            if (checkpoint.Read() is not { IsSound: true, Held: var held } now || now.Header!.Partial != header.Partial) return null;
            if (!Fits(place, header, held)) return null;
            checkpoint.Write(header, held.Intervals);
            return new PartFile(volume, header, place, checkpoint, held);
        }
        catch (TransferException)
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>The partial that a header names, locked; null where it is not there.</summary>
    PartPlace? Open(PartHeader header)
    {
        if (VolumePath.TryParse(header.Path) is not { } path || !TemporaryNames.IsPartial(header.Partial, path.Name)) return null;
        if (volume.OpenFolder(path) is not { } folder) return null;
        if (folder.Open(header.Partial, header.Path) is { } file) return Locked(new PartPlace(folder, file, path), header.Partial);
        folder.Dispose();
        return null;
    }

    static PartPlace? Locked(PartPlace place, string partial)
    {
        try
        {
            place.File.Lock();
            // Its holder may have committed or discarded it before it let go.
            if (place.Folder.Look(partial).Kind == EntryKind.File) return place;
        }
        catch (TransferException)
        {
            place.Dispose();
            throw;
        }
        place.Dispose();
        return null;
    }

    static bool Fits(PartPlace place, PartHeader header, IntervalSet held)
    {
        var length = place.File.Facts(null).Length;
        return length <= header.Identity.Length && length >= (held.Intervals is [.., var last] ? last.End : 0);
    }

    /// <summary>The partial first: a checkpoint without one is found and removed, one without a checkpoint is not.</summary>
    void Remove(string key, CheckpointFile checkpoint, Checkpoint there, bool keepPartial)
    {
        // A checkpoint that was copied from elsewhere has no say about the file that it was copied from.
        if (there.Header is { } header && header.Key == key && Open(header) is { } place)
            using (place)
            {
                if (keepPartial && there.Held.Length > 0) place.Folder.Rename(header.Partial, place.Folder, volume.Names.Kept(place.Path.Name));
                else place.Folder.Remove(header.Partial);
            }
        checkpoint.Remove();
    }
}

/// <summary>A partial that is open, and where it lies.</summary>
readonly record struct PartPlace(IDiskFolder Folder, IDiskFile File, VolumePath Path) : IDisposable
{
    public void Dispose()
    {
        File.Dispose();
        Folder.Dispose();
    }
}
