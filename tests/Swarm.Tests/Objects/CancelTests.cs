using Swarm.TestSupport.Objects;

namespace Swarm.Tests.Objects;

/// <summary>Downloads that the caller breaks off (X19).</summary>
public sealed class CancelTests : IAsyncLifetime
{
    const long Length = 24 << 20;
    readonly TestFolder _folder = new();
    readonly ObjectOrigin _origin = new();
    ServedObject _served = null!;

    public Task InitializeAsync()
    {
        _served = _origin.Serve("/large", Length);
        (_served.Piece, _served.Pause) = (64 << 10, TimeSpan.FromMilliseconds(1));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _origin.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(5_000_000)]
    [InlineData(20_000_000)]
    public async Task A_download_that_is_cancelled_ends_at_once_leaves_no_target_and_goes_on_when_asked_again(long after)
    {
        using var cancel = new CancellationTokenSource();
        var running = DownloadAsync(cancel.Token);
        while (_served.Asks.Count == 0 || _served.BytesSent < after) await Task.Delay(1);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(5)));
        Assert.False(File.Exists(Path.Combine(_folder.Output, "large")));

        var (sent, connections) = (_served.BytesSent, _served.MostAtOnce);
        await DownloadAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token);
        Assert.Null(_served.Current.Content.Difference(Path.Combine(_folder.Output, "large")));
        Assert.InRange(_served.BytesSent, Length, Length + (connections + 4) * (1L << 20));
        Assert.True(sent < Length, "it was whole before it was cancelled");
    }

    Task<DownloadResult> DownloadAsync(CancellationToken token) => Client.DownloadAsync(_origin.Url(_served), Path.Combine(_folder.Output, "large"), token: token);

    SwarmClient Client => new(new SwarmClientOptions
    {
        OutputFolder = _folder.Output,
        Settings = Brisk.Settings with { Segments = Brisk.Settings.Segments with { PartSize = 1 << 20, MinSplit = 2 << 20 } },
    });
}
