using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Stores.Gcs;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Gcs;

/// <summary>Resumable uploads to a server that loses, forgets and lies: each fault is met, and the object is right or the error clear.</summary>
public sealed class ResumableFaultTests : GcsTests
{
    const int Chunk = 256 << 10;
    static readonly byte[] s_data = Noise(3 * Chunk + 1000);

    [StubFact]
    public async Task A_server_that_holds_nothing_is_sent_all_again()
    {
        await using var upload = await BeginAsync(new GcsFault(GcsCall.Chunk, GcsFaultKind.HoldNone) { After = 1 });
        await FinishAsync(upload);
        Assert.Equal(["0-262143", "262144-524287", "0-262143", "262144-524287", "524288-786431", "786432-787431"], Chunks);
    }

    [StubFact]
    public async Task Nothing_held_of_the_first_chunk_is_no_error()
    {
        await using var upload = await BeginAsync(new PipeStreamSource(), new GcsFault(GcsCall.Chunk, GcsFaultKind.HoldNone));
        await FinishAsync(upload);
        Assert.Equal([1.0], Time.Waits);
    }

    [StubTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Less_than_was_sent_is_gone_on_from(bool isPipe)
    {
        var fault = new GcsFault(GcsCall.Chunk, GcsFaultKind.HoldLess) { After = 1, Amount = 1000 };
        await using var upload = isPipe ? await BeginAsync(new PipeStreamSource(), fault) : await BeginAsync(fault);
        await FinishAsync(upload);
        Assert.Equal(["0-262143", "262144-524287", "263144-525287", "525288-787431"], Chunks);
    }

    [StubFact]
    public async Task What_a_pipe_has_given_away_can_not_be_sent_again()
    {
        await using var upload = await BeginAsync(new PipeStreamSource(), new GcsFault(GcsCall.Chunk, GcsFaultKind.HoldNone) { After = 1 });
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => FinishAsync(upload));
        Assert.Contains("can't go back", error.Message, StringComparison.Ordinal);
        Assert.Single(Stub.Faults.Hit);
    }

    [StubTheory]
    [InlineData(GcsFaultKind.HoldMore, "")]
    [InlineData(GcsFaultKind.OddRange, "nights 1-81")]
    [InlineData(GcsFaultKind.OddRange, "bites=9-11")]
    public async Task A_range_that_can_not_be_is_refused(GcsFaultKind kind, string text)
    {
        await using var upload = await BeginAsync(new GcsFault(GcsCall.Chunk, kind) { After = 1, Amount = 100, Text = text });
        await upload.TransmitNextChunkAsync();
        var error = await Assert.ThrowsAsync<UploadRefusedException>(() => upload.TransmitNextChunkAsync());
        Assert.Equal((UploadError.Range, 308, true, Chunk), (error.Error, error.Status, upload.Invalid, upload.BytesUploaded));
        var invalid = await Assert.ThrowsAsync<InvalidOperationException>(() => upload.TransmitNextChunkAsync());
        Assert.StartsWith("Upload is in an invalid state.", invalid.Message, StringComparison.Ordinal);
        await upload.RecoverAsync();
        Assert.Equal((false, 2 * Chunk), (upload.Invalid, upload.BytesUploaded));
        await FinishAsync(upload);
    }

    [StubFact]
    public async Task A_range_that_can_not_be_leaves_a_recovery_as_it_was()
    {
        await using var upload = await BeginAsync(new GcsFault(GcsCall.Query, GcsFaultKind.OddRange) { Text = "bites=9-11" }, new GcsFault(GcsCall.Query, GcsFaultKind.Refuse) { Status = 400 });
        await upload.TransmitNextChunkAsync();
        Assert.Equal(UploadError.Range, (await Assert.ThrowsAsync<UploadRefusedException>(() => upload.RecoverAsync())).Error);
        Assert.Equal(Chunk, upload.BytesUploaded);
        Assert.Equal(400, (await Assert.ThrowsAsync<UploadRefusedException>(() => upload.RecoverAsync())).Status);
        Assert.Equal((Chunk, true), (upload.BytesUploaded, upload.Invalid));
        await upload.RecoverAsync();
        await FinishAsync(upload);
    }

    [StubTheory]
    [InlineData(200)]
    [InlineData(201)]
    public async Task A_lost_last_answer_is_asked_for(int status)
    {
        await using var upload = await BeginAsync(new GcsFault(GcsCall.Chunk, GcsFaultKind.LoseAnswer) { After = 3 });
        if (status == 201) Stub.Faults.Add(new GcsFault(GcsCall.Query, GcsFaultKind.Created));
        await FinishAsync(upload);
        Assert.Equal(["0-262143", "262144-524287", "524288-786431", "786432-787431"], Chunks);
        Assert.Equal((1, status), (Asked(GcsCall.Query).Count(), upload.Answer!.Status));
    }

