using System.Diagnostics;
using System.Runtime.CompilerServices;
using Swarm.Reporting;
using Swarm.TestSupport;

namespace Swarm.Tests.Client;

/// <summary>How sequences are pulled, held back and ended.</summary>
public sealed class FlowTests : ClientTests
{
    int _pulled;
    bool _ended;

    [Fact]
    public async Task An_endless_sequence_can_be_broken_off()
    {
        var results = new List<BundleResult<string>>();
        await foreach (var result in Client.EachAsync(Endless(), token: Patience))
        {
            results.Add(result);
            if (results.Count == 20) break;
        }

        Assert.All(results, r => Assert.True(r.IsGood));
        Assert.True(_ended);
        Assert.DoesNotContain(Folder.Files.Keys, f => f.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_endless_sequence_that_never_waits_can_be_broken_off()
    {
        var count = 0;
        await foreach (var result in Client.EachAsync(Numbers(), n => Origin.Url("/" + n), token: Patience))
            if (result.IsGood && ++count == 20) break;
        Assert.Equal(20, count);

        static IEnumerable<int> Numbers()
        {
            for (var n = 0; ; n++) yield return n;
        }
    }

    [Fact]
    public async Task A_slow_reader_holds_the_pull_back()
    {
        var settings = Quick.Settings with { Limits = new() { Window = 8 } };
        var read = 0;
        await foreach (var _ in new SwarmClient(Options with { Settings = settings }).EachAsync(Endless(), token: Patience))
        {
            await Task.Delay(read == 0 ? 300 : 10);
            Assert.InRange(_pulled, read, read + 9);
            if (++read == 20) break;
        }
    }

    [Fact]
    public async Task A_sequence_that_pauses_holds_nothing_up()
    {
        var first = new TaskCompletionSource();
        var items = Paused(first.Task);
        var count = 0;
        await foreach (var _ in Client.EachAsync(items, token: Patience))
            if (++count == 3) first.SetResult();
        Assert.Equal(4, count);
    }

    [Fact]
    public async Task A_sequence_that_blocks_holds_nothing_up()
    {
        using var first = new ManualResetEventSlim();
        var count = 0;
        await foreach (var _ in Client.EachAsync(Blocked(), token: Patience))
            if (++count == 3) first.Set();
        Assert.Equal(4, count);

        IEnumerable<string> Blocked()
        {
            foreach (var url in Urls(3)) yield return url;
            first.Wait();
            yield return Origin.Url("/last");
        }
    }

    [Fact]
    public async Task What_a_sequence_throws_comes_through_after_the_results_before_it()
    {
        var count = 0;
        var fault = await Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await foreach (var _ in Client.EachAsync(Paused(Task.FromException(new InvalidDataException("no more"))), token: Patience)) count++;
        });
        Assert.Equal(("no more", 3), (fault.Message, count));
    }

    [Fact]
    public async Task Cancelling_ends_a_call_at_once_and_leaves_nothing_behind()
    {
        var asked = new TaskCompletionSource();
        Origin.On("/0", async talk =>
        {
            await talk.SendAsync(HttpWire.Head(200, "Content-Length: 1000") + "the first of a thousand");
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, talk.Stopping);
        });
        using var cancel = new CancellationTokenSource();
        var call = Client.SwarmAsync([Origin.Url("/0")], token: cancel.Token);
        await asked.Task;
        var began = Stopwatch.GetTimestamp();
        await cancel.CancelAsync();
        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancel.Token, thrown.CancellationToken);
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.Empty(Folder.Files);
    }

    [Fact]
    public async Task Cancelling_ends_a_call_whose_sequence_does_not_heed_it()
    {
        var never = new TaskCompletionSource();
        using var cancel = new CancellationTokenSource();
        var began = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Client.EachAsync(Paused(never.Task), token: cancel.Token)) cancel.CancelAfter(1);
        });
        Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        never.SetResult();
    }

    [Fact]
    public async Task A_call_that_is_cancelled_already_asks_for_nothing()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client.SwarmAsync(Urls(3), token: new CancellationToken(canceled: true)));
        Assert.Empty(Origin.Requests);
    }

    [Fact]
    public async Task Progress_is_told_up_to_the_end()
    {
        var told = new List<JobSnapshot>();
        Origin.On("/0", Reply.Status(404));
        await Client.SwarmAsync([.. Urls(30), "no URL"], progress: new Listener(told.Add), token: Patience);
        var last = told[^1];
        Assert.Equal((31, 29, 2, 31), (last.Total, last.Done, last.Failed, last.Ended));
    }

    [Fact]
    public async Task Progress_that_throws_loses_no_result()
    {
        var results = await Client.SwarmAsync(Urls(30), progress: new Listener(_ => throw new InvalidOperationException("no")), token: Patience);
        Assert.Equal(30, results.Count);
    }

    async IAsyncEnumerable<string> Endless([EnumeratorCancellation] CancellationToken token = default)
    {
        try
        {
            while (!token.IsCancellationRequested)
            {
                await Task.Yield();
                yield return Origin.Url("/" + Interlocked.Increment(ref _pulled));
            }
        }
        finally
        {
            _ended = true;
        }
    }

    async IAsyncEnumerable<string> Paused(Task pause)
    {
        foreach (var url in Urls(3)) yield return url;
        await pause;
        yield return Origin.Url("/last");
    }

    sealed class Listener(Action<JobSnapshot> hear) : IProgress<JobSnapshot>
    {
        public void Report(JobSnapshot value) => hear(value);
    }
}
