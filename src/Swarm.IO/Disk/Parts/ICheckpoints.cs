namespace Swarm.IO.Disk.Parts;

/// <summary>Where checkpoints lie.</summary>
interface ICheckpoints : IDisposable
{
    /// <summary>The place of the checkpoint of this key; null where there can be none.</summary>
    CheckpointFile? Find(string key);

    /// <summary>A place for the checkpoint of a file that is begun.</summary>
    CheckpointFile Make(string key, VolumePath path);
}

/// <summary>One beside each target; its key is its path.</summary>
sealed class CheckpointsBeside(IDisk disk, TemporaryNames names, bool isDurable) : ICheckpoints
{
    public CheckpointFile? Find(string key)
    {
        var path = VolumePath.Parse(key);
        return disk.Open(path.Folder, create: false) is { } folder ? Place(folder, path) : null;
    }

    public CheckpointFile Make(string key, VolumePath path)
    {
        if (key != path.Text) throw new ArgumentException("Without a folder for checkpoints, the key of a part file is its path.", nameof(key));
        return Place(disk.Open(path.Folder, create: true)!, path);
    }

    public void Dispose()
    {
        // The disk is the volume's.
    }

    CheckpointFile Place(IDiskFolder folder, VolumePath path) =>
        new(folder, TemporaryNames.Checkpoint(path.Name), names, isOurs: false, isDurable);
}