    [StubFact]
    public async Task A_lost_answer_does_not_send_its_chunk_twice()
    {
        await using var upload = await BeginAsync(new PipeStreamSource(), new GcsFault(GcsCall.Chunk, GcsFaultKind.LoseAnswer));
        await FinishAsync(upload);
        Assert.Equal(["0-262143", "262144-524287", "524288-786431", "786432-787431"], Chunks);
    }

    [StubTheory]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_session_that_is_gone_is_followed_by_a_new_one(int status)
    {
        await using var upload = await BeginAsync(new GcsFault(GcsCall.Chunk, GcsFaultKind.ForgetSession) { After = 2, Status = status });
        using var stream = new MemoryStream(s_data);
        await upload.TransmitNextChunkAsync();
        await upload.TransmitNextChunkAsync();
        var error = await Assert.ThrowsAsync<UploadRefusedException>(() => upload.TransmitNextChunkAsync());
        Assert.Equal((UploadError.SessionGone, status, true), (error.Error, error.Status, upload.Invalid));
        Assert.Equal(UploadError.SessionGone, (await Assert.ThrowsAsync<UploadRefusedException>(() => upload.RecoverAsync())).Error);
        await upload.InitiateAsync(_stream!, """{"name":"a"}""", "text/plain");
        Assert.Equal((0, false), (upload.BytesUploaded, upload.Invalid));
        await FinishAsync(upload);
        Assert.Equal(0, Stub.OpenSessions);
    }

    [StubFact]
    public async Task A_busy_server_is_waited_for_asked_and_gone_on_with()
    {
        Jitter = [500];
        await using var upload = await BeginAsync(
            new GcsFault(GcsCall.Chunk, GcsFaultKind.Refuse) { After = 1 }, new GcsFault(GcsCall.Query, GcsFaultKind.Refuse) { Status = 429, RetryAfter = "7" });
        await FinishAsync(upload);
        Assert.Equal([1.5, 7.0], Time.Waits);
        Assert.Equal(["0-262143", "262144-524287", "262144-524287", "524288-786431", "786432-787431"], Chunks);
    }

    [StubFact]
    public async Task When_the_tries_are_over_the_same_upload_can_be_gone_on_with()
    {
        var once = Options with { Strategy = StrategyPresets.Google with { Attempts = 1 } };
        await using var upload = await BeginAsync(
            new MemoryStream(s_data), once, new GcsFault(GcsCall.Chunk, GcsFaultKind.Cut), new GcsFault(GcsCall.Chunk, GcsFaultKind.Refuse) { After = 1 });
        await Assert.ThrowsAsync<TransferException>(() => upload.TransmitNextChunkAsync());
        Assert.False(upload.Invalid);
        await upload.TransmitNextChunkAsync();
        var busy = await Assert.ThrowsAsync<UploadRefusedException>(() => upload.TransmitNextChunkAsync());
        Assert.Equal((503, false, Chunk), (busy.Status, upload.Invalid, upload.BytesUploaded));
        await FinishAsync(upload);
    }

    [StubFact]
    public async Task A_status_that_will_not_pass_makes_the_upload_invalid()
    {
        await using var upload = await BeginAsync(new GcsFault(GcsCall.Chunk, GcsFaultKind.Refuse) { Status = 403 });
        var error = await Assert.ThrowsAsync<UploadRefusedException>(() => upload.TransmitNextChunkAsync());
        Assert.Equal((403, true, 0L), (error.Status, upload.Invalid, upload.BytesUploaded));
        Assert.Empty(Time.Waits);
    }

    [StubFact]
    public async Task A_server_that_never_takes_anything_is_given_up()
    {
        await using var upload = await BeginAsync([.. Enumerable.Repeat(new GcsFault(GcsCall.Chunk, GcsFaultKind.HoldNone), 20)]);
        var error = await Assert.ThrowsAsync<UploadRefusedException>(() => upload.TransmitNextChunkAsync());
        Assert.Equal((UploadError.NoProgress, false), (error.Error, upload.Invalid));
        Assert.Equal(14, Time.Waits.Count);
    }

