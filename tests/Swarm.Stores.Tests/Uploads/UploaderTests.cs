using Swarm.Domain;
using Swarm.Domain.Integrity;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.TestSupport.Stores;
using Scripted = Swarm.Stores.Tests.Volumes.ScriptedStore;

namespace Swarm.Stores.Tests.Uploads;

/// <summary>Uploads of files against a store that lies, fails and forgets as it is told.</summary>
public sealed class UploaderTests : IDisposable
{
    const int Part = UploadBench.PartSize;
    static readonly TransferException Reset = new(Reason.Reset, Stage.Head, "reset");

    readonly UploadBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Part)]
    public async Task What_is_small_goes_by_one_request(int length)
    {
        _bench.Rewrite(length, 1);
        var receipt = await _bench.UploadAsync();
        Assert.Equal(["put k"], _bench.Store.Calls);
        Assert.Equal((length, true), (receipt.Length, _bench.IsRight));
        Assert.Equal($"crc32c={Crc32C.Append(0, _bench.Bytes):x8}", receipt.Digest.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_large_goes_in_parts_and_its_digest_is_that_of_the_whole(bool inOrder)
    {
        using var bench = new UploadBench(inOrder: inOrder);
        var (came, third) = (0, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        bench.Store.Before = async call =>
        {
            if (inOrder || !call.StartsWith("part ", StringComparison.Ordinal)) return;
            if (Interlocked.Increment(ref came) == 3) third.SetResult();
            await third.Task; // so that none is over before the third has begun
        };
        var receipt = await bench.UploadAsync();
        Assert.Equal(bench.Bytes, bench.Object);
        Assert.Equal($"crc32c={Crc32C.Append(0, bench.Bytes):x8}", receipt.Digest.ToString());
        Assert.Equal((inOrder ? 1 : 3, 6), (bench.Store.MostPartsAtOnce, bench.Store.Count("part")));
        Assert.Equal((0L, (long)bench.Bytes.Length), (bench.Progress.First().Held, bench.Progress.Last().Held));
        Assert.Equal(bench.Progress.Select(p => p.Held).Order(), bench.Progress.Select(p => p.Held));
        Assert.Null(bench.States.Load("7"));
    }

    [Fact]
    public async Task A_part_that_fails_for_good_ends_the_upload_when_the_others_have_ended_and_it_is_aborted_once()
    {
        var (came, second) = (new TaskCompletionSource(), new TaskCompletionSource());
        _bench.Store.Before = async call =>
        {
            if (call.StartsWith("part 2", StringComparison.Ordinal))
            {
                came.SetResult();
                await second.Task;
            }

            if (!call.StartsWith("part 1", StringComparison.Ordinal)) return;
            await came.Task;
            throw Scripted.Refusal(403, "AccessDenied");
        };
        var upload = _bench.FailAsync();
        await Task.Delay(30);
        Assert.False(upload.IsCompleted);
        second.SetResult();
        Assert.Equal(403, (await upload).Status);
        Assert.Equal((0, 0, 1), (_bench.Store.Count("complete"), _bench.Store.Count("abort"), _bench.Store.Unfinished));

        Assert.Null(await _bench.Uploader().GiveUpAsync(_bench.Order));
        Assert.Null(await _bench.Uploader().GiveUpAsync(_bench.Order));
        Assert.Equal((0, 1, 0), (_bench.Store.Count("complete"), _bench.Store.Count("abort"), _bench.Store.Unfinished));
    }

    [Fact]
    public async Task An_abort_has_patience_of_its_own_and_tells_when_it_fails()
    {
        _bench.Store.Fail("part 3", 1, Scripted.Refusal(400, "Bad"));
        await _bench.FailAsync();
        _bench.Store.Fail("abort", 4, Scripted.Refusal(503, "SlowDown"));
        Assert.Equal(Reason.Status, (await _bench.Uploader().GiveUpAsync(_bench.Order))?.Reason);
        Assert.Equal(1, _bench.Store.Unfinished);
        Assert.Null(await _bench.Uploader().GiveUpAsync(_bench.Order));
        Assert.Equal(0, _bench.Store.Unfinished);
    }

    [Fact]
    public async Task Parts_may_be_kept_for_a_later_run()
    {
        _bench.Store.Fail("part 3", 1, Scripted.Refusal(400, "Bad"));
        await _bench.FailAsync();
        _bench.Options = _bench.Options with { KeepParts = true };
        Assert.Null(await _bench.Uploader().GiveUpAsync(_bench.Order));
        Assert.Equal((0, 1), (_bench.Store.Count("abort"), _bench.Store.Unfinished));
    }

    [Fact]
    public async Task A_part_is_tried_again_after_waits_that_grow()
    {
        _bench.Store.Fail("part 2", 3, Scripted.Refusal(503, "SlowDown"));
        await _bench.UploadAsync();
        Assert.Equal(_bench.Bytes, _bench.Object);
        var waits = _bench.Time.Waits.Select(w => w.TotalSeconds).ToList();
        Assert.Equal(3, waits.Count);
        Assert.InRange(waits[0], 0.25, 0.5);
        Assert.InRange(waits[2], 1, 2);
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(60, 1)]
    public async Task A_server_s_wait_is_honoured_and_a_long_one_is_left_to_the_next_try(int seconds, int tries)
    {
        _bench.Options = _bench.Options with { Workers = 1 };
        _bench.Store.Fail("part 1", 9, new TransferException(Reason.Status, Stage.Head, "slow down") { Status = 503, ServerWait = TimeSpan.FromSeconds(seconds) });
        Assert.Equal(TimeSpan.FromSeconds(seconds), (await _bench.FailAsync()).ServerWait);
        Assert.Equal((tries, tries - 1), (_bench.Store.Count("part 1"), _bench.Time.Waits.Count(w => w >= TimeSpan.FromSeconds(seconds))));
    }

    [Fact]
    public async Task Another_process_sends_what_the_store_lacks()
    {
        _bench.Options = _bench.Options with { Workers = 1 };
        _bench.Store.Fail("part 4", 1, Scripted.Refusal(400, "Bad"));
        await _bench.FailAsync();
        var receipt = await _bench.UploadAsync();
        Assert.Equal(_bench.Bytes, _bench.Object);
        Assert.Equal((1, 7, 3L * Part), (_bench.Store.Count("begin"), _bench.Store.Count("part"), receipt.Resumed));
        Assert.Equal($"crc32c={Crc32C.Append(0, _bench.Bytes):x8}", receipt.Digest.ToString());
    }

    [Fact]
    public async Task Parts_of_the_wrong_size_are_sent_again()
    {
        var state = await _bench.BegunAsync();
        await PutAsync(state, 1, _bench.Bytes.AsMemory(0, Part));
        await PutAsync(state, 2, _bench.Bytes.AsMemory(Part, Part - 1));
        await PutAsync(state, 6, _bench.Bytes.AsMemory(5 * Part, 100));
        _bench.Store.Calls.Clear();
        var receipt = await _bench.UploadAsync();
        Assert.Equal(_bench.Bytes, _bench.Object);
        Assert.Equal((0, 4, Part + 100L), (_bench.Store.Count("begin"), _bench.Store.Count("part"), receipt.Resumed));
    }

    [Fact]
    public async Task A_session_that_is_gone_is_begun_anew()
    {
        var state = await _bench.BegunAsync();
        await _bench.Store.AbortAsync(state.Session, default);
        await _bench.UploadAsync();
        Assert.Equal((2, true), (_bench.Store.Count("begin"), _bench.IsRight));
    }

    [Fact]
    public async Task A_session_that_goes_while_parts_are_sent_is_begun_anew_and_not_for_ever()
    {
        _bench.Store.Fail("part 4", 1, Scripted.Refusal(404, "NoSuchUpload"));
        await _bench.UploadAsync();
        Assert.Equal((2, true), (_bench.Store.Count("begin"), _bench.IsRight));
        _bench.Store.Fail("part 4", 99, Scripted.Refusal(404, "NoSuchUpload"));
        Assert.Equal(Reason.Protocol, (await _bench.FailAsync()).Failure.Reason);
        Assert.Equal(5, _bench.Store.Count("begin"));
    }

    [Theory]
    [InlineData((5 * Part) + 100, 2)]
    [InlineData(3 * Part, 1)]
    [InlineData(10, 1)]
    public async Task A_source_that_changed_is_begun_anew_and_the_old_session_aborted(int length, int seed)
    {
        _bench.Store.Fail("part 3", 1, Scripted.Refusal(400, "Bad"));
        await _bench.FailAsync();
        _bench.Rewrite(length, seed);
        await _bench.UploadAsync();
        Assert.Equal((true, 1, 0), (_bench.IsRight, _bench.Store.Count("abort"), _bench.Store.Unfinished));
    }

    [Fact]
    public async Task A_source_that_becomes_shorter_meanwhile_makes_no_object()
    {
        _bench.Options = _bench.Options with { Workers = 1 };
        _bench.Store.Before = call =>
        {
            if (call.StartsWith("part 3", StringComparison.Ordinal)) _bench.Rewrite(Part, 1);
            return Task.CompletedTask;
        };
        Assert.Equal(Reason.Changed, (await _bench.FailAsync()).Failure.Reason);
        Assert.Equal((0, null), (_bench.Store.Count("complete"), _bench.Object));
    }

    [Fact]
    public async Task A_success_whose_answer_was_lost_is_recognised()
    {
        _bench.Store.After = Once("complete", Reset);
        var receipt = await _bench.UploadAsync();
        Assert.Equal((1, 1, true), (_bench.Store.Count("begin"), _bench.Store.Count("complete"), _bench.IsRight));
        Assert.Equal(_bench.Store.Objects["k"].Facts.ETag, receipt.ETag);
    }

    [Fact]
    public async Task A_process_that_ended_right_after_success_has_not_to_send_again()
    {
        _bench.Store.After = Once("complete", new OperationCanceledException());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.UploadAsync());
        await _bench.UploadAsync();
        Assert.Equal((1, 6), (_bench.Store.Count("begin"), _bench.Store.Count("part")));
        Assert.Null(_bench.States.Load("7"));
    }

    [Fact]
    public async Task Cancelled_it_keeps_what_the_store_holds()
    {
        using var cancel = new CancellationTokenSource();
        _bench.Store.Before = async call =>
        {
            if (!call.StartsWith("part 4", StringComparison.Ordinal)) return;
            await cancel.CancelAsync();
            cancel.Token.ThrowIfCancellationRequested();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.UploadAsync(token: cancel.Token));
        Assert.Equal((0, 1), (_bench.Store.Count("abort"), _bench.Store.Unfinished));
        _bench.Store.Before = _ => Task.CompletedTask;
        Assert.True((await _bench.UploadAsync()).Resumed > 0);
        Assert.Equal((1, true), (_bench.Store.Count("begin"), _bench.IsRight));
    }

    [Fact]
    public async Task A_store_that_takes_less_than_was_sent_is_followed()
    {
        using var bench = new UploadBench(inOrder: true);
        var answers = 0;
        bench.Store.Taken = sent => ++answers % 2 == 1 && sent > 512 ? sent / 2 / 256 * 256 : sent;
        await bench.UploadAsync();
        Assert.Equal(bench.Bytes, bench.Object);
    }

    [Fact]
    public async Task A_store_that_takes_nothing_is_not_asked_for_ever()
    {
        using var bench = new UploadBench(inOrder: true);
        bench.Store.Taken = _ => 0;
        Assert.Equal(Reason.Protocol, (await bench.FailAsync()).Failure.Reason);
        Assert.Equal(4, bench.Store.Count("part"));
    }

    [Fact]
    public async Task A_session_in_order_is_asked_how_far_it_is_after_a_failure()
    {
        using var bench = new UploadBench(inOrder: true);
        bench.Store.After = Once("part 2", Reset); // it was taken, and the answer lost
        await bench.UploadAsync();
        Assert.Equal((true, 6, 1), (bench.IsRight, bench.Store.Count("part"), bench.Store.Count("status")));
    }

    [Fact]
    public async Task A_refused_session_leaves_nothing_to_abort()
    {
        _bench.Store.Fail("begin", 1, Scripted.Refusal(403, "AccessDenied"));
        await _bench.FailAsync();
        Assert.Null(_bench.States.Load("7"));
    }

    static Func<string, Task> Once(string call, Exception with)
    {
        var left = 1;
        return said => said.StartsWith(call, StringComparison.Ordinal) && Interlocked.Decrement(ref left) >= 0 ? Task.FromException(with) : Task.CompletedTask;
    }

    async Task PutAsync(UploadState state, int number, ReadOnlyMemory<byte> bytes) =>
        await _bench.Store.PutPartAsync(state.Session, new PartDemand(number, (number - 1) * Part, false), new BytesContent(bytes), default);
}
