using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Stores.Uploads;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Gcs;

/// <summary>Files and pipes brought into Google's store in parts, by a server that loses, forgets and lies; another process goes on.</summary>
public sealed class GcsUploaderTests : GcsTests
{
    const int Part = 256 << 10;
    static readonly byte[] s_data = Noise(4 * Part + 1000);

    readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("swarm-gcs-").FullName, "source.bin");
    readonly MemoryStates _states = new();

    UploadOrder Order => new("1", At("a"), _file);

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);
    }

    public static TheoryData<string, GcsFault[], int> Faults => new()
    {
        { "nothing", [], 5 },
        { "nothing is held", [new GcsFault(GcsCall.Chunk, GcsFaultKind.HoldNone) { After = 2 }], 8 },
        { "less is held", [new GcsFault(GcsCall.Chunk, GcsFaultKind.HoldLess) { After = 1, Amount = 5000 }], 5 },
        { "the last answer is lost", [new GcsFault(GcsCall.Chunk, GcsFaultKind.LoseAnswer) { After = 4 }], 5 },
        { "the last answer is lost and made anew", [new GcsFault(GcsCall.Chunk, GcsFaultKind.LoseAnswer) { After = 4 }, new GcsFault(GcsCall.Query, GcsFaultKind.Created)], 5 },
        { "an answer is lost", [new GcsFault(GcsCall.Chunk, GcsFaultKind.LoseAnswer) { After = 1 }], 5 },
        { "404", [new GcsFault(GcsCall.Chunk, GcsFaultKind.ForgetSession) { After = 3, Status = 404 }], 9 },
        { "410", [new GcsFault(GcsCall.Chunk, GcsFaultKind.ForgetSession) { After = 3, Status = 410 }], 9 },
        { "503", [new GcsFault(GcsCall.Chunk, GcsFaultKind.Refuse) { After = 1, RetryAfter = "1" }], 6 },
        { "cut", [new GcsFault(GcsCall.Chunk, GcsFaultKind.Cut) { After = 1 }, new GcsFault(GcsCall.Query, GcsFaultKind.Refuse)], 5 },
    };

    [StubTheory]
    [MemberData(nameof(Faults))]
    public async Task A_file_arrives_whatever_goes_wrong(string what, GcsFault[] faults, int chunks)
    {
        await File.WriteAllBytesAsync(_file, s_data);
        Stub.Faults.Add(faults);
        var receipt = await Uploads.UploadAsync(Order, (_, _) => { }, Token);
        Assert.True(s_data.AsSpan().SequenceEqual(Stub.Bytes(Bucket.Bucket, "a")), what);
        Assert.Equal((s_data.Length, 0, 0), (receipt.Length, Stub.Faults.Left, Stub.OpenSessions));
        Assert.Equal(chunks, Asked(GcsCall.Chunk).Count());
        Assert.Empty(_states.All());
    }

    [StubTheory]
    [InlineData(GcsFaultKind.WrongChecksum, 4, Reason.Checksum)]
    [InlineData(GcsFaultKind.HoldMore, 1, Reason.Protocol)]
    [InlineData(GcsFaultKind.EndEarly, 1, Reason.Checksum)]
    public async Task What_is_wrong_is_told(GcsFaultKind kind, int after, Reason reason)
    {
        await File.WriteAllBytesAsync(_file, s_data);
        Stub.Faults.Add([.. Enumerable.Repeat(new GcsFault(GcsCall.Chunk, kind) { After = after, Amount = 1 }, 9)]);
        var error = await Assert.ThrowsAsync<TransferException>(() => Uploads.UploadAsync(Order, (_, _) => { }, Token));
        Assert.Equal(reason, error.Failure.Reason);
        Assert.NotEmpty(Stub.Faults.Hit);
    }

    [StubFact]
    public async Task Another_process_sends_what_is_missing()
    {
        await File.WriteAllBytesAsync(_file, s_data);
        Stub.Faults.Add([.. Enumerable.Repeat(new GcsFault(GcsCall.Chunk, GcsFaultKind.Refuse) { After = 2, Status = 403 }, 9)]);
        await Assert.ThrowsAsync<TransferException>(() => Uploads.UploadAsync(Order, (_, _) => { }, Token));
        Assert.Equal(1, Stub.OpenSessions);
        var before = Asked(GcsCall.Chunk).Count();
        Stub.Faults.Clear();
        var receipt = await Uploads.UploadAsync(Order, (_, _) => { }, Token);
        Assert.Equal((2L * Part, 3, 0), (receipt.Resumed, Asked(GcsCall.Chunk).Count() - before, Stub.OpenSessions));
        Assert.Equal(s_data, Stub.Bytes(Bucket.Bucket, "a"));
    }

    [StubFact]
    public async Task What_is_given_up_leaves_no_session()
    {
        await File.WriteAllBytesAsync(_file, s_data);
        Stub.Faults.Add(new GcsFault(GcsCall.Chunk, GcsFaultKind.Refuse) { After = 2, Status = 403 });
        await Assert.ThrowsAsync<TransferException>(() => Uploads.UploadAsync(Order, (_, _) => { }, Token));
        Assert.Null(await Uploads.GiveUpAsync(Order));
        Assert.Null(await Uploads.GiveUpAsync(Order));
        Assert.Equal((0, 1), (Stub.OpenSessions, Asked(GcsCall.Abort).Count()));
    }

    [StubTheory]
    [InlineData(4 * Part)]
    [InlineData(4 * Part + 1)]
    [InlineData(Part)]
    public async Task A_pipe_arrives(int length)
    {
        var data = Noise(length, 3);
        Stub.Faults.Add(new GcsFault(GcsCall.Chunk, GcsFaultKind.HoldLess) { Amount = 5000 });
        var uploader = new Uploader(_ => Store, Settings, _states, Time, new Random(1)) { Input = () => new PipeStream(data, 50_000) };
        var receipt = await uploader.UploadAsync(Order with { Source = Uploader.StandardInput }, (_, _) => { }, Token);
        Assert.Equal((length, 0), (receipt.Length, Stub.OpenSessions));
        Assert.Equal(data, Stub.Bytes(Bucket.Bucket, "a"));
    }

    static UploadOptions Settings => new() { PartSize = Part, WholeUpTo = Part - 1 };

    Uploader Uploads => new(_ => Store, Settings, _states, Time, new Random(1));
}
