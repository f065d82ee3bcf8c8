using Swarm.Domain;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;

namespace Swarm.IO.Tests.Disk;

/// <summary>Pages lie apart as they were sent; what a reader opens is made of them.</summary>
public sealed class MirrorVolumeTests : IDisposable
{
    readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("swarm-mirror-");

    public void Dispose() => _root.Delete(recursive: true);

    public static TheoryData<bool> Ways => new(true, false);

    MirrorVolume Open(bool portable = false, WritingOptions? options = null) => portable
        ? MirrorVolume.OpenPortable(_root.FullName, options ?? new(), TimeProvider.System)
        : MirrorVolume.Open(_root.FullName, options ?? new(), TimeProvider.System);

    string At(string path) => Path.Combine(_root.FullName, path);

    List<string> Files() => [.. _root.EnumerateFiles("*", SearchOption.AllDirectories)
        .Select(f => Path.GetRelativePath(_root.FullName, f.FullName).Replace('\\', '/')).Where(f => !f.EndsWith("run", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    static void Store(MirrorVolume volume, string path, byte[] bytes, DateTimeOffset? modified = null)
    {
        using var file = volume.Stage(path);
        for (int at = 0, length; at < bytes.Length; at += length)
        {
            var room = file.GetMemory();
            length = Math.Min(room.Length, bytes.Length - at);
            bytes.AsMemory(at, length).CopyTo(room);
            file.Advance(length);
        }

        file.Commit(new CommitDemand(bytes.Length, [], modified));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void Pages_lie_apart_and_the_rest_in_its_place(bool portable)
    {
        using var volume = Open(portable);
        foreach (var path in new[] { "h/a.html", "h/b.CSS", "h/c.png", "h/d.xml", "h/svg", "h.css/e" }) Store(volume, path, [1, 2, 3]);
        Assert.Equal([".swarm/originals/h/a.html.sent", ".swarm/originals/h/b.CSS.sent", "h.css/e", "h/c.png", "h/d.xml", "h/svg"], Files());
        foreach (var path in new[] { "h/a.html", "h/d.xml" })
        {
            Assert.Equal(3, volume.Look(path)!.Length);
            Assert.Equal([1, 2, 3], volume.Load(path, 3));
            Assert.Null(volume.Load(path, 2));
        }

        Assert.Null(volume.Load("h/none.html", 99));
        Assert.Null(volume.Load("none/none.html", 99));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void What_is_derived_is_written_only_where_it_differs(bool portable)
    {
        using var volume = Open(portable);
        Store(volume, "h/a.html", [1, 2, 3]);
        var large = new byte[100_000];
        foreach (var bytes in new byte[][] { [1], [], large, [.. large[1..], 1] })
        {
            Assert.True(volume.WriteDerived("h/a.html", bytes));
            Assert.Equal(bytes, File.ReadAllBytes(At("h/a.html")));
            var written = File.GetLastWriteTimeUtc(At("h/a.html"));
            Assert.False(volume.WriteDerived("h/a.html", bytes));
            Assert.Equal(written, File.GetLastWriteTimeUtc(At("h/a.html")));
        }

        Assert.Equal([1, 2, 3], volume.Load("h/a.html", 9));
        Assert.Equal((3, 100_000), (volume.Look("h/a.html")!.Length, volume.LookAtDerived("h/a.html")!.Length));
        Assert.Equal([".swarm/originals/h/a.html.sent", "h/a.html"], Files());
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_page_is_copied_as_it_was_sent_only_where_it_differs(bool portable)
    {
        using var volume = Open(portable);
        var page = new byte[200_000];
        page[^1] = 1;
        Assert.Null(volume.CopyDerived("h/a.html"));
        Store(volume, "h/a.html", page);
        foreach (var before in new byte[]?[] { null, [], new byte[page.Length], [.. page, 2] })
        {
            if (before is not null) volume.WriteDerived("h/a.html", before);
            Assert.True(volume.CopyDerived("h/a.html"));
            Assert.Equal(page, File.ReadAllBytes(At("h/a.html")));
            Assert.False(volume.CopyDerived("h/a.html"));
        }

        Assert.Equal([".swarm/originals/h/a.html.sent", "h/a.html"], Files());
    }

    [Fact]
    public void What_is_derived_has_the_pages_time_where_that_is_the_servers()
    {
        using var volume = Open(options: new WritingOptions { KeepServerTime = true });
        var time = DateTimeOffset.Parse("2001-02-03T04:05:06Z");
        Store(volume, "a.html", [1], time);
        volume.WriteDerived("a.html", new byte[] { 2 });
        Assert.Equal(time, volume.LookAtDerived("a.html")!.Modified);
    }

    [Fact]
    public void A_page_moves_with_what_was_made_of_it_and_also_to_another_kind()
    {
        using var volume = Open();
        Store(volume, "h/a.html", [1]);
        volume.WriteDerived("h/a.html", new byte[] { 2 });
        Assert.True(volume.Move("h/a.html", "g/b.html"));
        Assert.Equal([1], volume.Load("g/b.html", 9));
        Assert.Equal([2], File.ReadAllBytes(At("g/b.html")));
        Assert.Equal([".swarm/originals/g/b.html.sent", "g/b.html"], Files());
        Assert.False(volume.Move("h/a.html", "g/c.html"));
        Assert.True(volume.Move("g/b.html", "g/b.pdf"));
        Assert.Equal([1], File.ReadAllBytes(At("g/b.pdf")));
    }

    [Fact]
    public void What_is_gone_is_moved_to_the_trash_and_can_be_taken_back()
    {
        using var volume = Open();
        Store(volume, "h/a.html", [1]);
        volume.WriteDerived("h/a.html", new byte[] { 2 });
        Store(volume, "h/b.png", [3]);
        volume.Discard(["h/a.html", "h/b.png", "h/never"], "monday");
        Assert.Equal([".swarm/trash/monday/.originals/h/a.html.sent", ".swarm/trash/monday/h/a.html", ".swarm/trash/monday/h/b.png"], Files());
        Assert.Throws<TransferException>(() => volume.Discard(["h/b.png"], "../../elsewhere"));
    }

    [Theory]
    [InlineData("../a.html")]
    [InlineData(".swarm/originals/a.html")]
    [InlineData("a/../../b.css")]
    public void No_path_leads_elsewhere(string path)
    {
        using var volume = Open();
        Assert.Throws<TransferException>(() => volume.Load(path, 9));
        Assert.Throws<TransferException>(() => volume.WriteDerived(path, new byte[1]));
        Assert.Throws<TransferException>(() => volume.Stage(path));
    }

    [Fact]
    public void No_link_is_followed()
    {
        var canary = Directory.CreateTempSubdirectory("swarm-canary-");
        File.WriteAllText(Path.Combine(canary.FullName, "x.html"), "canary");
        using (var volume = Open())
        {
            Directory.CreateSymbolicLink(At(".swarm/originals/h"), canary.FullName);
            Directory.CreateSymbolicLink(At("h"), canary.FullName);
            File.CreateSymbolicLink(At("l.html"), Path.Combine(canary.FullName, "x.html"));
            Assert.Null(volume.Load("h/x.html", 99));
            Assert.Throws<TransferException>(() => volume.WriteDerived("h/x.html", new byte[1]));
            Assert.Throws<TransferException>(() => volume.WriteDerived("l.html", new byte[1]));
        }

        Directory.Delete(At(".swarm/originals"), recursive: true);
        Directory.CreateSymbolicLink(At(".swarm/originals"), canary.FullName);
        Assert.Throws<TransferException>(() => Open());
        Assert.Equal("canary", File.ReadAllText(Path.Combine(canary.FullName, "x.html")));
        canary.Delete(recursive: true);
    }

    [Fact]
    public async Task Temporary_files_of_a_killed_run_are_removed_from_both_places()
    {
        var killed = Open();
        killed.Sweep();
        foreach (var path in new[] { "h/a.html", "h/b.png" })
        {
            var file = killed.Stage(path);
            file.GetMemory();
            while (!file.Advance(1)) file.GetMemory();
            await file.FlushAsync(default);
        }

        Assert.Equal(2, Files().Count(f => f.EndsWith(".part", StringComparison.Ordinal)));
        using var volume = Open();
        Assert.Equal(2, volume.Sweep());
        Assert.DoesNotContain(Files(), f => f.EndsWith(".part", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("h/a.html")]
    [InlineData("h/a.bin")]
    public void A_part_file_of_either_kind_is_gone_on_with(string path)
    {
        var identity = new PartIdentity("http://h/a", 10, 0, new Validators("\"1\"", null));
        using (var volume = Open())
        using (volume.Begin("key", path, identity))
        {
        }

        using var again = Open();
        using (var part = again.Resume("key")) Assert.Equal((path, identity), (part!.Path, part.Identity));
        again.Drop("key");
        Assert.Null(again.Resume("key"));
    }
}
