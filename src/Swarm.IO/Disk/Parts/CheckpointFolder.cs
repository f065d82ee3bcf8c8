namespace Swarm.IO.Disk.Parts;

/// <summary>All in one folder of their own, for one process at a time: which are there is read once, so that asking for one that isn't is free.</summary>
sealed class CheckpointFolder : ICheckpoints
{
    readonly Lock _lock = new();
    readonly HashSet<string> _there = new(StringComparer.Ordinal);
    readonly Func<IDisk> _open;
    readonly TemporaryNames _names;
    readonly bool _isDurable;
    IDisk? _disk;

    /// <param name="open">Makes the folder where it is missing.</param>
    internal CheckpointFolder(string folder, Func<string, IDisk> open, TemporaryNames names, bool isDurable)
    {
        (_names, _isDurable) = (names, isDurable);
        _open = () => open(folder);
        DiskFaults.Guarded(() => Enumerate(folder), "read", folder);
    }

    public CheckpointFile? Find(string key)
    {
        lock (_lock)
            if (_there.Count == 0) return null;
        var name = TemporaryNames.CheckpointOf(key);
        lock (_lock) return _there.Contains(name) ? Place(name) : null;
    }

    public CheckpointFile Make(string key, VolumePath path)
    {
        var name = TemporaryNames.CheckpointOf(key);
        lock (_lock)
        {
            _there.Add(name);
            return Place(name);
        }
    }

    public void Dispose() => _disk?.Dispose();

    void Enumerate(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var full in Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(full);
            if (name.EndsWith(TemporaryNames.CheckpointEnding, StringComparison.Ordinal)) _there.Add(name);
            // One that was being written when its process was killed.
            else if (name.EndsWith(".part", StringComparison.Ordinal)) File.Delete(full);
        }
    }

    CheckpointFile Place(string name)
    {
        _disk ??= _open();
        return new CheckpointFile(_disk.Open(default, create: true)!, name, _names, isOurs: true, _isDurable, Forget);
    }

    void Forget(string name)
    {
        lock (_lock) _there.Remove(name);
    }
}
