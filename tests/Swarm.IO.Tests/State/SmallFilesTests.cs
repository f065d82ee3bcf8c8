using System.Text;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.IO.State;

namespace Swarm.IO.Tests.State;

/// <summary>What lies beside the state: it comes back as it was, or not at all.</summary>
public sealed class SmallFilesTests : IDisposable
{
    static readonly RobotsRecord Record = new(new DateTimeOffset(2026, 11, 21, 1, 2, 3, TimeSpan.Zero), 200, Encoding.UTF8.GetBytes("User-agent: *\nDisallow: /\n"));

    readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("swarm-small-");
    readonly StateFolder _folder;

    public SmallFilesTests() => _folder = new StateFolder(_root.FullName);

    public void Dispose() => _root.Delete(recursive: true);

    string Only() => Directory.GetFiles(Path.Combine(_folder.Folder, "robots")).Single();

    [Theory]
    [InlineData("http://example.com")]
    [InlineData("https://example.com")]
    [InlineData("https://example.com:8443")]
    [InlineData("http://[2001:db8::1]:81")]
    [InlineData("http://under_score.example")]
    [InlineData("http://aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff.aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff.aaaaaaaaaabbbbbbbbbb")]
    public void Each_origin_has_a_file_of_its_own_with_a_name_that_every_system_takes(string text)
    {
        var (store, origin) = (new RobotsStore(_folder), Origin.Parse(text));
        Assert.Null(store.Recall(origin));
        store.Remember(origin, Record with { Status = 404, Text = [] });
        store.Remember(origin, Record);
        var found = store.Recall(origin)!;
        Assert.Equal((Record.Fetched, 200), (found.Fetched, found.Status));
        Assert.Equal(Record.Text, found.Text);
        Assert.Matches("^[a-z0-9._~-]{1,160}$", Path.GetFileName(Only()));
        Assert.Null(store.Recall(origin with { Port = 999 }));
        store.Remember(origin with { Port = 999 }, Record);
        File.Copy(store.Recall(origin) is null ? "" : Directory.GetFiles(Path.Combine(_folder.Folder, "robots")).Single(f => !f.Contains("999")),
            Directory.GetFiles(Path.Combine(_folder.Folder, "robots")).Single(f => f.Contains("999")), overwrite: true);
        Assert.Null(store.Recall(origin with { Port = 999 }));
    }

    [Fact]
    public void A_damaged_file_is_as_good_as_none()
    {
        var (store, origin) = (new RobotsStore(_folder), Origin.Parse("http://a"));
        store.Remember(origin, Record);
        var bytes = File.ReadAllBytes(Only());
        for (var i = 0; i < bytes.Length; i++)
        {
            var damaged = bytes.ToArray();
            damaged[i] ^= 1;
            File.WriteAllBytes(Only(), damaged);
            Assert.Null(store.Recall(origin));
            File.WriteAllBytes(Only(), bytes[..i]);
            Assert.Null(store.Recall(origin));
        }
    }

    [Fact]
    public void What_a_crawl_remembers_comes_back()
    {
        var memory = new CrawlMemory(_folder);
        Assert.Null(memory.Recall());
        foreach (var bytes in new byte[][] { [1, 2, 3], [], new byte[300_000] })
        {
            memory.Remember(bytes);
            Assert.Equal(bytes, memory.Recall());
        }

        Assert.Equal("crawl.bin", Assert.Single(Directory.GetFiles(_folder.Folder).Select(Path.GetFileName)));
        File.AppendAllText(Path.Combine(_folder.Folder, "crawl.bin"), "x");
        Assert.Null(memory.Recall());
    }
}
