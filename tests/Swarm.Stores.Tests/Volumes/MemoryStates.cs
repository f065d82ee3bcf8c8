using System.Collections.Concurrent;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Tests.Volumes;

/// <summary>What a job's state remembers of uploads, for as long as a test lasts.</summary>
sealed class MemoryStates : IUploadStates
{
    readonly ConcurrentDictionary<string, UploadState> _states = new(StringComparer.Ordinal);

    public UploadState? Load(string key) => _states.GetValueOrDefault(key);

    public void Save(string key, UploadState state) => _states[key] = state;

    public void Drop(string key) => _states.TryRemove(key, out _);

    public IReadOnlyList<(string Key, UploadState State)> All() => [.. _states.Select(s => (s.Key, s.Value))];

    /// <summary>As it is now: what a process that is killed here leaves.</summary>
    public MemoryStates Snapshot()
    {
        var copy = new MemoryStates();
        foreach (var (key, state) in _states) copy.Save(key, state);
        return copy;
    }
}
