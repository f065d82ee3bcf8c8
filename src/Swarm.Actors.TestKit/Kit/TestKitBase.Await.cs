namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    static readonly TimeSpan DefaultInterval = TimeSpan.FromMilliseconds(10);

    /// <summary>Repeats an assertion until it holds; at the end of the time its failure is the test's.</summary>
    public void AwaitAssert(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        for (var stop = Now + RemainingOrDilated(duration); !Holds(assertion, stop);)
            Pause(interval, cancellationToken);
    }

    public Task AwaitAssertAsync(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitAssertAsync(
            () =>
            {
                assertion();
                return Task.CompletedTask;
            }, duration, interval, cancellationToken);

    public async Task AwaitAssertAsync(
        Func<Task> assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        for (var stop = Now + RemainingOrDilated(duration); ;)
        {
            try
            {
                await assertion();
                return;
            }
            catch when (Now < stop && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(interval ?? DefaultInterval, TimeProvider.System, cancellationToken);
            }
        }
    }

    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        assertions.AssertTrue(
            AwaitConditionNoThrow(conditionIsFulfilled, RemainingOrDilated(max), interval, cancellationToken),
            "Timeout {0} expired while waiting for condition{1}", max, Hint(message));

    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        for (var stop = Now + max; !conditionIsFulfilled();)
        {
            if (Now >= stop)
                return false;
            Pause(interval, cancellationToken);
        }
        return true;
    }

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(() => Task.FromResult(conditionIsFulfilled()), null, null, null, cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, null, null, cancellationToken);

    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, null, null, cancellationToken);

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(() => Task.FromResult(conditionIsFulfilled()), max, null, message, cancellationToken);

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(() => Task.FromResult(conditionIsFulfilled()), max, interval, message, cancellationToken);

    public async Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null,
        CancellationToken cancellationToken = default)
    {
        for (var stop = Now + RemainingOrDilated(max); !await conditionIsFulfilled();)
        {
            assertions.AssertTrue(Now < stop, "Timeout {0} expired while waiting for condition{1}", max, Hint(message));
            await Task.Delay(interval ?? DefaultInterval, TimeProvider.System, cancellationToken);
        }
    }

    static bool Holds(Action assertion, TimeSpan stop)
    {
        try
        {
            assertion();
            return true;
        }
        catch when (Now < stop)
        {
            return false;
        }
    }

    static void Pause(TimeSpan? interval, CancellationToken token)
    {
        token.WaitHandle.WaitOne(interval ?? DefaultInterval);
        token.ThrowIfCancellationRequested();
    }
}
