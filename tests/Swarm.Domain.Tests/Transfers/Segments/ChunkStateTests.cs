using Swarm.Domain.Transfers.Segments;

namespace Swarm.Domain.Tests.Transfers.Segments;

/// <summary>The vectors of google.resumable_media's ChunkedDownload, and the checks that it leaves out.</summary>
public sealed class ChunkStateTests
{
    [Theory]
    [InlineData(512, 0, null, null, 0, "bytes=0-511")]
    [InlineData(512, 1024, 1151L, null, 0, "bytes=1024-1151")]
    [InlineData(512, 0, null, 207L, 0, "bytes=0-206")]
    [InlineData(2048, 19991, null, 20101L, 0, "bytes=19991-20100")]
    [InlineData(333, 0, null, null, 22, "bytes=22-354")]
    [InlineData(long.MaxValue, 7, null, null, 0, "bytes=7-9223372036854775807")]
    public void The_next_range_is_a_chunk_bounded_by_end_and_total(long chunk, long start, long? end, long? total, long downloaded, string range)
    {
        var state = ChunkState.Begin(chunk, start, end) with { TotalBytes = total, BytesDownloaded = downloaded };
        Assert.Equal(range, state.NextRange().ToHeader().Value);
    }

    [Theory]
    [InlineData(333, null, 22, null, "206; Content-Range: bytes 22-354/4444; Content-Length: 333", 355, 4444L, false)]
    [InlineData(333, null, 22, null, "206; Content-Range: bytes 22-354/4444; Transfer-Encoding: chunked", 355, 4444L, false)]
    [InlineData(256, null, 0, null, "200; Content-Range: bytes 0-199/200; Content-Length: 200", 200, 200L, true)]
    [InlineData(8192, 65000L, 57344, 65536L, "206; Content-Range: bytes 57344-65000/65536; Content-Length: 7657", 65001, 65536L, true)]
    [InlineData(100, null, 0, null, "206; Content-Range: Bytes 0-49/200; Content-Length: 50", 50, 200L, false)]
    [InlineData(256, null, 0, null, "416; Content-Range: bytes */0", 0, null, true)]
    public void An_answer_moves_it_on(long chunk, long? end, long downloaded, long? total, string answer, long then, long? length, bool finished)
    {
        var before = ChunkState.Begin(chunk, 0, end) with { TotalBytes = total, BytesDownloaded = downloaded };
        var step = before.Process(Answer.Of(answer), then - downloaded);
        Assert.Null(step.Fault);
        Assert.Equal((then - downloaded, then, length, finished, false),
            (step.Length, step.State.BytesDownloaded, step.State.TotalBytes, step.State.IsFinished, step.State.IsInvalid));
    }

    [Theory]
    [InlineData("206; Content-Range: bytes 0-9/100; Content-Length: 10", 6, ChunkError.Length, "Response is different size than content-length Expected 10 Received 6")]
    [InlineData("206; Content-Range: bytes 0-9/100; Transfer-Encoding: chunked", 6, ChunkError.Length, "Response is different size than content-length Expected 10 Received 6")]
    [InlineData("206; Content-Range: bytes 0-9/100; Content-Length: 6", 6, ChunkError.Length, "Response is different size than content-length Expected 6 Received 10")]
    [InlineData("404", 0, ChunkError.Status, "Request failed with status code 404 Expected one of 200 206")]
    [InlineData("416", 0, ChunkError.Status, "Request failed with status code 416 Expected one of 200 206")]
    [InlineData("416; Content-Range: bytes */5", 0, ChunkError.Status, "Request failed with status code 416 Expected one of 200 206")]
    [InlineData("416; Content-Range: bytes 2-5/3", 0, ChunkError.Status, "Request failed with status code 416 Expected one of 200 206")]
    [InlineData("200; Content-Range: bytes */0; Content-Length: 0", 0, ChunkError.ContentRange, "Unexpected content-range header bytes */0 Expected to be of the form \"bytes {start}-{end}/{total}\"")]
    [InlineData("206; Content-Range: bytes 0-99/99", 99, ChunkError.MissingField, "Response headers must contain header content-length")]
    [InlineData("200; Content-Length: 10", 10, ChunkError.MissingField, "Response headers must contain header content-range")]
    [InlineData("206; Content-Range: kites x-y/58; Content-Length: 10", 10, ChunkError.ContentRange, "Unexpected content-range header kites x-y/58 Expected to be of the form \"bytes {start}-{end}/{total}\"")]
    [InlineData("206; Content-Range: bytes 0-9/*; Content-Length: 10", 10, ChunkError.ContentRange, "Unexpected content-range header bytes 0-9/* Expected to be of the form \"bytes {start}-{end}/{total}\"")]
    [InlineData("206; Content-Range: bytes 1-9/100; Content-Length: 9", 9, ChunkError.ContentRange, "Unexpected content-range header bytes 1-9/100 Expected to be within \"bytes 0-9\"")]
    [InlineData("206; Content-Range: bytes 0-99/100; Content-Length: 100", 100, ChunkError.ContentRange, "Unexpected content-range header bytes 0-99/100 Expected to be within \"bytes 0-9\"")]
    public void A_refused_answer_makes_it_invalid_and_moves_nothing(string answer, long received, ChunkError error, string detail)
    {
        var step = ChunkState.Begin(10).Process(Answer.Of(answer), received);
        Assert.Equal((error, detail, 0, 0, null, true, false),
            (step.Fault!.Error, step.Fault.Detail, step.Length, step.State.BytesDownloaded, step.State.TotalBytes, step.State.IsInvalid, step.State.IsFinished));
    }

