using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.EndToEnd.Tests.Objects;
using Swarm.IO.Http;
using Swarm.Stores;
using Swarm.Stores.S3;
using Swarm.TestSupport;
using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Servers;
using Swarm.TestSupport.Stores;
using Xunit.Abstractions;

namespace Swarm.EndToEnd.Tests.Stores;

/// <summary>kill -9, again and again, while objects go from a web server straight into Ceph.</summary>
public sealed class KilledWebToStoreTests(ITestOutputHelper output)
{
    const int Small = 40, Workers = 4;
    static readonly int Kills = Lives.Of(30);
    const long Length = 200 << 20, Part = 5 << 20, MeanLife = 8 << 20;
    static readonly ObjectContent Content = new(77, Length);

    [ProgramFact("nginx", "radosgw", "ceph-mon", "ceph-osd", "ceph")]
    public async Task Kills_leave_the_right_objects_and_no_upload_and_cost_at_most_the_parts_in_flight_each()
    {
        using var folder = new TestFolder(LargeFile.Folder(room: 1L << 30));
        Directory.CreateDirectory(folder["nginx", "root"]);
        await LargeFile.WriteAsync(folder["nginx", "root", "large"], Content);
        for (var i = 0; i < Small; i++) await LargeFile.WriteAsync(folder["nginx", "root", $"small{i}"], SmallOne(i));
        await using var web = await NginxServer.StartAsync(folder["nginx"]);
        await using var relay = new CountingRelay((await CephServer.StartedAsync()).Port);
        await using var ceph = new Bucket(relay.Root);
        await ceph.MakeAsync();
        await File.WriteAllLinesAsync(folder["urls"], Enumerable.Range(0, Small).Select(i => $"{web.Root}/small{i}").Prepend(web.Root + "/large"));
        var environment = ceph.Environment(folder["state"]);
        string[] get =
        [
            "get", "-i", folder["urls"], "-o", ceph.Address + "/to/", "--names", "last-segment", "--delay", "0", "--per-origin", "8", "--segments", "2",
            "-D", "stores.upload.part-size=5MiB", "-D", "stores.upload.workers=" + Workers.ToString(CultureInfo.InvariantCulture), "--quiet",
        ];

        var before = relay.Received;
        var kills = await KillAgainAndAgainAsync(environment, get, relay);
        await using var last = SwarmProgram.Start(environment, get);
        var ended = await last.EndAsync(TimeSpan.FromSeconds(90));
        var received = relay.Received - before;
        var sent = (await web.StopAsync()).Sum(r => r.Bytes);

        Assert.True(ended.ExitCode == 0, ended.ToString());
        output.WriteLine($"{kills} kills, {ended.Took.TotalSeconds:0.0} s for the rest; {(received - Length) >> 20} MiB more to the store, {(sent - Length) >> 20} MiB more from the web");
        Assert.Equal(Kills, kills);
        Assert.Null(await ceph.DifferenceAsync("to/large", Content));
        for (var i = 0; i < Small; i++) Assert.Null(await ceph.DifferenceAsync($"to/small{i}", SmallOne(i)));
        Assert.Empty(await ceph.UploadsAsync());
        Assert.InRange(received, Length, Length + Kills * Workers * Part + (16 << 20));
        Assert.InRange(sent, Length, Length + Kills * ((Workers + 2) * Part + (8 << 20)));
    }

    static ObjectContent SmallOne(int number) => new(number, 1000 + number * 1009);

    /// <summary>One in eight before it can have got far, the others after up to twice the mean life, told by what has come to the store.</summary>
    static async Task<int> KillAgainAndAgainAsync(IReadOnlyDictionary<string, string> environment, string[] get, CountingRelay relay)
    {
        var chance = new Random(30);
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var program = SwarmProgram.Start(environment, get);
            var until = relay.Received + (kill % 8 == 7 ? 0 : chance.NextInt64(MeanLife * 2));
            var began = Stopwatch.GetTimestamp();
            while (relay.Received < until && !program.HasEnded)
            {
                Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(60), $"no progress before kill {kill}. {program.Output}{program.Errors}");
                await Task.Delay(2);
            }

            if (kill % 8 == 7) await Task.Delay(chance.Next(400));
            if (program.HasEnded) Assert.Fail($"it ended before kill {kill}: {program.Output}{program.Errors}");
            program.Kill();
        }

        return Kills;
    }

    /// <summary>A bucket of the test's own, asked without the relay's count in the way.</summary>
    sealed class Bucket : IAsyncDisposable
    {
        readonly string _root;
        readonly HttpExchanger _exchanger = new(new HttpOptions { Environment = _ => null }, new TimeLimits(), TimeProvider.System);
        readonly StoreSet _stores;
        readonly StoreAddress _address = new(StoreKind.S3, "swarm-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), "");

        public Bucket(string root)
        {
            _root = root;
            var s3 = new S3Options { Endpoint = WebUrl.Parse(root), AccessKeyId = CephServer.KeyId, SecretAccessKey = CephServer.Secret };
            _stores = new StoreSet(new StoresOptions { S3 = s3 }, _exchanger, TimeProvider.System);
        }

        public string Address => "s3://" + _address.Bucket;

        IObjectStore Store => _stores[StoreKind.S3];

        public ValueTask MakeAsync() => Store.MakeBucketAsync(_address, default);

        public IReadOnlyDictionary<string, string> Environment(string state) => new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = CephServer.KeyId,
            ["AWS_SECRET_ACCESS_KEY"] = CephServer.Secret,
            ["AWS_ENDPOINT_URL_S3"] = _root,
            ["AWS_REGION"] = "us-east-1",
            ["XDG_STATE_HOME"] = state,
        };

        public async Task<List<UnfinishedUpload>> UploadsAsync()
        {
            var found = new List<UnfinishedUpload>();
            await foreach (var upload in Store.UploadsAsync(_address, default)) found.Add(upload);
            return found;
        }

        /// <summary>What makes the object differ, in words; null: nothing does.</summary>
        public async Task<string?> DifferenceAsync(string key, ObjectContent content)
        {
            var request = new ExchangeRequest(Store.UrlOf(_address.At(key)), "GET", [], null) { Address = _address.At(key) };
            await using var exchange = await _exchanger.SendAsync(await Store.AuthoriseAsync(request, default), default);
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

        public async ValueTask DisposeAsync()
        {
            await _stores.DisposeAsync();
            await _exchanger.DisposeAsync();
        }
    }
}