    [StubTheory]
    [InlineData(GcsFaultKind.WrongChecksum, UploadError.Corrupt)]
    [InlineData(GcsFaultKind.NoChecksum, UploadError.MissingField)]
    public async Task The_checksum_of_the_object_must_be_that_of_the_bytes(GcsFaultKind kind, UploadError expected)
    {
        await using var upload = await BeginAsync(new GcsFault(GcsCall.Chunk, kind) { After = 3 });
        var error = await Assert.ThrowsAsync<UploadRefusedException>(() => FinishAsync(upload));
        Assert.Equal((expected, true), (error.Error, upload.Finished));
        Assert.Equal(
            kind == GcsFaultKind.NoChecksum ? "Response metadata had no ``crc32c`` value; checksum could not be validated."
                : $"The computed ``CRC32C`` checksum, ``{Convert.ToBase64String(Crc())}``, and the checksum reported by the remote host, ``AAAAAQ==``, did not match.",
            error.Message);
        Assert.Single(Stub.Faults.Hit);
    }

    [StubTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_object_that_was_made_too_early_is_no_success(bool isPipe)
    {
        var fault = new GcsFault(GcsCall.Chunk, GcsFaultKind.EndEarly);
        await using var upload = isPipe ? await BeginAsync(new PipeStreamSource(), fault) : await BeginAsync(fault);
        var error = await Assert.ThrowsAsync<UploadRefusedException>(() => upload.TransmitNextChunkAsync());
        Assert.Equal(UploadError.Corrupt, error.Error);
        Assert.Single(Stub.Faults.Hit);
    }

    [StubFact]
    public async Task A_session_without_a_URL_is_none()
    {
        Stub.Faults.Add(new GcsFault(GcsCall.Initiate, GcsFaultKind.NoLocation));
        await using var upload = new ResumableUpload(UploadUrl("resumable"), Chunk, Options);
        var error = await Assert.ThrowsAsync<UploadRefusedException>(() => upload.InitiateAsync(new MemoryStream(s_data), """{"name":"a"}""", "text/plain"));
        Assert.Equal((UploadError.MissingField, true), (error.Error, upload.Invalid));
        Assert.Equal(["Response headers must contain header", "location"], error.Arguments);
    }

    [StubFact]
    public async Task A_session_that_is_refused_is_none()
    {
        Stub.Faults.Add(new GcsFault(GcsCall.Initiate, GcsFaultKind.Refuse) { Status = 403 });
        await using var upload = new ResumableUpload(UploadUrl("resumable"), Chunk, Options);
        var error = await Assert.ThrowsAsync<UploadRefusedException>(() => upload.InitiateAsync(new MemoryStream(s_data), """{"name":"a"}""", "text/plain"));
        Assert.Equal(["Request failed with status code", 403, "Expected one of", 200, 201], error.Arguments);
        Assert.True(upload.Invalid);
    }

    [StubFact]
    public async Task A_chunk_of_another_size_ends_a_session()
    {
        await using var upload = await BeginAsync();
        using var client = new HttpClient();
        foreach (var (size, range) in new[] { (1024, "bytes 0-1023/787432"), (Chunk, "bytes 0-262143/787432") })
        {
            using var content = new ByteArrayContent(new byte[size]);
            content.Headers.TryAddWithoutValidation("Content-Range", range);
            Assert.Equal(400, (int)(await client.PutAsync(upload.ResumableUrl, content)).StatusCode);
        }
    }

    Stream? _stream;

    IEnumerable<string> Chunks => Ranges.Where(range => range!.Contains('-', StringComparison.Ordinal)).Select(range => range!["bytes ".Length..range!.IndexOf('/', StringComparison.Ordinal)]);

    Task<ResumableUpload> BeginAsync(params GcsFault[] faults) => BeginAsync(new MemoryStream(s_data), Options, faults);

    Task<ResumableUpload> BeginAsync(PipeStreamSource _, params GcsFault[] faults) => BeginAsync(new PipeStream(s_data, 50_000), Options, faults);

    async Task<ResumableUpload> BeginAsync(Stream stream, TransmitOptions options, params GcsFault[] faults)
    {
        Stub.Faults.Add(faults);
        var upload = new ResumableUpload(UploadUrl("resumable"), Chunk, options);
        await upload.InitiateAsync(_stream = stream, """{"name":"a"}""", "text/plain");
        return upload;
    }

    async Task FinishAsync(ResumableUpload upload)
    {
        while (!upload.Finished) await upload.TransmitNextChunkAsync();
        Assert.Equal(s_data, Stub.Bytes(Bucket.Bucket, "a"));
        Assert.Equal((s_data.Length, 0), (upload.BytesUploaded, Stub.Faults.Left));
    }

    static byte[] Crc()
    {
        using var hash = new RunningHash(DigestAlgorithm.Crc32C);
        hash.Append(0, s_data);
        return Convert.FromHexString(hash.Value.Hex);
    }

    /// <summary>Says that the bytes are to come from a pipe.</summary>
    readonly record struct PipeStreamSource;
}
