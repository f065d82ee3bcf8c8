using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.Uploads;
using Swarm.TestSupport;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Oss;

/// <summary>What OSS's own upload twin is tested for, and what it gets wrong.</summary>
public sealed class OssUploadTests : IAsyncLifetime
{
    const int PartSize = 102_400;
    const string Key = "bundle-1";

    static readonly byte[] s_bytes = HttpWire.Noise(308_434);
    static readonly UploadOptions s_options = new() { PartSize = PartSize, WholeUpTo = PartSize, Workers = 2 };

    readonly MemoryStates _states = new();
    readonly string _file = Path.GetTempFileName();
    OssTalk _talk = null!;

    public async Task InitializeAsync()
    {
        await File.WriteAllBytesAsync(_file, s_bytes);
        _talk = await OssTalk.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _talk.DisposeAsync();
        File.Delete(_file);
    }

    [Fact]
    public async Task A_small_file_is_put_whole()
    {
        await File.WriteAllBytesAsync(_file, s_bytes[..1024]);
        await UploadAsync();
        Assert.Equal(s_bytes[..1024], Stored);
        Assert.Equal(["PutObject"], Calls());
    }

    [Fact]
    public async Task A_file_goes_in_parts_and_its_crc_is_that_of_the_whole()
    {
        var receipt = await UploadAsync();
        Assert.Equal(s_bytes, Stored);
        Assert.Equal((1, 4, 1), Counts());
        Assert.Equal(new Checksum(DigestAlgorithm.Crc64, PlainCrc64.Of(s_bytes).ToString("x16")), receipt.Digest);
        Assert.Empty(_states.All());
    }

    [Fact]
    public async Task An_upload_that_the_store_forgot_is_begun_anew()
    {
        Remember(new UploadSession(OssTalk.At("a"), "stale"));
        await UploadAsync();
        Assert.Equal(s_bytes, Stored);
        Assert.Equal((1, 4, 1), Counts());
    }

    [Fact]
    public async Task Parts_that_are_there_are_not_sent_again()
    {
        var session = await BeginAsync();
        await PartAsync(session, 1, s_bytes[..PartSize]);
        await PartAsync(session, 2, s_bytes[PartSize..(2 * PartSize)]);
        var receipt = await UploadAsync();
        Assert.Equal(s_bytes, Stored);
        Assert.Equal((1, 4, 1), Counts());
        Assert.Equal([3, 4], Parts().Skip(2).Order());
        Assert.Equal(2 * PartSize, receipt.Resumed);
        Assert.Equal(0, _talk.Stub.OpenUploads);
    }

    [Fact]
    public async Task A_part_of_another_size_is_sent_again()
    {
        var session = await BeginAsync();
        await PartAsync(session, 1, s_bytes[..(PartSize - 1)]);
        await PartAsync(session, 2, s_bytes[PartSize..(2 * PartSize)]);
        await UploadAsync();
        Assert.Equal(s_bytes, Stored);
        Assert.Equal([1, 3, 4], Parts().Skip(2).Order());
        Assert.Equal(0, _talk.Stub.OpenUploads);
    }

    [Fact]
    public async Task A_parts_list_that_breaks_off_is_not_taken_for_a_whole_one()
    {
        var session = await BeginAsync();
        for (var number = 1; number <= 3; number++) await PartAsync(session, number, s_bytes[((number - 1) * PartSize)..(number * PartSize)]);
        _talk.Stub.LongestPage = 2;
        _talk.Stub.Faults.Add("ListParts", OssFault.Refuse(500, "InternalError"), when: request => request.Query.ContainsKey("part-number-marker"));
        await UploadAsync();
        Assert.Equal(s_bytes, Stored);
        Assert.Equal((1, 1), (_talk.Stub.Faults.Hits, _talk.Stub.Count("InitiateMultipartUpload")));
        Assert.Equal([4], Parts().Skip(3));
    }

    [Fact]
    public async Task An_upload_that_ends_within_its_parts_list_is_begun_anew()
    {
        var session = await BeginAsync();
        for (var number = 1; number <= 3; number++) await PartAsync(session, number, s_bytes[((number - 1) * PartSize)..(number * PartSize)]);
        _talk.Stub.LongestPage = 2;
        _talk.Stub.Faults.Add("ListParts", OssFault.Refuse(404, "NoSuchUpload"), when: request => request.Query.ContainsKey("part-number-marker"));
        await UploadAsync();
        Assert.Equal(s_bytes, Stored);
        Assert.Equal((2, 4), (_talk.Stub.Count("InitiateMultipartUpload"), Parts().Skip(3).Count()));
    }