    [Fact]
    public void A_bad_status_is_told_as_google_tells_it() =>
        Assert.Equal(["Request failed with status code", 404, "Expected one of", 200, 206], ChunkState.Begin(10).Process(Answer.Of("404"), 0).Fault!.Arguments);

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public void A_status_that_may_be_tried_again_leaves_it_as_it_was(int status)
    {
        var state = ChunkState.Begin(10);
        var step = state.Process(Answer.Of($"{status}"), 0);
        Assert.Equal((ChunkError.Status, state), (step.Fault!.Error, step.State));
    }

    [Theory]
    [InlineData("206; Content-Range: bytes 10-19/101; Content-Length: 10", "The object changed, its length was 100 and is 101")]
    [InlineData("206; Content-Range: bytes 10-19/100; Content-Length: 10; ETag: \"b\"", "The object changed, its ETag was \"a\" and is \"b\"")]
    [InlineData("206; Content-Range: bytes 10-19/100; Content-Length: 10; x-goog-generation: 2", "The object changed, its generation was 1 and is 2")]
    [InlineData("416; Content-Range: bytes */0", "The object changed, its length was 100 and is 0")]
    public void Another_version_makes_it_invalid(string answer, string detail)
    {
        var first = ChunkState.Begin(10).Process(Answer.Of("206; Content-Range: bytes 0-9/100; Content-Length: 10; ETag: \"a\"; X-Goog-Generation: 1"), 10).State;
        Assert.Equal("\"a\"", first.Pin.ETag);
        var step = first.Process(Answer.Of(answer), 10);
        Assert.Equal((ChunkError.Changed, detail, true, 10), (step.Fault!.Error, step.Fault.Detail, step.State.IsInvalid, step.State.BytesDownloaded));
    }

    [Fact]
    public void A_gibibyte_comes_in_chunks_of_50_mebibytes()
    {
        const long Total = 1 << 30;
        var (state, chunks, range) = (ChunkState.Begin(50 << 20), 0, "");
        for (; !state.IsFinished; chunks++)
        {
            if (chunks == 20) Assert.Equal(1048576000, state.BytesDownloaded);
            var asked = state.NextRange();
            var length = Math.Min(asked.Last!.Value, Total - 1) - asked.First!.Value + 1;
            range = $"bytes {asked.First}-{asked.First + length - 1}/{Total}";
            state = state.Process(Answer.Of($"206; Content-Range: {range}; Content-Length: {length}"), length).State;
        }

        Assert.Equal((21, "bytes 1048576000-1073741823/1073741824", Total), (chunks, range, state.BytesDownloaded));
    }

    [Fact]
    public void What_is_over_asks_for_nothing_more()
    {
        var state = ChunkState.Begin(10);
        Assert.Equal("Download has finished.", Assert.Throws<InvalidOperationException>(() => (state with { IsFinished = true }).NextRange()).Message);
        Assert.Equal("Download is invalid and cannot be re-used.", Assert.Throws<InvalidOperationException>(() => (state with { IsInvalid = true }).NextRange()).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => ChunkState.Begin(10, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChunkState.Begin(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ChunkState.Begin(10, 5, 4));
    }
}
