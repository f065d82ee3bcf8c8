using Swarm.Domain;
using Swarm.Domain.Transfers.Segments;
using Swarm.TestSupport;

namespace Swarm.Tests.Chunks;

/// <summary>What google.resumable_media's chunked download is tested for, and what it leaves out.</summary>
public sealed class ChunkedDownloadTests : ChunkTests
{
    static readonly byte[] Object = HttpWire.Noise(70_000);

    [Theory]
    [InlineData(512, 0, null, 4444, new[] { "bytes=0-511" })]
    [InlineData(512, 1024, 1151L, 4444, new[] { "bytes=1024-1151" })]
    [InlineData(512, 0, null, 207, new[] { "bytes=0-511" })]
    [InlineData(2048, 19991, null, 20101, new[] { "bytes=19991-22038" })]
    [InlineData(64, 0, null, 42, new[] { "bytes=0-63" })]
    [InlineData(64, 0, null, 65, new[] { "bytes=0-63", "bytes=64-64" })]
    [InlineData(64, 0, 99L, 65, new[] { "bytes=0-63", "bytes=64-64" })]
    [InlineData(8192, 57344, 65000L, 65536, new[] { "bytes=57344-65000" })]
    public async Task The_next_range_ends_with_chunk_range_and_object(int chunk, long start, long? end, int total, string[] asked)
    {
        Answers(Whole(Object[..total]));
        await using var download = Download(chunk, start, end);
        for (var n = 0; n < asked.Length; n++) await download.ConsumeNextChunkAsync();
        Assert.Equal(asked, Asked);
        Assert.Equal(Object[(int)start..(int)(start + download.BytesDownloaded)], Target.ToArray());
    }

