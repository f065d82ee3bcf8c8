namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    TimeSpan? end;
    bool lastWasNoMsg;

    /// <summary>What is left of the innermost Within.</summary>
    public TimeSpan Remaining => end is { } limit
        ? Positive(limit - Now)
        : throw new InvalidOperationException("Remaining may not be called outside of \"within\"");

    public TimeSpan RemainingOrDefault => end is { } limit ? Positive(limit - Now) : Dilated(TestKitSettings.SingleExpectDefault);

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
        CancellationToken cancellationToken = default)
    {
        var block = Enter(min, max);
        T result;
        try
        {
            result = function();
        }
        finally
        {
            end = block.OuterEnd;
        }
        Leave(block, min, epsilonValue, hint);
        return result;
    }

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

    public async Task<T> WithinAsync<T>(
        TimeSpan min, TimeSpan max, Func<Task<T>> function, string? hint = null, TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        var block = Enter(min, max);
        T result;
        try
        {
            result = await function();
        }
        finally
        {
            end = block.OuterEnd;
        }
        Leave(block, min, epsilonValue, hint);
        return result;
    }

    static TimeSpan Positive(TimeSpan duration) => duration > TimeSpan.Zero ? duration : TimeSpan.Zero;

    Block Enter(TimeSpan min, TimeSpan max)
    {
        var (start, outer) = (Now, end);
        max = Dilated(max);
        if (outer is { } limit && limit - start < max)
            max = limit - start;
        assertions.AssertTrue(max >= min, "Required min time {0} not possible, only {1} left.", min, max);
        lastWasNoMsg = false;
        end = start + max;
        return new Block(start, max, outer);
    }

    void Leave(Block block, TimeSpan min, TimeSpan? epsilon, string? hint)
    {
        var elapsed = Now - block.Start;
        assertions.AssertFalse(elapsed < min, "Failed: Block took {0}, should have at least been {1}{2}", elapsed, min, Hint(hint));
        assertions.AssertFalse(
            !lastWasNoMsg && elapsed > block.Max + (epsilon ?? TimeSpan.Zero),
            "Failed: Block took {0}, exceeding {1}{2}", elapsed, block.Max, Hint(hint));
    }

    static string Hint(string? hint) => string.IsNullOrEmpty(hint) ? "" : ": " + hint;

    sealed record Block(TimeSpan Start, TimeSpan Max, TimeSpan? OuterEnd);
}
