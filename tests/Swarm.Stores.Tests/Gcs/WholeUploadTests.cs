using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.IO.Http;
using Swarm.Stores.Gcs;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Gcs;

/// <summary>Uploads by one POST, and when one is made again: by the clients' own tests, with their draws.</summary>
public sealed class WholeUploadTests : GcsTests
{
    static readonly byte[] s_data = Noise(5000);

    [Fact]
    public async Task Bytes_go_as_they_are()
    {
        await using var upload = new SimpleUpload(UploadUrl("media", "a/b c"), Options);
        var answer = await upload.TransmitAsync(s_data, "text/x-odd");
        Assert.Equal((200, "a/b c", 5000L, true), (answer.Status, answer.Object!.Key, answer.Object.Size!.Value, upload.Finished));
        Assert.Equal(s_data, await BytesAsync("a/b c"));
        Assert.Equal("text/x-odd", (await Store.StatAsync(At("a/b c"), Token))!.ContentType);
    }

    [Fact]
    public async Task Nothing_is_an_object_too()
    {
        await using var upload = new SimpleUpload(UploadUrl("media", "empty"), Options);
        await upload.TransmitAsync(ReadOnlyMemory<byte>.Empty, "text/plain");
        Assert.Empty((await BytesAsync("empty"))!);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(DigestAlgorithm.Md5)]
    [InlineData(DigestAlgorithm.Crc32C)]
    public async Task Metadata_goes_before_the_bytes(DigestAlgorithm? checksum)
    {
        await using var upload = new MultipartUpload(UploadUrl("multipart"), Options with { Checksum = checksum });
        await upload.TransmitAsync(s_data, """{"name": "hi-file.bin", "metadata": {"colour": "blue"}}""", "text/x-odd");
        Assert.Equal(s_data, await BytesAsync("hi-file.bin"));
        var facts = (await Store.StatAsync(At("hi-file.bin"), Token))!;
        Assert.Equal(("text/x-odd", "blue"), (facts.ContentType, facts.Metadata.Find("colour")));
    }

    [StubFact]
    public async Task A_checksum_of_the_callers_is_replaced_by_that_of_the_bytes()
    {
        await using var upload = new MultipartUpload(UploadUrl("multipart"), Options);
        await upload.TransmitAsync(s_data, """{"name":"a","crc32c":"AAAAAQ=="}""", "text/plain");
        Assert.Equal(s_data, Stub.Bytes(Bucket.Bucket, "a"));
    }

    [StubFact]
    public async Task The_callers_headers_are_kept_and_its_content_type_is_not()
    {
        var headers = new List<Header> { new("caviar", "beluga"), new("Content-Type", "cannot/override-me") };
        await using var upload = new SimpleUpload(UploadUrl("media", "a"), Options with { Headers = headers });
        await upload.TransmitAsync(s_data, "text/plain");
        var put = Assert.Single(Asked(GcsCall.Put));
        Assert.Equal(("beluga", "text/plain"), (put.Field("caviar"), put.Field("content-type")));
        Assert.Equal(2, headers.Count);
    }