    [Theory]
    [InlineData("Content-Length: 333")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task A_chunk_goes_on_where_the_last_one_ended(string framing)
    {
        var body = framing[0] == 'T' ? HttpWire.Chunked(Object[22..355], 100) : Object[22..355];
        Answers(Part(Object[..22], "bytes 0-21/4444"), Reply.Raw([.. HttpWire.Bytes(HttpWire.Head(206, "content-range: Bytes 22-354/4444", framing)), .. body]));
        await using var download = Download(333);
        await download.ConsumeNextChunkAsync();
        await download.ConsumeNextChunkAsync();
        Assert.Equal((355, 4444L, false, false), (download.BytesDownloaded, download.TotalBytes, download.Finished, download.Invalid));
        Assert.Equal(["bytes=0-332", "bytes=22-354"], Asked);
        Assert.Equal(Object[..355], Target.ToArray());
    }

    [Fact]
    public async Task A_200_that_says_its_range_is_taken()
    {
        Answers(Reply.Ok(Object[..200], "Content-Range: bytes 0-199/200"));
        await using var download = Download(256);
        await download.ConsumeNextChunkAsync();
        Assert.Equal((200, 200L, true), (download.BytesDownloaded, download.TotalBytes, download.Finished));
    }

    [Fact]
    public async Task A_range_that_ends_within_the_object_is_finished_there()
    {
        Answers(Whole(Object[..65536]));
        await using var download = Download(8192, end: 65000);
        while (!download.Finished) await download.ConsumeNextChunkAsync();
        Assert.Equal((65001, 65536L), (download.BytesDownloaded, download.TotalBytes));
        Assert.Equal("bytes=57344-65000", Asked.Last());
    }

    [Fact]
    public async Task Twenty_chunks_and_a_short_one()
    {
        var whole = HttpWire.Noise(1 << 20);
        Answers(Whole(whole));
        await using var download = Download(50 << 10);
        for (var n = 0; n < 20; n++) await download.ConsumeNextChunkAsync();
        Assert.Equal((1024000, false), (download.BytesDownloaded, download.Finished));
        await download.ConsumeNextChunkAsync();
        Assert.Equal(("bytes=1024000-1048575", true), (Asked.Last(), download.Finished));
        Assert.Equal(whole, Target.ToArray());
    }

    [Fact]
    public async Task An_empty_object_is_finished_without_a_byte()
    {
        Answers(Reply.Status(416, "Content-Range: bytes */0"));
        await using var download = Download(100);
        await download.ConsumeNextChunkAsync();
        Assert.Equal((0, (long?)null, true, false), (download.BytesDownloaded, download.TotalBytes, download.Finished, download.Invalid));
    }

    public static TheoryData<string, string, ChunkError, object[]> Refusals => new()
    {
        { "HTTP/1.1 404 x\r\nContent-Length: 0\r\n\r\n", "", ChunkError.Status, ["Request failed with status code", 404, "Expected one of", 200, 206] },
        { "HTTP/1.1 416 x\r\nContent-Length: 0\r\n\r\n", "", ChunkError.Status, ["Request failed with status code", 416, "Expected one of", 200, 206] },
        { "HTTP/1.1 416 x\r\nContent-Length: 0\r\nContent-Range: bytes 2-5/3\r\n\r\n", "", ChunkError.Status, ["Request failed with status code", 416, "Expected one of", 200, 206] },
        { "HTTP/1.1 204 x\r\n\r\n", "", ChunkError.Status, ["Request failed with status code", 204, "Expected one of", 200, 206] },
        { "HTTP/1.1 200 x\r\nContent-Length: 6\r\n\r\n", "abcdef", ChunkError.MissingField, ["Response headers must contain header", "content-range"] },
        { "HTTP/1.1 200 x\r\nContent-Range: bytes */0\r\nContent-Length: 0\r\n\r\n", "", ChunkError.ContentRange, [] },
        { "HTTP/1.1 206 x\r\nContent-Range: bytes 0-99/99\r\n\r\n", "abcdef", ChunkError.MissingField, ["Response headers must contain header", "content-length"] },
        { "HTTP/1.1 206 x\r\nContent-Range: nope x-6/y\r\nContent-Length: 6\r\n\r\n", "abcdef", ChunkError.ContentRange, [] },
        { "HTTP/1.1 206 x\r\nContent-Range: kites x-y/58\r\nContent-Length: 6\r\n\r\n", "abcdef", ChunkError.ContentRange, [] },
        { "HTTP/1.1 206 x\r\nContent-Range: bytes 0-5/*\r\nContent-Length: 6\r\n\r\n", "abcdef", ChunkError.ContentRange, [] },
        { "HTTP/1.1 206 x\r\nContent-Range: bytes 1-6/10\r\nContent-Length: 6\r\n\r\n", "abcdef", ChunkError.ContentRange, [] },
        { "HTTP/1.1 206 x\r\nContent-Range: bytes 0-512/1000\r\nContent-Length: 513\r\n\r\n", "abcdef", ChunkError.ContentRange, [] },
        { "HTTP/1.1 206 x\r\nContent-Range: bytes 0-9/10\r\nContent-Length: 6\r\n\r\n", "abcdef", ChunkError.Length, ["Response is different size than content-length", "Expected", 6L, "Received", 10L] },
        { "HTTP/1.1 206 x\r\nContent-Range: bytes 0-9/10\r\nContent-Length: 10\r\n\r\n", "abcdef", ChunkError.Length, ["Response is different size than content-length", "Expected", 10L, "Received", 6L] },
        { "HTTP/1.1 206 x\r\nContent-Range: bytes 0-9/10\r\nTransfer-Encoding: chunked\r\n\r\n", "6\r\nabcdef\r\n0\r\n\r\n", ChunkError.Length, ["Response is different size than content-length", "Expected", 10L, "Received", 6L] },
        { "HTTP/1.1 206 x\r\nContent-Range: bytes 0-3/10\r\nTransfer-Encoding: chunked\r\n\r\n", "6\r\nabcdef\r\n0\r\n\r\n", ChunkError.Length, ["Response is different size than content-length", "Expected", 4L, "Received", 5L] },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task An_answer_that_fails_a_check_is_refused_and_nothing_of_it_is_written(string head, string body, ChunkError error, object[] arguments)
    {
        Answers(Reply.RawThenClose(head + body));
        await using var download = Download(512);
        var refused = await Assert.ThrowsAsync<InvalidResponseException>(() => download.ConsumeNextChunkAsync());
        Assert.Equal(error, refused.Error);
        if (arguments.Length > 0) Assert.Equal(arguments, refused.Arguments);
        Assert.Equal((0, (long?)null, false, true, 0), (download.BytesDownloaded, download.TotalBytes, download.Finished, download.Invalid, Target.Length));
        var again = await Assert.ThrowsAsync<InvalidOperationException>(() => download.ConsumeNextChunkAsync());
        Assert.Equal("Download is invalid and cannot be re-used.", again.Message);
    }

    [Fact]
    public async Task A_finished_download_has_no_next_chunk()
    {
        Answers(Whole(Object[..10]));
        await using var download = Download(512);
        await download.ConsumeNextChunkAsync();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => download.ConsumeNextChunkAsync());
        Assert.Equal("Download has finished.", error.Message);
    }

    [Fact]
    public void A_range_that_is_none_is_refused_at_once()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Download(512, start: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Download(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Download(512, 10, 9));
        Assert.Throws<ArgumentException>(() => new ChunkedDownload("http://a/", 512, Target, headers: [new Header("range", "bytes=0-1")]));
    }

    [Theory]
    [InlineData(false, "If-Range")]
    [InlineData(true, "If-Match")]
    public async Task Later_chunks_are_pinned_to_the_first_ones_version(bool ifMatch, string field)
    {
        Answers(Whole(Object[..100], "ETag: \"v1\""));
        await using var download = new ChunkedDownload(Origin.Url("/object"), 60, Target, options: Options with { IfMatch = ifMatch });
        await download.ConsumeNextChunkAsync();
        await download.ConsumeNextChunkAsync();
        Assert.Equal([null, "\"v1\""], Origin.Requests.Select(r => r.Field(field)));
        Assert.Equal(Object[..100], Target.ToArray());
    }

    public static TheoryData<string, byte[]> Changes => new()
    {
        { "another length", HttpWire.Message(206, Object[60..100], "Content-Range: bytes 60-99/101", "ETag: \"v1\"") },
        { "another tag", HttpWire.Message(206, Object[60..100], "Content-Range: bytes 60-99/100", "ETag: \"v2\"") },
        { "another generation", HttpWire.Message(206, Object[60..100], "Content-Range: bytes 60-99/100", "ETag: \"v1\"", "x-goog-generation: 8") },
        { "the whole of another version", HttpWire.Message(200, Object[..100], "ETag: \"v2\"") },
        { "the condition refused", HttpWire.Message(412, []) },
        { "nothing left", HttpWire.Message(416, [], "Content-Range: bytes */0") },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task An_object_that_changes_ends_the_download(string how, byte[] answer)
    {
        Answers(Part(Object[..100], 0, 59, "ETag: \"v1\"", "x-goog-generation: 7"), Reply.Raw(answer));
        await using var download = Download(60);
        await download.ConsumeNextChunkAsync();
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => download.ConsumeNextChunkAsync());
        Assert.True(error.Error == ChunkError.Changed, how + ": " + error.Message);
        Assert.Equal((60, true), (download.BytesDownloaded, download.Invalid));
        Assert.Equal(Object[..60], Target.ToArray());
    }

    [Fact]
    public async Task URL_and_headers_go_out_as_they_are()
    {
        Origin.On("/object", Whole(Object[..100]));
        var headers = new List<Header> { new("X-Key", "1") };
        var url = Origin.Url("/object?generation=&blank=&Signature=a%2Bb+c&&generation=1");
        await using var download = new ChunkedDownload(url, 60, Target, headers: headers, options: Options);
        await download.ConsumeNextChunkAsync();
        await download.ConsumeNextChunkAsync();
        Assert.Equal([new Header("X-Key", "1")], headers);
        Assert.All(Origin.Requests, r => Assert.Equal(("/object?generation=&blank=&Signature=a%2Bb+c&&generation=1", "1"), (r.Target, r.Field("X-Key"))));
    }

    [Fact]
    public async Task Redirects_are_followed_for_each_chunk()
    {
        Origin.On("/from", Reply.Redirect(302, "/object"));
        Answers(Whole(Object[..100]));
        await using var download = new ChunkedDownload(Origin.Url("/from"), 60, Target, options: Options);
        while (!download.Finished) await download.ConsumeNextChunkAsync();
        Assert.Equal(["/from", "/object", "/from", "/object"], Origin.Requests.Select(r => r.Path));
        Assert.Equal(Object[..100], Target.ToArray());
    }

    [Theory]
    [InlineData(42, new[] { 42L })]
    [InlineData(64, new[] { 64L })]
    [InlineData(65, new[] { 64L, 65 })]
    [InlineData(128, new[] { 64L, 128 })]
    [InlineData(130, new[] { 64L, 128, 130 })]
    public async Task Progress_is_told_after_each_chunk_and_exact(int length, long[] done)
    {
        var reports = new Reports();
        Answers(Whole(Object[..length]));
        await using var download = new ChunkedDownload(Origin.Url("/object"), 64, Target, options: Options with { Progress = reports });
        while (!download.Finished) await download.ConsumeNextChunkAsync();
        Assert.Equal(done.Select(d => (d, (long?)length)), reports.Select(r => (r.Done, r.Total)));
        Assert.Equal(length, reports.Sum(r => r.Increment));
    }

    [Fact]
    public async Task A_target_that_can_not_be_written_to_ends_the_download()
    {
        Answers(Whole(Object[..100]));
        await using var download = new ChunkedDownload(Origin.Url("/object"), 60, new MemoryStream(new byte[10]), options: Options);
        await Assert.ThrowsAsync<NotSupportedException>(() => download.ConsumeNextChunkAsync());
        Assert.Equal((0, true), (download.BytesDownloaded, download.Invalid));
    }

    sealed class Reports : List<TransferProgress>, IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => Add(value);
    }
}
