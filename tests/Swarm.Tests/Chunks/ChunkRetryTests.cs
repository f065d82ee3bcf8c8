using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Domain.Transfers.Segments;
using Swarm.TestSupport;

namespace Swarm.Tests.Chunks;

/// <summary>When a chunk is asked for again: by the clients' own tests, with their draws.</summary>
public sealed class ChunkRetryTests : ChunkTests
{
    static readonly byte[] Object = HttpWire.Noise(65);

    [Fact]
    public async Task An_answer_that_may_pass_is_asked_for_again_until_one_is_final()
    {
        Jitter = [125, 625, 375];
        Answers(Reply.Status(500), Reply.Status(502), Reply.Status(503), Reply.Status(404));
        await using var download = Download(64);
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => download.ConsumeNextChunkAsync());
        Assert.Equal((404, true), (error.Status, download.Invalid));
        Assert.Equal([1.125, 2.625, 4.375], Time.Waits);
    }

    [Fact]
    public async Task Connections_that_break_are_made_again()
    {
        Jitter = [125, 625, 500, 875];
        var reset = Reply.RawThenReset("");
        Answers(reset, reset, reset, reset, Part(Object, 0, 63));
        await using var download = Download(64);
        await download.ConsumeNextChunkAsync();
        Assert.Equal([1.125, 2.625, 4.5, 8.875], Time.Waits);
        Assert.Equal(64, download.BytesDownloaded);
    }

    [Fact]
    public async Task The_waits_of_one_chunk_are_limited_in_all()
    {
        Jitter = [875, 0, 375, 500, 500, 250, 125];
        Answers(Reply.Status(503), Reply.Status(504), Reply.Status(429), Reply.Status(500), Reply.Status(503), Reply.Status(502), Reply.Status(429));
        await using var download = Download(64, strategy: StrategyPresets.Google with { TotalTime = TimeSpan.FromSeconds(100) });
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => download.ConsumeNextChunkAsync());
        Assert.Equal([1.875, 2, 4.375, 8.5, 16.5, 32.25], Time.Waits);
        Assert.Equal((7, 429), (Origin.Requests.Count, error.Status));
    }

    [Fact]
    public async Task What_may_pass_does_not_end_the_download()
    {
        Answers(Reply.Status(503), Part(Object, 0, 63));
        await using var download = Download(64, strategy: StrategyPresets.Google with { Attempts = 1 });
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => download.ConsumeNextChunkAsync());
        Assert.Equal((503, ChunkError.Status, false), (error.Status, error.Error, download.Invalid));
        await download.ConsumeNextChunkAsync();
        Assert.Equal(64, download.BytesDownloaded);
    }

    [Fact]
    public async Task Each_chunk_has_its_own_tries()
    {
        var strategy = StrategyPresets.ThreeDi with { Attempts = 3, Backoff = StrategyPresets.ThreeDi.Backoff with { First = TimeSpan.FromSeconds(1.5) } };
        var busy = Reply.Status(503);
        Answers(busy, Part(Object, 0, 63), busy, busy, Part(Object, 64, 64));
        await using var download = Download(64, strategy: strategy);
        while (!download.Finished) await download.ConsumeNextChunkAsync();
        Assert.Equal([1.5, 1.5, 3], Time.Waits);
        Assert.Equal(5, Origin.Requests.Count);
        Assert.Equal(Object, Target.ToArray());
    }

    [Fact]
    public async Task When_the_tries_are_over_the_last_answer_is_the_error()
    {
        Answers(Reply.Status(503));
        await using var download = Download(64, strategy: StrategyPresets.ThreeDi with { Attempts = 2 });
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => download.ConsumeNextChunkAsync());
        Assert.Equal((503, 2), (error.Status, Origin.Requests.Count));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_status_that_will_not_pass_is_not_asked_for_again(int chunk)
    {
        Answers([.. Enumerable.Repeat(Part(Object, 0, 63), chunk - 1), Reply.Status(403)]);
        await using var download = Download(64);
        for (var n = 1; n < chunk; n++) await download.ConsumeNextChunkAsync();
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => download.ConsumeNextChunkAsync());
        Assert.Equal((403, chunk), (error.Status, Origin.Requests.Count));
    }

    [Fact]
    public async Task A_server_that_asks_for_a_wait_gets_it()
    {
        Answers(Reply.Status(429, "Retry-After: 30"), Part(Object, 0, 63));
        await using var download = Download(64);
        await download.ConsumeNextChunkAsync();
        Assert.Equal([30.0], Time.Waits);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_fetched_again_and_written_once()
    {
        var whole = HttpWire.Message(206, Object[..64], "Content-Range: bytes 0-63/65");
        Answers(async talk =>
        {
            await talk.SendAsync(whole[..^10]);
            talk.Close();
        }, Part(Object, 0, 63));
        await using var download = Download(64);
        await download.ConsumeNextChunkAsync();
        Assert.Equal(Object[..64], Target.ToArray());
        Assert.Equal([1.0], Time.Waits);
    }

    [Fact]
    public async Task A_server_that_can_not_be_reached_leaves_the_download_as_it_was()
    {
        Jitter = [500];
        await using var download = new ChunkedDownload("http://127.0.0.1:1/", 64, Target, options: Options with { Strategy = StrategyPresets.S3 });
        var error = await Assert.ThrowsAsync<TransferException>(() => download.ConsumeNextChunkAsync());
        Assert.Equal((Reason.Connect, false), (error.Failure.Reason, download.Invalid));
        Assert.Equal([0.5, 1], Time.Waits);
    }

    [Fact]
    public async Task A_chunk_ends_with_its_token_and_can_be_asked_for_again()
    {
        var asked = new TaskCompletionSource();
        Answers(talk =>
        {
            asked.SetResult();
            return Reply.Silence()(talk);
        }, Part(Object, 0, 63));
        await using var download = Download(64);
        using var stop = new CancellationTokenSource();
        var chunk = download.ConsumeNextChunkAsync(stop.Token);
        await asked.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => chunk);
        await download.ConsumeNextChunkAsync();
        Assert.Equal(64, download.BytesDownloaded);
    }
}
