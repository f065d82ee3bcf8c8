using Swarm.Domain;
using Swarm.Stores.Gcs;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Gcs;

/// <summary>Uploads chunk by chunk to a server that does as it should.</summary>
public sealed class ResumableUploadTests : GcsTests
{
    const int Chunk = 256 << 10;

    public static TheoryData<int, bool, string[]> Sizes => new()
    {
        { 0, true, ["bytes */0"] },
        { 0, false, ["bytes */0"] },
        { 2000, true, ["bytes 0-1999/2000"] },
        { 2000, false, ["bytes 0-1999/2000"] },
        { 524_288, true, ["bytes 0-262143/524288", "bytes 262144-524287/524288"] },
        { 524_288, false, ["bytes 0-262143/*", "bytes 262144-524287/*", "bytes */524288"] },
        { 600_000, true, ["bytes 0-262143/600000", "bytes 262144-524287/600000", "bytes 524288-599999/600000"] },
        { 600_000, false, ["bytes 0-262143/*", "bytes 262144-524287/*", "bytes 524288-599999/600000"] },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Streams_of_known_and_unknown_length_arrive(int size, bool isKnown, string[] ranges)
    {
        var data = Noise(size);
        await using var upload = new ResumableUpload(UploadUrl("resumable"), Chunk, Options);
        await upload.InitiateAsync(isKnown ? new MemoryStream(data) : new PipeStream(data, 70_001), """{"name":"a"}""", "text/x-odd");
        Assert.Equal(isKnown ? size : null, upload.TotalBytes);
        while (!upload.Finished) await upload.TransmitNextChunkAsync();
        Assert.Equal((size, size, false), (upload.BytesUploaded, upload.TotalBytes, upload.Invalid));
        Assert.Equal(data, await BytesAsync("a"));
        Assert.Equal("text/x-odd", (await Store.StatAsync(At("a"), Token))!.ContentType);
        if (OtherEndpoint is null) Assert.Equal(ranges, Ranges);
    }

    [Fact]
    public async Task A_stream_may_grow_while_it_is_sent()
    {
        var data = Noise(Chunk + Chunk + 155);
        using var stream = new MemoryStream();
        await stream.WriteAsync(data.AsMemory(0, Chunk));
        stream.Position = 0;
        await using var upload = new ResumableUpload(UploadUrl("resumable"), Chunk, Options);
        await upload.InitiateAsync(stream, """{"name":"a"}""", "text/plain", streamFinal: false);
        await upload.TransmitNextChunkAsync();
        stream.Position = stream.Length;
        await stream.WriteAsync(data.AsMemory(Chunk));
        while (!upload.Finished) await upload.TransmitNextChunkAsync();
        Assert.Equal(524_443, upload.TotalBytes);
        Assert.Equal(data, await BytesAsync("a"));
    }

    [Fact]
    public async Task A_stream_is_taken_from_where_it_stands()
    {
        var data = Noise(400_000);
        await using var upload = new ResumableUpload(UploadUrl("resumable"), Chunk, Options);
        await upload.InitiateAsync(new MemoryStream(data) { Position = 1000 }, """{"name":"a"}""", "text/plain");
        while (!upload.Finished) await upload.TransmitNextChunkAsync();
        Assert.Equal(data[1000..], await BytesAsync("a"));
    }

    [Fact]
    public async Task Less_than_the_stream_has_may_be_asked_for()
    {
        var data = Noise(400_000);
        await using var upload = new ResumableUpload(UploadUrl("resumable"), Chunk, Options);
        await upload.InitiateAsync(new MemoryStream(data), """{"name":"a"}""", "text/plain", totalBytes: 300_000);
        while (!upload.Finished) await upload.TransmitNextChunkAsync();
        Assert.Equal(data[..300_000], await BytesAsync("a"));
    }

    [StubTheory]
    [InlineData(true, "25")]
    [InlineData(false, null)]
    public async Task A_session_is_asked_for_with_type_and_length(bool isFinal, string? length)
    {
        var headers = new Header[] { new("caviar", "beluga"), new("top", "quark"), new("content-type", "cannot/override-me") };
        await using var upload = new ResumableUpload(UploadUrl("resumable"), Chunk, Options with { Headers = headers });
        await upload.InitiateAsync(new MemoryStream(new byte[25]), """{"name": "big-data-file.txt"}""", "text/plain", streamFinal: isFinal);
        var asked = Assert.Single(Asked(GcsCall.Initiate));
        Assert.Equal(("POST", "application/json; charset=UTF-8", "text/plain", length), (asked.Method, asked.Field("content-type"), asked.Field("x-upload-content-type"), asked.Field("x-upload-content-length")));
        Assert.Equal(("beluga", "quark", 29L), (asked.Field("caviar"), asked.Field("top"), asked.BodyLength));
        await upload.TransmitNextChunkAsync();
        var sent = Assert.Single(Asked(GcsCall.Chunk));
        Assert.Equal(("PUT", "text/plain", "beluga"), (sent.Method, sent.Field("content-type"), sent.Field("caviar")));
    }

    [StubFact]
    public async Task A_signed_URL_is_asked_with_the_content_type_that_it_is_for()
    {
        Stub.Faults.Add(new GcsFault(GcsCall.Initiate, GcsFaultKind.Refuse) { Status = 403 });
        await using var upload = new ResumableUpload(WebUrl.Parse(UploadUrl("resumable") + "&X-Goog-Signature=123&X-Goog-Algorithm=blob"), Chunk, Options);
        await Assert.ThrowsAsync<UploadRefusedException>(() => upload.InitiateAsync(new MemoryStream(new byte[25]), "{}", "text/plain"));
        var asked = Assert.Single(Asked(GcsCall.Initiate));
        Assert.Equal(("text/plain", null, "25"), (asked.Field("content-type"), asked.Field("x-upload-content-type"), asked.Field("x-upload-content-length")));
    }

    [Fact]
    public async Task What_is_out_of_order_is_refused()
    {
        await using var upload = new ResumableUpload(UploadUrl("resumable"), Chunk, Options);
        Assert.Contains("InitiateAsync()", (await Assert.ThrowsAsync<InvalidOperationException>(() => upload.TransmitNextChunkAsync())).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => upload.RecoverAsync());
        Assert.Throws<InvalidOperationException>(() => upload.State);
        await upload.InitiateAsync(new MemoryStream(Noise(10)), """{"name":"a"}""", "text/plain");
        var twice = await Assert.ThrowsAsync<InvalidOperationException>(() => upload.InitiateAsync(new MemoryStream(), "{}", "text/plain"));
        Assert.Equal("This upload has already been initiated.", twice.Message);
        await upload.TransmitNextChunkAsync();
        var over = await Assert.ThrowsAsync<InvalidOperationException>(() => upload.TransmitNextChunkAsync());
        Assert.Equal("Upload has finished.", over.Message);
    }

    [Fact]
    public async Task Recovery_goes_on_from_what_the_server_holds()
    {
        var data = Noise(600_000);
        await using var upload = new ResumableUpload(UploadUrl("resumable"), Chunk, Options);
        await upload.InitiateAsync(new MemoryStream(data), """{"name":"a"}""", "text/plain");
        await upload.RecoverAsync();
        Assert.Equal(0, upload.BytesUploaded);
        await upload.TransmitNextChunkAsync();
        await upload.RecoverAsync();
        Assert.Equal(Chunk, upload.BytesUploaded);
        while (!upload.Finished) await upload.TransmitNextChunkAsync();
        await upload.RecoverAsync();
        Assert.True(upload.Finished);
        Assert.Equal(data, await BytesAsync("a"));
        if (OtherEndpoint is not null) return;
        var query = Asked(GcsCall.Query).First();
        Assert.Equal(("PUT", "bytes */*", 0L, null), (query.Method, query.Field("content-range"), query.BodyLength, query.Field("content-type")));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    [InlineData(true, 3)]
    [InlineData(false, 3)]
    public async Task Another_process_goes_on(bool canSeek, int chunks)
    {
        var data = Noise(700_000);
        var progress = new Reports();
        string saved;
        await using (var first = new ResumableUpload(UploadUrl("resumable"), Chunk, Options))
        {
            await first.InitiateAsync(new MemoryStream(data), """{"name":"a"}""", "text/x-odd");
            saved = first.State.ToJson();
            // The state is older than what the server holds.
            for (var i = 0; i < chunks; i++) await first.TransmitNextChunkAsync();
        }

        await using var upload = ResumableUpload.Restore(
            ResumableUploadState.FromJson(saved), canSeek ? new MemoryStream(data) : new PipeStream(data, 65_000), Options with { Progress = progress });
        await upload.RecoverAsync();
        Assert.Equal((Math.Min(chunks * Chunk, data.Length), chunks == 3), (upload.BytesUploaded, upload.Finished));
        while (!upload.Finished) await upload.TransmitNextChunkAsync();
        Assert.Equal(data, await BytesAsync("a"));
        Assert.Equal((data.Length, "text/x-odd"), (progress[^1], (await Store.StatAsync(At("a"), Token))!.ContentType));
        if (OtherEndpoint is null) Assert.Equal(3, Asked(GcsCall.Chunk).Count());
    }

    [Theory]
    [InlineData(DigestAlgorithm.Md5)]
    [InlineData(DigestAlgorithm.Crc32C)]
    [InlineData(null)]
    public async Task The_checksum_is_of_the_whole_in_another_process_too(DigestAlgorithm? algorithm)
    {
        var data = Noise(700_000);
        var other = data.ToArray();
        other[10] ^= 1;
        await using var first = new ResumableUpload(UploadUrl("resumable"), Chunk, Options with { Checksum = algorithm });
        await first.InitiateAsync(new MemoryStream(other), """{"name":"a"}""", "text/plain");
        var saved = first.State;
        await first.TransmitNextChunkAsync();

        await using var upload = ResumableUpload.Restore(saved, new MemoryStream(data), Options with { Checksum = algorithm });
        await upload.TransmitNextChunkAsync();
        if (algorithm is null) await upload.TransmitNextChunkAsync();
        var error = algorithm is null ? null : await Assert.ThrowsAsync<UploadRefusedException>(async () =>
        {
            while (!upload.Finished) await upload.TransmitNextChunkAsync();
        });
        Assert.Equal(algorithm is null ? null : UploadError.Corrupt, error?.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"uploadUrl":null,"resumableUrl":"http://a/","contentType":"a","chunkSize":262144}""")]
    public void What_is_no_state_is_refused(string text) => Assert.Throws<FormatException>(() => ResumableUploadState.FromJson(text));

    sealed class Reports : List<long>, IProgress<long>
    {
        public void Report(long value) => Add(value);
    }
}
