namespace Swarm.Stores.Volumes;

/// <summary>
/// The memory for parts of all files of a volume: so many may be filled or sent at once. Who wants one more waits, in turn, and holds none
/// meanwhile that only it could fill. Thread-safe.
/// </summary>
sealed class PartBudget(int count) : IDisposable
{
    readonly SemaphoreSlim _free = new(count);
    readonly Stack<byte[]> _spare = [];

    internal int Free => _free.CurrentCount;

    internal Task TakeAsync(CancellationToken token) => _free.WaitAsync(token);

    internal void GiveBack() => _free.Release();

    /// <summary>A buffer of at least that size; what is in it is anybody's.</summary>
    internal byte[] Rent(int size)
    {
        lock (_spare)
        {
            if (_spare.TryPop(out var buffer) && buffer.Length >= size) return buffer;
        }

        return GC.AllocateUninitializedArray<byte>(size);
    }

    internal void Return(byte[] buffer)
    {
        lock (_spare)
        {
            if (_spare.Count < count) _spare.Push(buffer);
        }
    }

    public void Dispose() => _free.Dispose();
}
