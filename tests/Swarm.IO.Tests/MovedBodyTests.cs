using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Integrity;
using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;
using Swarm.IO.Http;
using Swarm.IO.Tests.Http;
using Swarm.TestSupport;

namespace Swarm.IO.Tests;

/// <summary>Bodies that go from the connection into the file within the kernel: what is held of them has no sums, which is how it shows.</summary>
public sealed class MovedBodyTests : IAsyncLifetime
{
    const int Length = (3 << 20) + 7;
    const int Cut = (1 << 20) + 5;

    readonly byte[] _bytes = HttpWire.Noise(Length);
    readonly ScriptedOrigin _origin = new();
    readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("swarm-moving-");
    readonly ManualTime _time = new();
    HttpExchanger _http = null!;
    Volume _volume = null!;

    public Task InitializeAsync()
    {
        _http = Fetching.Exchanger(limits: new TimeLimits { Headers = default, Idle = TimeSpan.FromSeconds(30) }, time: _time);
        _volume = Volume.Open(_root.FullName, new WritingOptions(), _time);
        _origin.On("/whole", Reply.Ok(_bytes));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _volume.Dispose();
        await _http.DisposeAsync();
        await _origin.DisposeAsync();
        _root.Delete(recursive: true);
    }

    [MovingFact]
    public async Task It_arrives_as_it_was_sent_and_its_connection_serves_again()
    {
        using (var part = Begin("a"))
        {
            await FetchAsync(part, "/whole");
            Assert.Equal([new Interval(0, Length, default)], part.Held.Intervals);
            part.Commit(new CommitDemand(Length, [], null));
        }

        Assert.Equal(_bytes, await File.ReadAllBytesAsync(Path.Combine(_root.FullName, "a")));
        using var again = Begin("b");
        await FetchAsync(again, "/whole");
        Assert.Equal((2, 1), (_origin.Requests.Count, _origin.Connections));
    }

    [MovingFact]
    public async Task A_file_that_takes_bytes_from_memory_alone_gets_them_so()
    {
        using var portable = Volume.OpenPortable(_root.FullName, new WritingOptions(), _time);
        using var part = portable.Begin("a", "a", Identity("a"));
        await FetchAsync(part, "/whole");
        Assert.Equal([new Interval(0, Length, default)], part.Held.Intervals);
        part.Commit(new CommitDemand(Length, [], null));
        Assert.Equal(_bytes, await File.ReadAllBytesAsync(Path.Combine(_root.FullName, "a")));
    }

    [MovingFact]
    public async Task What_comes_in_drops_is_waited_for()
    {
        _origin.On("/drops", async talk =>
        {
            await talk.SendAsync(HttpWire.Head(200, $"Content-Length: {Length}"));
            for (var at = 0; at < Length;)
            {
                var piece = Math.Min(1 + (at / 3), Length - at);
                await talk.SendAsync(_bytes.AsMemory(at, piece));
                at += piece;
                await Task.Yield();
            }
        });
        using var part = Begin("a");
        await FetchAsync(part, "/drops");
        part.Commit(new CommitDemand(Length, [], null));
        Assert.Equal(_bytes, await File.ReadAllBytesAsync(Path.Combine(_root.FullName, "a")));
    }

    [MovingFact]
    public async Task What_is_not_taken_is_dropped()
    {
        using var part = Begin("a");
        using var sink = part.Open(0);
        await using var exchange = await _http.SendAsync(Fetching.Get(_origin.Url("/whole")), default);
        var kept = new List<byte>();
        for (int at = 0, read; (read = await sink.ReadAsync(exchange, default)) > 0; at += read)
        {
            var taken = at % 3 == 0 ? 0 : read - (read / 3);
            kept.AddRange(_bytes.AsSpan(at, taken));
            if (sink.Advance(taken)) await sink.FlushAsync(default);
        }

        await sink.FlushAsync(default);
        Assert.Equal(kept.Count, part.Length);
        part.Dispose(); // and is left for another time
        Assert.Equal(kept, await File.ReadAllBytesAsync(Directory.EnumerateFiles(_root.FullName, "*.partial").Single()));
    }

