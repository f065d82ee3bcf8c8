using System.Collections.Concurrent;

namespace Swarm.EndToEnd.Tests;

/// <summary>Another program that looks at the output folder again and again and takes every file with a final name for finished.</summary>
sealed class TreeReader : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(15);
    readonly CancellationTokenSource _stop = new();
    readonly Task _looking;

    /// <param name="expected">The whole content of a file by its path below the folder.</param>
    public TreeReader(string folder, Func<string, byte[]> expected) =>
        _looking = Task.Factory.StartNew(() => Look(folder, expected), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Files that were there under their final name and were not whole.</summary>
    public ConcurrentQueue<string> Partial { get; } = new();

    public int Seen { get; private set; }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _looking;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    void Look(string folder, Func<string, byte[]> expected)
    {
        var known = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        while (!_stop.IsCancellationRequested)
        {
            if (Directory.Exists(folder))
                foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true }))
                    LookAt(file, Path.GetRelativePath(folder, file.FullName), expected, known);
            _stop.Token.WaitHandle.WaitOne(Pause);
        }
    }

    void LookAt(FileInfo file, string path, Func<string, byte[]> expected, Dictionary<string, DateTime> known)
    {
        if (path.StartsWith(".swarm/", StringComparison.Ordinal) || path.EndsWith(".part", StringComparison.Ordinal)) return;
        if (known.TryGetValue(path, out var time) && time == file.LastWriteTimeUtc) return;
        known[path] = file.LastWriteTimeUtc;
        Seen++;
        if (!File.ReadAllBytes(file.FullName).AsSpan().SequenceEqual(expected(path))) Partial.Enqueue(path);
    }
}
