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
}
