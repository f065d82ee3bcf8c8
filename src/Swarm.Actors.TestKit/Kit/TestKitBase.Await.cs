using Akka.Event;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Repeats an assertion until it holds; its last failure, at the end of its time, is the test's.</summary>
    public void AwaitAssert(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Assert(Completing(assertion), duration, interval, blocking: true, cancellationToken).GetAwaiter().GetResult();

    public Task AwaitAssertAsync(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Assert(Completing(assertion), duration, interval, blocking: false, cancellationToken);

    public Task AwaitAssertAsync(
        Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Assert(assertion, duration, interval, blocking: false, cancellationToken);

    async Task Assert(Func<Task> assertion, TimeSpan? duration, TimeSpan? interval, bool blocking, CancellationToken token)
    {
        var max = RemainingOrDilated(duration);
        var pause = interval ?? DefaultInterval;
        if (pause < TimeSpan.Zero && pause != Timeout.InfiniteTimeSpan)
            throw new ArgumentException($"The timespan must be greater than zero. Actual value: {pause}", nameof(interval));
        var stop = Now + max;
        for (var attempts = 1; ; attempts++)
        {
            var isLast = Now >= stop;
            token.ThrowIfCancellationRequested();
            try
            {
                await assertion();
                return;
            }
            catch (Exception) when (!isLast)
            {
                // Once more, below.
            }
            catch (Exception)
            {
                Sys.Log.Warning("AwaitAssert failed, timeout [{0}] is over after [{1}] attempts", max, attempts);
                throw;
            }
            await Pause(Min(stop - Now, pause), blocking, token);
        }
    }

    static Func<Task> Completing(Action action) => () =>
    {
        action();
        return Task.CompletedTask;
    };

    static async ValueTask Pause(TimeSpan duration, bool blocking, CancellationToken token)
    {
        if (duration <= TimeSpan.Zero)
            return;
        if (!blocking)
        {
            await Task.Delay(duration, TimeProvider.System, token);
            return;
        }
        token.WaitHandle.WaitOne(duration);
        token.ThrowIfCancellationRequested();
    }
}
