using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.TestSupport;
using Swarm.Tests.Client;

namespace Swarm.Tests.Downloads;

/// <summary>A download that was broken off, taken up by a later one of the same file.</summary>
public sealed class GoingOnTests : ClientTests
{
    static readonly byte[] Body = HttpWire.Noise(8 << 20);
    static readonly DownloadOptions Once = new() { Strategy = StrategyPresets.S3 with { Attempts = 1 } };

    long _sent;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_next_download_has_the_right_bytes_and_says_how_many_were_there(bool resume)
    {
        var (path, options) = (Path.Combine(Folder.Output, "big"), Once with { Resume = resume });
        Origin.On("/big", Reply.Cut(Body, 5 << 20, "ETag: \"v1\"", "Accept-Ranges: bytes"), Reply.Status(503), Serve);
        await Assert.ThrowsAsync<TransferException>(() => Client.DownloadAsync(Origin.Url("/big"), path, options, token: Patience));
        Assert.False(File.Exists(path));
        if (!resume) Assert.Empty(Directory.EnumerateFileSystemEntries(Folder.Output));

        var reports = new Reports();
        var result = await Client.DownloadAsync(Origin.Url("/big"), path, options, reports, Patience);
        Assert.Equal(Body, await File.ReadAllBytesAsync(path));
        Assert.Equal(Body.Length, reports.Sum(r => r.Increment));
        Assert.InRange(_sent + result.Resumed, Body.Length, Body.Length + (resume ? 1 << 20 : 0));
        if (!resume) Assert.Equal(0, result.Resumed);
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(Folder.Output));
    }

    /// <summary>The body, or the range of it that is asked for.</summary>
    Task Serve(OriginTalk talk)
    {
        var range = talk.Request.Field("Range")?["bytes=".Length..].Split('-');
        if (range is null)
        {
            Interlocked.Add(ref _sent, Body.Length);
            return Reply.Ok(Body, "ETag: \"v1\"", "Accept-Ranges: bytes")(talk);
        }

        var first = int.Parse(range[0], CultureInfo.InvariantCulture);
        var last = range[1].Length > 0 ? int.Parse(range[1], CultureInfo.InvariantCulture) : Body.Length - 1;
        Interlocked.Add(ref _sent, last + 1 - first);
        return talk.SendAsync(HttpWire.Message(206, Body[first..(last + 1)], "ETag: \"v1\"", $"Content-Range: bytes {first}-{last}/{Body.Length}")).AsTask();
    }

    sealed class Reports : List<TransferProgress>, IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => Add(value);
    }
}
