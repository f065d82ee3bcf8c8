using Swarm.Domain.Transfers;
using Swarm.TestSupport;

namespace Swarm.Domain.Tests.Transfers;

/// <summary>Turns at one origin, in virtual time.</summary>
public sealed class OriginSpacerTests
{
    readonly ManualTime _time = new();
    readonly OriginSpacer _spacer;

    public OriginSpacerTests() => _spacer = new OriginSpacer(_time) { Spacing = TimeSpan.FromMilliseconds(250) };

    [Fact]
    public async Task The_next_enters_a_whole_spacing_after_the_last_has_left_however_long_that_one_took()
    {
        await _spacer.EnterAsync(default);
        var next = _spacer.EnterAsync(default).AsTask();
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.False(next.IsCompleted);

        _spacer.Leave();
        _time.Advance(TimeSpan.FromMilliseconds(249));
        Assert.False(next.IsCompleted);
        // Who is in line hears of it on another thread, and may set its timer late: time goes on until it has.
        for (var i = 0; i < 1000 && !next.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await Task.WhenAny(next, Task.Delay(5));
        }

        await next.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_long_pause_gives_no_right_to_a_burst()
    {
        await _spacer.EnterAsync(default);
        _spacer.Leave();
        _time.Advance(TimeSpan.FromHours(1));

        await _spacer.EnterAsync(default);
        _spacer.Leave();

        Assert.False(_spacer.EnterAsync(default).IsCompleted);
    }

    [Fact]
    public async Task Who_is_cancelled_leaves_the_line()
    {
        await _spacer.EnterAsync(default);
        _spacer.Leave();
        using var cancel = new CancellationTokenSource();
        var given = _spacer.EnterAsync(cancel.Token).AsTask();
        var next = _spacer.EnterAsync(default).AsTask();

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.False(next.IsCompleted);
        for (var i = 0; i < 100 && !next.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.WhenAny(next, Task.Delay(10));
        }

        await next;
    }

    [Fact]
    public async Task It_is_quiet_when_the_last_spacing_is_over()
    {
        Assert.True(_spacer.IsQuiet);
        await _spacer.EnterAsync(default);
        Assert.False(_spacer.IsQuiet);
        _spacer.Leave();
        Assert.False(_spacer.IsQuiet);

        _time.Advance(TimeSpan.FromMilliseconds(250));

        Assert.True(_spacer.IsQuiet);
    }
}
