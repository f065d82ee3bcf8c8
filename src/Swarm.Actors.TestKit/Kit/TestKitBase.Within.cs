namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    // A block that hangs is left a little after its time, so that the failure tells of the time and not of the clock's grain.
    static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(200);

    TimeSpan? end;
    bool lastWasNoMsg;

    /// <summary>What is left of the innermost Within.</summary>
    public TimeSpan Remaining => end is { } limit
        ? Positive(limit - Now)
        : throw new InvalidOperationException("Remaining may not be called outside of \"within\"");

    public TimeSpan RemainingOrDefault => RemainingOr(Dilated(TestKitSettings.SingleExpectDefault));

    protected TimeSpan RemainingOr(TimeSpan duration) => end is { } limit ? Positive(limit - Now) : duration;

    public TimeSpan RemainingOrDilated(TimeSpan? duration) => duration is { } given ? Dilated(given) : RemainingOrDefault;

    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    public void Within(
        TimeSpan min, TimeSpan max, Action action, string? hint = null, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(min, max, () =>
        {
            action();
            return true;
        }, hint, epsilonValue, cancellationToken);

    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    public T Within<T>(
        TimeSpan min, TimeSpan max, Func<T> function, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(min, max, () => Task.FromResult(function()), hint, epsilonValue, cancellationToken).GetAwaiter().GetResult();

    public Task WithinAsync(
        TimeSpan max, Func<Task> actionAsync, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, actionAsync, null, epsilonValue, cancellationToken);

    public Task WithinAsync(
        TimeSpan min, TimeSpan max, Func<Task> actionAsync, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        WithinAsync(min, max, async () =>
        {
            await actionAsync();
            return true;
        }, hint, epsilonValue, cancellationToken);

    public Task<T> WithinAsync<T>(
        TimeSpan max, Func<Task<T>> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        WithinAsync(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Limits a block; as in Akka.NET, what an asynchronous block throws comes out as an <see cref="AggregateException"/>.</summary>
    public async Task<T> WithinAsync<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> function, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        var block = Enter(min, max, hint);
        T result;
        try
        {
            result = await InTime(function(), block.Max + Grace, cancellationToken);
        }
        finally
        {
            end = block.OuterEnd;
        }
        Leave(block, min, epsilonValue, hint);
        return result;
    }

    static async Task<T> InTime<T>(Task<T> block, TimeSpan max, CancellationToken token)
    {
        if (!block.IsCompleted)
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
            var first = await Task.WhenAny(block, Task.Delay(max, TimeProvider.System, stop.Token));
            await stop.CancelAsync();
            if (first != block)
            {
                token.ThrowIfCancellationRequested();
                return default!;
            }
        }
        return block.Result;
    }

    static TimeSpan Positive(TimeSpan duration) => duration > TimeSpan.Zero ? duration : TimeSpan.Zero;

    Block Enter(TimeSpan min, TimeSpan max, string? hint)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(min, TimeSpan.Zero);
        var (start, outer, dilated) = (Now, end, Dilated(max));
        var left = outer - start;
        assertions.AssertTrue(left is null || left >= min, "Required min time {0} not possible, only {1} left. {2}", min, left, hint ?? "");
        lastWasNoMsg = false;
        var limit = left < dilated ? left.Value : dilated;
        end = start + limit;
        return new Block(start, limit, outer);
    }

    void Leave(Block block, TimeSpan min, TimeSpan? epsilon, string? hint)
    {
        var elapsed = Now - block.Start;
        FailUnless(elapsed >= min, "Failed: Block took {0}, should have at least been {1}. {2}", elapsed, min, hint ?? "");
        FailUnless(
            lastWasNoMsg || elapsed <= block.Max + (epsilon ?? TimeSpan.Zero),
            "Failed: Block took {0}, exceeding {1}. {2}", elapsed, block.Max, hint ?? "");
    }

    sealed record Block(TimeSpan Start, TimeSpan Max, TimeSpan? OuterEnd);
}
