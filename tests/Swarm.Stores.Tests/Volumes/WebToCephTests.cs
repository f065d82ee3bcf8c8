using System.Diagnostics;
using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.Stores.S3;
using Swarm.TestSupport;
using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Stores;
using Xunit.Abstractions;

namespace Swarm.Stores.Tests.Volumes;

/// <summary>From a web server straight into a real store.</summary>
public sealed class WebToCephTests(ITestOutputHelper output) : IAsyncLifetime
{
    readonly HttpExchanger _exchanger = new(new HttpOptions { Environment = _ => null }, new TimeLimits(), TimeProvider.System);
    IObjectStore _store = null!;
    StoreAddress _bucket = null!;

    public async Task InitializeAsync()
    {
        if (Missing.Program(["radosgw", "ceph-mon", "ceph-osd", "ceph"]) is not null) return;
        var server = await CephServer.StartedAsync();
        var options = new S3Options { Endpoint = WebUrl.Parse(server.Root), AccessKeyId = CephServer.KeyId, SecretAccessKey = CephServer.Secret };
        _store = new S3Store(options, new UploadOptions(), _exchanger, TimeProvider.System, _ => null);
        _bucket = new StoreAddress(StoreKind.S3, "swarm-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), "");
        await _store.MakeBucketAsync(_bucket, default);
    }

    public async Task DisposeAsync()
    {
        await _exchanger.DisposeAsync();
        if (_store is not null) await _store.DisposeAsync();
    }

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd", "ceph")]
    public async Task Three_hundred_small_objects_and_a_large_one_in_segments_arrive_as_they_were()
    {
        const int large = 100 << 20;
        await using var web = new WebToStore();
        ServedObject[] small = [.. Enumerable.Range(0, 300).Select(i => web.Serve($"small/{i}", 1000 + i * 97, i))];
        var one = web.Serve("large", large, 1000);
        one.HoldAfter = 1 << 20;

        var began = Stopwatch.GetTimestamp();
        var (ended, _) = await web.RunAsync(_store, _bucket.At("to/"));
        output.WriteLine($"{Stopwatch.GetElapsedTime(began).TotalSeconds:0.00} s; the large one by up to {one.MostAtOnce} connections, {one.BytesSent >> 10} KiB sent");

        Assert.Null(ended.Failure);
        Assert.Equal(301, ended.Counts.Done);
        Assert.True(one.MostAtOnce > 1);
        Assert.Empty(web.LocalFiles);
        Assert.Empty(web.States.All());
        Assert.Empty(await UploadsAsync());
        await Parallel.ForEachAsync(small.Append(one), async (served, _) => Assert.Null(await DifferenceAsync("to" + served.Path, served.Current.Content)));
    }

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd", "ceph")]
    public async Task A_run_that_is_cut_short_goes_on_with_what_the_store_holds()
    {
        const int length = 64 << 20;
        await using var web = new WebToStore { Upload = new UploadOptions { PartSize = 5 << 20 } };
        web.Settings = web.Settings with { Segments = new SegmentOptions { Segments = 2 } };
        var served = web.Serve("x", length, 3);
        (served.Piece, served.Pause) = (256 << 10, TimeSpan.FromMilliseconds(1));
        var cuts = 0;
        for (var until = 0L; ; cuts++)
        {
            until = Math.Max(until, served.BytesSent) + (25 << 20);
            if ((await web.RunAsync(_store, _bucket, () => served.BytesSent >= until)).Ended.Counts.Done == 1) break;
            Assert.True(cuts < 10);
        }

        output.WriteLine($"{cuts} cuts, {(served.BytesSent - length) >> 20} MiB fetched again");
        Assert.Null(await DifferenceAsync("x", served.Current.Content));
        Assert.Empty(await UploadsAsync());
        Assert.True(cuts > 0);
        Assert.InRange(served.BytesSent, length, length + cuts * (6L * (5 << 20)));
    }

    async Task<List<UnfinishedUpload>> UploadsAsync()
    {
        var found = new List<UnfinishedUpload>();
        await foreach (var upload in _store.UploadsAsync(_bucket, default)) found.Add(upload);
        return found;
    }

    async Task<string?> DifferenceAsync(string key, ObjectContent content)
    {
        var address = _bucket.At(key);
        var request = new ExchangeRequest(_store.UrlOf(address), "GET", [], null) { Address = address };
        await using var exchange = await _exchanger.SendAsync(await _store.AuthoriseAsync(request, default), default);
        if (exchange.Head.Status != 200) return $"{key}: {exchange.Head.Status}";
        var (found, expected, at) = (new byte[1 << 16], new byte[1 << 16], 0L);
        while (await exchange.ReadAsync(found, default) is > 0 and var read)
        {
            content.Fill(at, expected.AsSpan(0, read));
            if (!found.AsSpan(0, read).SequenceEqual(expected.AsSpan(0, read))) return $"{key} differs behind byte {at}";
            at += read;
        }

        return at == content.Length ? null : $"{key} has {at} bytes instead of {content.Length}";
    }
}