    [Fact]
    public async Task What_fails_for_good_is_aborted_once()
    {
        _talk.Stub.Faults.Add("UploadPart", OssFault.Refuse(403, "AccessDenied"), times: int.MaxValue, when: request => request.Part == 2);
        var refused = await OssTalk.RefusedAsync(UploadAsync);
        Assert.Equal(403, refused.Status);
        var id = Assert.Single(_states.All()).State.Session.Id;
        Assert.Null(await Uploader().GiveUpAsync(Order()));
        var abort = Assert.Single(_talk.Stub.Requests, request => request.Call == "AbortMultipartUpload");
        Assert.Equal((OssTalk.Bucket, "a", id), (abort.Bucket, abort.Key, abort.Query["uploadId"]));
        Assert.Equal(0, _talk.Stub.OpenUploads);
        Assert.Empty(_states.All());
    }

    [Fact]
    public async Task Parts_may_be_kept_for_another_run()
    {
        _talk.Stub.Faults.Add("UploadPart", OssFault.Refuse(403, "AccessDenied"), when: request => request.Part == 4);
        var keeping = s_options with { KeepParts = true };
        await OssTalk.RefusedAsync(() => Uploader(keeping).UploadAsync(Order(), static (_, _) => { }, OssTalk.Token));
        Assert.Null(await Uploader(keeping).GiveUpAsync(Order()));
        Assert.Equal(1, _talk.Stub.OpenUploads);
        await UploadAsync();
        Assert.Equal(s_bytes, Stored);
        Assert.Equal((1, 5, 1), Counts());
    }

    [Fact]
    public async Task A_stream_of_unknown_length_goes_in_parts()
    {
        var bytes = s_bytes[..(2 * PartSize + 100)];
        await Uploader(input: new MemoryStream(bytes)).UploadAsync(Order() with { Source = Stores.Uploads.Uploader.StandardInput }, static (_, _) => { }, OssTalk.Token);
        Assert.Equal(bytes, Stored);
        Assert.Equal((1, 3, 1), Counts());
    }

    [Fact]
    public async Task A_completion_whose_answer_was_lost_is_found()
    {
        _talk.Stub.Faults.Add("CompleteMultipartUpload", new OssFault { IsDone = true, Cuts = true });
        await UploadAsync();
        Assert.Equal(s_bytes, Stored);
        Assert.Equal(1, _talk.Stub.Count("InitiateMultipartUpload"));
    }

    [Theory]
    [InlineData("UploadPart")]
    [InlineData("CompleteMultipartUpload")]
    public async Task What_the_store_holds_must_be_what_was_sent(string call)
    {
        _talk.Stub.Faults.Add(call, new OssFault { Fields = new Dictionary<string, string?> { ["x-oss-hash-crc64ecma"] = "12345" } }, times: 100);
        var wrong = await OssTalk.RefusedAsync(UploadAsync);
        Assert.Equal(Reason.Checksum, wrong.Failure.Reason);
    }

    [Fact]
    public async Task A_part_that_is_refused_for_now_is_sent_again()
    {
        _talk.Stub.Faults.Add("UploadPart", OssFault.Refuse(400, "BadRequest"), when: request => request.Part == 2);
        _talk.Stub.Faults.Add("UploadPart", new OssFault { Cuts = true }, when: request => request.Part == 3);
        await UploadAsync();
        Assert.Equal(s_bytes, Stored);
        Assert.Equal(2, _talk.Stub.Faults.Hits);
    }

    byte[]? Stored => _talk.Stub.Bytes(OssTalk.Bucket, "a");

    UploadOrder Order() => new(Key, OssTalk.At("a"), _file);

    Uploader Uploader(UploadOptions? options = null, Stream? input = null) =>
        new(_ => _talk.Store, options ?? s_options, _states, new HastyTime(), new Random(1)) { Input = () => input! };

    Task<UploadReceipt> UploadAsync() => Uploader().UploadAsync(Order(), static (_, _) => { }, OssTalk.Token);

    async Task<UploadSession> BeginAsync()
    {
        var session = await _talk.Store.BeginUploadAsync(OssTalk.At("a"), s_bytes.Length, PutOptions.Default, OssTalk.Token);
        Remember(session);
        return session;
    }

    void Remember(UploadSession session) => _states.Save(Key, new UploadState(session, PartSize)
    {
        SourceLength = s_bytes.Length, SourceModified = new DateTimeOffset(File.GetLastWriteTimeUtc(_file)),
    });

    async Task PartAsync(UploadSession session, int number, byte[] bytes) =>
        await _talk.Store.PutPartAsync(session, new PartDemand(number, 0, false), new BytesContent(bytes), OssTalk.Token);

    IEnumerable<string> Calls() => _talk.Stub.Requests.Select(request => request.Call);

    IEnumerable<int> Parts() => _talk.Stub.Requests.Where(request => request.Call == "UploadPart").Select(request => request.Part!.Value);

    (int Begun, int Parts, int Completed) Counts() =>
        (_talk.Stub.Count("InitiateMultipartUpload"), _talk.Stub.Count("UploadPart"), _talk.Stub.Count("CompleteMultipartUpload"));

    /// <summary>Waits are over at once.</summary>
    sealed class HastyTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime == Timeout.InfiniteTimeSpan ? dueTime : TimeSpan.Zero, period);
    }
}
