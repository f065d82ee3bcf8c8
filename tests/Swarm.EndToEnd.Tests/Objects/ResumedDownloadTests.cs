using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Objects.Faults;
using Swarm.TestSupport.Servers;

namespace Swarm.EndToEnd.Tests.Objects;

/// <summary>Ctrl-C in the middle, then the same command again.</summary>
public sealed class ResumedDownloadTests : IAsyncLifetime
{
    const long Length = (48 << 20) + 4711, MiB = 1 << 20;
    readonly TestFolder _folder = new();
    readonly ObjectOrigin _origin = new();
    ServedObject _served = null!;

    public Task InitializeAsync()
    {
        _served = _origin.Serve("/object", Length, seed: 21);
        (_served.Piece, _served.Pause) = (64 << 10, TimeSpan.FromMilliseconds(2));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _origin.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(8)]
    public async Task Only_the_rest_is_fetched(int segments)
    {
        await InterruptAsync(segments, after: 24 * MiB);
        await FinishAsync(segments);
        IsRight();
        Assert.InRange(_served.BytesSent, Length, Length + segments * MiB);
    }

    [Fact]
    public async Task Only_the_rest_is_fetched_after_several_interruptions_with_other_numbers_of_segments()
    {
        await InterruptAsync(4, after: 6 * MiB);
        await InterruptAsync(1, after: 10 * MiB);
        await InterruptAsync(8, after: 14 * MiB);
        await FinishAsync(2);
        IsRight();
        Assert.InRange(_served.BytesSent, Length, Length + (4 + 1 + 8) * MiB);
    }

    [Fact]
    public async Task An_object_that_has_changed_in_between_is_fetched_anew()
    {
        await InterruptAsync(4, after: 12 * MiB);
        _served.Publish(_served.Current.Next());
        await FinishAsync(4);
        IsRight();
    }

    [Fact]
    public async Task A_server_that_has_given_up_ranges_in_between_sends_it_anew()
    {
        await InterruptAsync(4, after: 12 * MiB);
        _served.TakesRanges = false;
        await FinishAsync(4);
        IsRight();
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("empty")]
    [InlineData("cut")]
    [InlineData("longer")]
    public async Task What_is_left_is_not_trusted_beyond_what_is_there(string harm)
    {
        await InterruptAsync(4, after: 12 * MiB);
        foreach (var file in Directory.EnumerateFiles(_folder["out"]).Where(f => new FileInfo(f).Length > MiB)) Harm(file, harm);
        await FinishAsync(4);
        IsRight();
    }

    [Fact]
    public async Task Bytes_that_have_changed_on_disk_are_noticed_where_asked()
    {
        await InterruptAsync(4, after: 24 * MiB);
        var part = Directory.EnumerateFiles(_folder["out"]).MaxBy(f => new FileInfo(f).Length)!;
        using (var stream = File.Open(part, FileMode.Open)) stream.Write(new byte[4096]);
        await FinishAsync(4, "-D", "segments.verify-resume=on");
        IsRight();
    }

    [Fact]
    public async Task A_server_that_breaks_every_body_is_gone_on_with_within_a_run()
    {
        _served.Faults = [BreakFaults.Breaks(3 * MiB)];
        await FinishAsync(4);
        IsRight();
        Assert.InRange(_served.BytesSent, Length, Length + _served.Asks.Count * (256 << 10));
        Assert.True(_served.Faults[0].Hits > 3);
    }

    static void Harm(string file, string harm)
    {
        if (harm == "gone")
        {
            File.Delete(file);
            return;
        }

        using var stream = File.Open(file, FileMode.Open);
        stream.SetLength(harm switch { "empty" => 0, "cut" => stream.Length / 3, _ => stream.Length + 100 });
    }

    async Task InterruptAsync(int segments, long after)
    {
        var target = _served.BytesSent + after;
        await using var program = SwarmProgram.Start(Get(segments));
        while (_served.BytesSent < target && !program.HasEnded) await Task.Delay(2);
        Assert.False(program.HasEnded, program.Output + program.Errors);
        program.Interrupt();
        var ended = await program.EndAsync(TimeSpan.FromSeconds(15));
        Assert.True(ended.ExitCode is not 0, ended.ToString());
        Assert.False(File.Exists(_folder["out", "object"]));
    }

    async Task FinishAsync(int segments, params string[] more)
    {
        var ran = await SwarmProgram.RunAsync([.. Get(segments), .. more]);
        Assert.True(ran.ExitCode == 0, ran.ToString());
    }

    void IsRight()
    {
        Assert.Null(_served.Current.Content.Difference(_folder["out", "object"]));
        Assert.Equal(["object"], TestFolder.Names(_folder["out"]));
    }

    string[] Get(int segments) =>
        ["get", _origin.Url(_served), "-o", _folder["out"], "--names", "last-segment", "--delay", "0", "--per-origin", "16", "-D", $"segments.connections={segments}",
            "-D", "segments.part-size=1MiB", "-D", "segments.min-split=2MiB", "-D", "strategy.backoff.first=5ms", "-D", "limits.grace=100ms", "--quiet"];
}