    [Theory]
    [InlineData("a digest")]
    [InlineData("a sum of pieces")]
    [InlineData("chunks")]
    [InlineData("another sink")]
    [InlineData("a recheck")]
    public async Task Bytes_come_by_where_somebody_has_to_see_them(string why)
    {
        _origin.On("/chunks", Reply.Raw([.. HttpWire.Bytes(HttpWire.Head(200, "Transfer-Encoding: chunked")), .. HttpWire.Chunked(_bytes, 70_000)]));
        using var part = Begin("a", why switch { "a digest" => [DigestAlgorithm.Sha256], "a sum of pieces" => [DigestAlgorithm.Crc32C], _ => [] });
        using var other = why == "another sink" ? part.Open(0) : null;
        if (why == "a recheck") part.Recheck();
        await FetchAsync(part, why == "chunks" ? "/chunks" : "/whole");
        var sum = why is "a sum of pieces" or "a recheck" ? Crc32C.Append(0, _bytes) : (uint?)null;
        Assert.Equal([new Interval(0, Length, new PieceSums(sum, null))], part.Held.Intervals);
        part.Commit(new CommitDemand(Length, [new Checksum(DigestAlgorithm.Sha256, Convert.ToHexStringLower(SHA256.HashData(_bytes)))], null));
        Assert.Equal(_bytes, await File.ReadAllBytesAsync(Path.Combine(_root.FullName, "a")));
    }

    [MovingFact]
    public async Task What_nobody_has_seen_does_not_pass_a_recheck()
    {
        using var part = Begin("a");
        await FetchAsync(part, "/whole");
        part.Recheck();
        Assert.Empty(part.Held.Intervals);
    }

    [Theory]
    [InlineData("closed", Reason.Truncated)]
    [InlineData("silent", Reason.Timeout)]
    [InlineData("called off", Reason.Cancelled)]
    public async Task What_came_before_a_body_broke_off_is_held(string how, Reason reason)
    {
        using var stop = new CancellationTokenSource();
        _origin.On("/broken", async talk =>
        {
            await talk.SendAsync(HttpWire.Head(200, $"Content-Length: {Length}"));
            await talk.SendAsync(_bytes.AsMemory(0, Cut));
            if (how == "closed") talk.Close();
            else await talk.UntilGoneAsync();
        });
        using var part = Begin("a");
        var fetching = FetchAsync(part, "/broken", stop.Token);
        while (part.Length < Cut && !fetching.IsCompleted) await Task.Delay(1);
        if (how == "called off") await stop.CancelAsync();
        while (how == "silent" && !fetching.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(31));
            await Task.Delay(1);
        }

        var ended = await Record.ExceptionAsync(() => fetching);
        Assert.Equal(reason, ended is OperationCanceledException ? Reason.Cancelled : Assert.IsType<TransferException>(ended).Failure.Reason);
        Assert.Equal((0, Cut), (part.Held.Intervals[0].Start, part.Length));
    }

    [MovingFact]
    public async Task A_reset_is_told_as_one()
    {
        _origin.On("/reset", async talk =>
        {
            await talk.SendAsync(HttpWire.Head(200, $"Content-Length: {Length}"));
            await talk.SendAsync(_bytes.AsMemory(0, Cut));
            talk.Reset();
        });
        using var part = Begin("a");
        var ended = await Assert.ThrowsAsync<TransferException>(() => FetchAsync(part, "/reset"));
        Assert.Equal(Reason.Reset, ended.Failure.Reason);
    }

    [MovingFact]
    public async Task More_than_the_file_is_to_hold_is_refused()
    {
        using var part = _volume.Begin("a", "a", new PartIdentity("http://h/a", Cut, 0, new Validators(null, null)));
        var ended = await Assert.ThrowsAsync<TransferException>(() => FetchAsync(part, "/whole"));
        Assert.Equal((Reason.Protocol, Stage.Write), (ended.Failure.Reason, ended.Failure.Stage));
        Assert.True(part.Length <= Cut);
    }

    IPartFile Begin(string key, params DigestAlgorithm[] digests) => _volume.Begin(key, key, Identity(key), digests);

    static PartIdentity Identity(string key) => new("http://h/" + key, Length, 0, new Validators("\"tag\"", null));

    async Task FetchAsync(IPartFile part, string path, CancellationToken token = default)
    {
        await using var exchange = await _http.SendAsync(Fetching.Get(_origin.Url(path)), token);
        using var sink = part.Open(0);
        try
        {
            for (int read; (read = await sink.ReadAsync(exchange, token)) > 0;)
                if (sink.Advance(read)) await sink.FlushAsync(token);
        }
        finally
        {
            await sink.FlushAsync(CancellationToken.None);
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    sealed class MovingFactAttribute : FactAttribute
    {
        public MovingFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs Linux: its kernel alone moves bytes from a connection to a file";
    }
}
