using Swarm.Domain;
using Swarm.TestSupport.Objects;

namespace Swarm.Tests.Objects;

/// <summary>Ways to ask for an object other than one plain GET into a file.</summary>
public sealed class WaysTests : IAsyncLifetime
{
    const long Length = (5 << 20) + 3;

    readonly TestFolder _folder = new();
    readonly ObjectOrigin _origin = new();
    ServedObject _served = null!;

    public Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder.Output);
        _served = _origin.Serve("/object", Length);
        (_served.Piece, _served.Pause) = (64 << 10, TimeSpan.FromMilliseconds(2));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _origin.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_look_at_the_head_lets_the_first_bytes_come_by_ranges()
    {
        var settings = Brisk.Settings with { Segments = Brisk.Settings.Segments with { Head = true } };
        var client = new SwarmClient(new SwarmClientOptions { OutputFolder = _folder.Output, Settings = settings });

        var result = await client.OneAsync(new Bundle(WebUrl.Parse(_origin.Url(_served))) { Out = "object" });

        Assert.True(result.IsGood, result.Outcome.Failure?.ToString());
        Assert.Null(_served.Current.Content.Difference(Path.Combine(_folder.Output, "object")));
        Assert.Equal("HEAD", _served.Asks[0].Method);
        Assert.All(_served.Asks.Skip(1), a => Assert.NotNull(a.Range));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task A_stream_gets_the_bytes_in_order_though_they_come_in_segments(int segments)
    {
        await using (var file = File.Create(Path.Combine(_folder.Output, "stream")))
        {
            var settings = Brisk.Settings with { Segments = Brisk.Settings.Segments with { Segments = segments } };
            var reports = new List<TransferProgress>();
            var result = await new SwarmClient(new SwarmClientOptions { Settings = settings })
                .DownloadAsync(WebUrl.Parse(_origin.Url(_served)), file, progress: new Recorder(reports));
            Assert.Equal((null, Length), (result.Path, result.Length));
            Assert.Equal(Length, reports.Sum(r => r.Increment));
        }

        Assert.Null(_served.Current.Content.Difference(Path.Combine(_folder.Output, "stream")));
        if (segments > 1) Assert.InRange(_served.MostAtOnce, 2, segments + 1);
    }

    [Fact]
    public async Task Each_connection_tells_how_far_it_is_with_its_stretch()
    {
        var path = Path.Combine(_folder.Output, "object");
        var stretches = new Stretches();
        var options = new DownloadOptions { Segments = Brisk.Settings.Segments with { Segments = 4 }, SegmentProgress = stretches };

        await new SwarmClient(new SwarmClientOptions { Settings = Brisk.Settings }).DownloadAsync(_origin.Url(_served), path, options);

        Assert.Null(_served.Current.Content.Difference(path));
        Assert.True(stretches.Count > 1, "one connection has fetched all of it");
        var covered = 0L;
        foreach (var (offset, reports) in stretches.OrderBy(s => s.Key))
        {
            Assert.Equal(reports.Order(), reports);
            Assert.True(offset <= covered, $"nobody told of the bytes from {covered} to {offset}");
            covered = Math.Max(covered, offset + reports[^1]);
        }

        Assert.Equal(Length, covered);
    }

    [Theory]
    [InlineData("0-499", 0, 500)]
    [InlineData("1000000-", 1_000_000, Length - 1_000_000)]
    [InlineData("-2000000", Length - 2_000_000, 2_000_000)]
    public async Task A_range_of_an_object_is_a_file_of_its_own(string range, long start, long length)
    {
        Assert.True(ByteRange.TryParse(range, out var wanted));
        var path = Path.Combine(_folder.Output, "part");
        var client = new SwarmClient(new SwarmClientOptions { Settings = Brisk.Settings });

        var result = await client.DownloadAsync(_origin.Url(_served), path, new DownloadOptions { Range = wanted });

        Assert.Equal(length, result.Length);
        Assert.Equal(_served.Current.Content.Bytes(start, (int)length), await File.ReadAllBytesAsync(path));
    }

    sealed class Recorder(List<TransferProgress> reports) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => reports.Add(value);
    }

    sealed class Stretches : Dictionary<long, List<long>>, IProgress<SegmentProgress>
    {
        public void Report(SegmentProgress value)
        {
            lock (this)
            {
                if (!TryGetValue(value.Offset, out var reports)) Add(value.Offset, reports = []);
                reports.Add(value.Written);
            }
        }
    }
}
