namespace Swarm.TestSupport.Stores;

/// <summary>Something that all tests of a process share, made by whoever asks first.</summary>
public sealed class Once<T>(Func<Task<T>> make)
{
    readonly Lock _lock = new();
    Task<T>? _task;

    public Task<T> GetAsync()
    {
        lock (_lock) return _task ??= make();
    }
}
