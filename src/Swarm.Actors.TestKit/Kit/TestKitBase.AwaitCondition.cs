namespace Akka.TestKit;

/// <remarks>As in Akka.NET a condition is asked ten times in its time, but only at its begin and end where a null interval is given.</remarks>
public abstract partial class TestKitBase
{
    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, "", cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, RemainingOrDilated(max) / 10, message, cancellationToken);

    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        Require(Asking(conditionIsFulfilled), RemainingOrDilated(max), interval, message, blocking: true, cancellationToken).GetAwaiter().GetResult();

    public Task AwaitConditionAsync(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Asking(conditionIsFulfilled), cancellationToken);

    public Task AwaitConditionAsync(Func<Task<bool>> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, null, cancellationToken);

    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, "", cancellationToken);

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Asking(conditionIsFulfilled), max, message, cancellationToken);

    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(conditionIsFulfilled, max, RemainingOrDilated(max) / 10, message, cancellationToken);

    public Task AwaitConditionAsync(
        Func<bool> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null, CancellationToken cancellationToken = default) =>
        AwaitConditionAsync(Asking(conditionIsFulfilled), max, interval, message, cancellationToken);

    public Task AwaitConditionAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan? max, TimeSpan? interval, string? message = null,
        CancellationToken cancellationToken = default) =>
        Require(conditionIsFulfilled, RemainingOrDilated(max), interval, message, blocking: false, cancellationToken);

    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        IsFulfilled(Asking(conditionIsFulfilled), max, interval ?? DefaultInterval, blocking: true, cancellationToken).GetAwaiter().GetResult();

    public Task<bool> AwaitConditionNoThrowAsync(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        AwaitConditionNoThrowAsync(Asking(conditionIsFulfilled), max, interval, cancellationToken);

    public Task<bool> AwaitConditionNoThrowAsync(
        Func<Task<bool>> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        IsFulfilled(conditionIsFulfilled, max, interval ?? DefaultInterval, blocking: false, cancellationToken);

    internal static async Task<bool> IsFulfilled(
        Func<Task<bool>> condition, TimeSpan max, TimeSpan? interval, bool blocking, CancellationToken token)
    {
        if (max < TimeSpan.Zero)
            throw new ArgumentException($"The timespan must be greater than zero. Actual value: {max}", nameof(max));
        for (var stop = Now + max; !await condition();)
        {
            token.ThrowIfCancellationRequested();
            var left = stop - Now;
            if (left < TimeSpan.Zero)
                return false;
            await Pause(Min(left, interval), blocking, token);
        }
        return true;
    }

    async Task Require(Func<Task<bool>> condition, TimeSpan max, TimeSpan? interval, string? message, bool blocking, CancellationToken token) =>
        FailUnless(
            await IsFulfilled(condition, max, interval, blocking, token),
            "Timeout {0} expired while waiting for condition.{1}", max, message ?? "");

    static Func<Task<bool>> Asking(Func<bool> condition) => () => Task.FromResult(condition());
}