    [StubTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_is_good_for_once_whether_it_went_well_or_not(bool well)
    {
        if (!well) Stub.Faults.Add(new GcsFault(GcsCall.Put, GcsFaultKind.Refuse) { Status = 403 });
        await using var upload = new SimpleUpload(UploadUrl("media", "a"), Options);
        var sending = upload.TransmitAsync(s_data, "text/plain");
        if (well) await sending;
        else Assert.Equal(403, (await Assert.ThrowsAsync<UploadRefusedException>(() => sending)).Status);
        Assert.True(upload.Finished);
        var again = await Assert.ThrowsAsync<InvalidOperationException>(() => upload.TransmitAsync(s_data, "text/plain"));
        Assert.Equal("An upload can only be used once.", again.Message);
    }

    [StubTheory]
    [InlineData(DigestAlgorithm.Md5, "MD5")]
    [InlineData(DigestAlgorithm.Crc32C, "CRC32C")]
    public async Task An_object_with_another_checksum_is_told(DigestAlgorithm algorithm, string name)
    {
        Stub.Faults.Add(new GcsFault(GcsCall.Put, GcsFaultKind.WrongChecksum));
        await using var upload = new SimpleUpload(UploadUrl("media", "a"), Options with { Checksum = algorithm });
        var error = await Assert.ThrowsAsync<UploadRefusedException>(() => upload.TransmitAsync(s_data, "text/plain"));
        Assert.Equal(UploadError.Corrupt, error.Error);
        Assert.StartsWith($"The computed ``{name}`` checksum, ``", error.Message, StringComparison.Ordinal);
        Assert.Single(Stub.Faults.Hit);
    }

    public static TheoryData<int[], int[], double[], double> Refusals => new()
    {
        { [500, 502, 503, 404], [125, 625, 375], [1.125, 2.625, 4.375], 0 },
        { [503, 504, 429, 500, 503, 502, 429], [875, 0, 375, 500, 500, 250, 125], [1.875, 2, 4.375, 8.5, 16.5, 32.25], 100 },
    };

    [StubTheory]
    [MemberData(nameof(Refusals))]
    public async Task What_may_pass_is_tried_again_until_the_waits_are_too_long(int[] statuses, int[] jitter, double[] waits, double seconds)
    {
        Jitter = jitter;
        Stub.Faults.Add([.. statuses.Select(status => new GcsFault(GcsCall.Put, GcsFaultKind.Refuse) { Status = status })]);
        var strategy = seconds > 0 ? StrategyPresets.Google with { TotalTime = TimeSpan.FromSeconds(seconds) } : StrategyPresets.Google;
        await using var upload = new SimpleUpload(UploadUrl("media", "a"), Options with { Strategy = strategy });
        var error = await Assert.ThrowsAsync<UploadRefusedException>(() => upload.TransmitAsync(s_data, "text/plain"));
        Assert.Equal(["Request failed with status code", statuses[^1], "Expected one of", 200], error.Arguments);
        Assert.Equal(waits, Time.Waits);
        Assert.Equal((statuses.Length, statuses.Length), (Asked(GcsCall.Put).Count(), Stub.Faults.Hit.Count));
    }

    [StubTheory]
    [InlineData(7, 7)]
    [InlineData(1, 1)]
    public async Task Tries_are_limited_in_number(int attempts, int calls)
    {
        Jitter = [875, 0, 375, 500, 500, 250, 125];
        Stub.Faults.Add([.. Enumerable.Repeat(new GcsFault(GcsCall.Put, GcsFaultKind.Refuse), 9)]);
        await using var upload = new SimpleUpload(UploadUrl("media", "a"), Options with { Strategy = StrategyPresets.Google with { Attempts = attempts } });
        await Assert.ThrowsAsync<UploadRefusedException>(() => upload.TransmitAsync(s_data, "text/plain"));
        Assert.Equal(calls, Asked(GcsCall.Put).Count());
        Assert.Equal(((double[])[1.875, 2, 4.375, 8.5, 16.5, 32.25])[..(calls - 1)], Time.Waits);
    }

    [StubFact]
    public async Task Connections_that_break_are_made_again()
    {
        Jitter = [125, 625, 500, 875];
        Stub.Faults.Add([.. Enumerable.Repeat(new GcsFault(GcsCall.Put, GcsFaultKind.Cut), 4)]);
        await using var upload = new SimpleUpload(UploadUrl("media", "a"), Options);
        await upload.TransmitAsync(s_data, "text/plain");
        Assert.Equal([1.125, 2.625, 4.5, 8.875], Time.Waits);
        Assert.Equal(s_data, Stub.Bytes(Bucket.Bucket, "a"));
        Assert.Equal(4, Stub.Faults.Hit.Count);
    }

    [StubFact]
    public async Task A_server_that_asks_for_a_wait_gets_it()
    {
        Stub.Faults.Add(new GcsFault(GcsCall.Put, GcsFaultKind.Refuse) { RetryAfter = "30" });
        await using var upload = new SimpleUpload(UploadUrl("media", "a"), Options);
        await upload.TransmitAsync(s_data, "text/plain");
        Assert.Equal([30.0], Time.Waits);
    }

    [Fact]
    public async Task A_callers_own_client_will_do()
    {
        using var client = new HttpClient();
        await using var upload = new SimpleUpload(UploadUrl("media", "a"), Options with { Exchanger = null, Client = client });
        await upload.TransmitAsync(s_data, "text/plain");
        Assert.Equal(s_data, await BytesAsync("a"));
        Assert.NotNull(await client.GetStringAsync($"{Endpoint}/storage/v1/b/{Bucket.Bucket}/o"));
    }
}
