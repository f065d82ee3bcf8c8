namespace Akka.TestKit;

/// <summary>Opens when counted down; who waits for it blocks, with a limit.</summary>
public class TestLatch
{
    readonly CountdownEvent latch;
    readonly TimeSpan defaultTimeout;
    readonly Func<TimeSpan, TimeSpan>? dilate;

    public TestLatch()
        : this(1) { }

    public TestLatch(int count)
        : this(count, TimeSpan.FromSeconds(5)) { }

    public TestLatch(int count, TimeSpan defaultTimeout)
    {
        latch = new CountdownEvent(count);
        this.defaultTimeout = defaultTimeout;
    }

    protected internal TestLatch(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count)
        : this(count, defaultTimeout) => this.dilate = dilate;

    public bool IsOpen => latch.IsSet;

    public void CountDown() => latch.Signal();

    public void Open()
    {
        while (!IsOpen)
            CountDown();
    }

    public void Reset() => latch.Reset();

    public void Ready() => Ready(defaultTimeout);

    public void Ready(TimeSpan timeout)
    {
        if (timeout == TimeSpan.MaxValue)
            throw new ArgumentException($"TestLatch does not support waiting for {timeout}", nameof(timeout));
        var limit = dilate?.Invoke(timeout) ?? timeout;
        if (!latch.Wait(limit))
            throw new TimeoutException($"Timeout of {limit}");
    }
}
