using System.Collections.Concurrent;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>States that end with the process: later tries go on from them, later processes don't.</summary>
public sealed class MemoryStates : IUploadStates
{
    readonly ConcurrentDictionary<string, UploadState> _states = new();

    public UploadState? Load(string key) => _states.GetValueOrDefault(key);

    public void Save(string key, UploadState state) => _states[key] = state;

    public void Drop(string key) => _states.TryRemove(key, out _);

    public IReadOnlyList<(string Key, UploadState State)> All() => [.. _states.Select(s => (s.Key, s.Value))];
}
