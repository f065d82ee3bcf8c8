namespace Swarm.Engine;

/// <summary>Running totals that many threads add to and the screen reads.</summary>
public sealed class JobMeter
{
    long _bytes;
    long _requests;
    long _inFlight;
    long _retries;

    /// <summary>Body bytes received, over all attempts.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    public long Requests => Interlocked.Read(ref _requests);

    public long InFlight => Interlocked.Read(ref _inFlight);

    public long Retries => Interlocked.Read(ref _retries);

    public void AddBytes(long count) => Interlocked.Add(ref _bytes, count);

    public void RequestBegins()
    {
        Interlocked.Increment(ref _requests);
        Interlocked.Increment(ref _inFlight);
    }

    public void RequestEnds() => Interlocked.Decrement(ref _inFlight);

    public void AddRetry() => Interlocked.Increment(ref _retries);
}
