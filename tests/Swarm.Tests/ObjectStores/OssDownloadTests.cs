using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Engine.Coordination;
using Swarm.Engine.Reporting;
using Swarm.IO.Lists;
using Swarm.Jobs;
using Swarm.Settings;
using Swarm.Stores;
using Swarm.Stores.Oss;
using Swarm.TestSupport;
using Swarm.TestSupport.Stores;

namespace Swarm.Tests.ObjectStores;

/// <summary>Objects of OSS by the ordinary engine: in segments, signed each, and held against the whole object's CRC-64.</summary>
public sealed class OssDownloadTests : IAsyncLifetime, IDisposable
{
    const string Bucket = "swarm-test";

    static readonly byte[] s_bytes = HttpWire.Noise(3_146_962);

    readonly TestFolder _folder = new();
    OssStub _stub = null!;

    public async Task InitializeAsync()
    {
        _stub = await OssStub.StartAsync(Bucket);
        _stub.Put(Bucket, "a b/c+d.bin", s_bytes);
    }

    public async Task DisposeAsync() => await _stub.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_object_comes_in_segments_and_is_what_its_crc_says()
    {
        _stub.Faults.Add("GetObject", new OssFault { HoldsAfter = 512 << 10 });
        var ended = await RunAsync("oss://swarm-test/a b/c+d.bin");
        Assert.Equal((1, 0), (ended.Counts.Done, ended.Counts.Failed));
        Assert.Equal(s_bytes, await File.ReadAllBytesAsync(Stored()));
        var gets = _stub.Requests.Where(request => request.Call == "GetObject").ToList();
        Assert.True(gets.Count > 1, $"{gets.Count} requests");
        Assert.All(gets, get => Assert.NotNull(get.Field("Authorization")));
        Assert.All(gets.Skip(1), get => Assert.Equal("standard", get.Field("x-oss-range-behavior")));
    }

    [Fact]
    public async Task An_object_that_is_not_what_its_crc_says_is_refused()
    {
        _stub.Faults.Add("GetObject", new OssFault { Fields = new Dictionary<string, string?> { ["x-oss-hash-crc64ecma"] = "123456789" } }, times: 1000);
        var facts = new List<JobFact>();
        var ended = await RunAsync("oss://swarm-test/a b/c+d.bin", facts);
        Assert.Equal((0, 1), (ended.Counts.Done, ended.Counts.Failed));
        var failure = Assert.Single(facts.OfType<OutcomesStored>().SelectMany(stored => stored.Ends)).Outcome.Failure;
        Assert.Equal(Reason.Checksum, failure?.Reason);
        Assert.Contains("has the crc64", failure!.Detail, StringComparison.Ordinal);
        Assert.False(File.Exists(Stored()));
    }

    string Stored() => Path.Combine(_folder.Output, Bucket, "a b", "c+d.bin");

    async Task<JobEnded> RunAsync(string address, List<JobFact>? facts = null)
    {
        var settings = Quick.Settings with
        {
            Segments = new SegmentOptions { Segments = 3, PartSize = 256 << 10, MinSplit = 256 << 10 },
            Stores = new StoresOptions
            {
                Oss = new OssOptions { Endpoint = WebUrl.Parse(_stub.Root), Region = _stub.Region, AccessKeyId = OssStub.KeyId, AccessKeySecret = OssStub.Secret },
            },
        };
        await using var stores = StoreAccess.Open(settings);
        await using var source = ListReader.Open(new ListSpec([], [address]) { UrlOf = stores.UrlOf });
        await using var job = Job.Open(new JobSpec { Settings = settings, Source = source, OutputFolder = _folder.Output, Observers = facts is null ? [] : [new Listener(facts)] });
        return await job.RunAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    sealed class Listener(List<JobFact> facts) : IJobObserver
    {
        public void OnFact(JobFact fact) => facts.Add(fact);
    }
}
