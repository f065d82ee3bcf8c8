using System.Collections.Concurrent;

namespace Swarm.Mirrors.Checking;

/// <summary>Whether files of a tree are there; remembers the latest so many. Thread-safe.</summary>
sealed class Existence(string root)
{
    const int Remembered = 100_000;
    readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);
    int _count;

    public bool Has(string file)
    {
        if (_known.TryGetValue(file, out var isThere)) return isThere;
        if (Interlocked.Increment(ref _count) >= Remembered)
        {
            _known.Clear();
            _count = 0;
        }

        return _known[file] = File.Exists(Path.Combine(root, file));
    }

    public bool HasFolder(string path) => Directory.Exists(Path.Combine(root, path));
}
