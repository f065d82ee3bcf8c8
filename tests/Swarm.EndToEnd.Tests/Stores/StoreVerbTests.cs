using Swarm.TestSupport;
using Swarm.TestSupport.Servers;

namespace Swarm.EndToEnd.Tests.Stores;

/// <summary>Each verb of object stores once, by the real program against a real store.</summary>
public sealed class StoreVerbTests
{
    [ProgramFact("radosgw", "ceph-mon", "ceph-osd")]
    public async Task An_object_goes_up_in_parts_is_told_of_comes_down_the_same_and_is_removed()
    {
        using var ceph = await CephFolder.OpenAsync();
        var body = HttpWire.Noise(12_000_000);
        var file = ceph.Write("big.bin", body);

        await ceph.GoodAsync("put", file, ceph.Bucket + "/dir/", "--part-size", "5MiB", "-D", "stores.upload.whole-up-to=5MiB");
        var stat = Assert.Single(await ceph.LinesAsync("stat", ceph.Bucket + "/dir/big.bin", "--json"));
        await ceph.GoodAsync("get", ceph.Bucket + "/dir/big.bin", "-o", ceph["out"]);
        await ceph.GoodAsync("cp", ceph.Bucket + "/dir/big.bin", ceph["copy.bin"]);
        var listed = Assert.Single(await ceph.LinesAsync("ls", "-l", ceph.Bucket + "/dir/"));
        var prefix = Assert.Single(await ceph.LinesAsync("ls", ceph.Bucket));
        await ceph.GoodAsync("rm", ceph.Bucket + "/dir/big.bin");

        Assert.Contains("\"size\":12000000", stat, StringComparison.Ordinal);
        Assert.Contains("12000000", listed, StringComparison.Ordinal);
        Assert.Equal(ceph.Bucket + "/dir/", prefix.TrimEnd());
        Assert.Equal(body, File.ReadAllBytes(ceph["out", ceph.Bucket[5..], "dir", "big.bin"]));
        Assert.Equal(body, File.ReadAllBytes(ceph["copy.bin"]));
        Assert.Empty(await ceph.KeysAsync());
        Assert.False(Directory.Exists(ceph["state"]), "the state of what was brought is gone");
        Assert.Equal(1, (await ceph.RunAsync("stat", ceph.Bucket + "/dir/big.bin")).ExitCode);
        await ceph.GoodAsync("rb", ceph.Bucket);
    }

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd")]
    public async Task Odd_keys_come_down_under_safe_names_and_go_back_under_their_own()
    {
        using var ceph = await CephFolder.OpenAsync();
        string[] keys = ["a", "a/b", "con", "ques?tion#%41", "ünï cöde", "x//y", "x/y"];
        var empty = ceph.Write("seed", "seed");
        foreach (var key in keys) await ceph.GoodAsync("put", empty, $"{ceph.Bucket}/in/{key}");

        await ceph.GoodAsync("cp", "--recursive", ceph.Bucket + "/in/", ceph["down"]);
        await ceph.GoodAsync("put", "--recursive", ceph["down"], ceph.Bucket + "/back/");

        Assert.Equal(keys.Order(StringComparer.Ordinal), (await ceph.KeysAsync("in/")).Order(StringComparer.Ordinal));
        Assert.Equal(keys.Order(StringComparer.Ordinal), (await ceph.KeysAsync("back/")).Order(StringComparer.Ordinal));
        Assert.Equal(keys.Length, TestFolder.Names(ceph["down"]).Count());
    }

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd")]
    public async Task A_folder_and_a_prefix_are_kept_alike_both_ways_and_what_is_left_over_goes_only_when_asked()
    {
        using var ceph = await CephFolder.OpenAsync();
        ceph.Write("src/one", "1");
        ceph.Write("src/sub/two", "22");
        await ceph.GoodAsync("sync", ceph["src"], ceph.Bucket + "/p");
        await ceph.GoodAsync("sync", ceph.Bucket + "/p/", ceph["down"]);
        Assert.Empty(await ceph.LinesAsync("sync", ceph.Bucket + "/p/", ceph["down"], "--dry-run"));
        Assert.Empty(await ceph.LinesAsync("sync", ceph["down"], ceph.Bucket + "/p/", "--dry-run", "--by", "checksum"));

        ceph.Write("src/one", "changed");
        File.Delete(ceph["src", "sub", "two"]);
        Assert.Equal(2, (await ceph.LinesAsync("sync", ceph["src"], ceph.Bucket + "/p", "--delete", "--dry-run")).Count);
        await ceph.GoodAsync("sync", ceph["src"], ceph.Bucket + "/p");
        Assert.Equal(["one", "sub/two"], await ceph.KeysAsync("p/"));
        await ceph.GoodAsync("sync", ceph["src"], ceph.Bucket + "/p", "--delete");
        await ceph.GoodAsync("sync", ceph.Bucket + "/p", ceph["down"], "--delete", "--by", "checksum");

        Assert.Equal(["one"], await ceph.KeysAsync("p/"));
        Assert.Equal(["one"], TestFolder.Names(ceph["down"]));
        Assert.Equal("changed", File.ReadAllText(ceph["down", "one"]));
    }

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd")]
    public async Task What_matches_is_copied_moved_and_removed_within_the_store()
    {
        using var ceph = await CephFolder.OpenAsync();
        foreach (var key in (string[])["logs/a.gz", "logs/b.gz", "logs/c.txt", "logs/deep/d.gz"]) await ceph.GoodAsync("put", ceph.Write("x", key), $"{ceph.Bucket}/{key}");

        await ceph.GoodAsync("cp", ceph.Bucket + "/logs/*.gz", ceph.Bucket + "/old/");
        Assert.Equal(["a.gz", "b.gz"], await ceph.KeysAsync("old/"));
        await ceph.GoodAsync("mv", "--recursive", ceph.Bucket + "/old/", ceph.Bucket + "/new/");
        Assert.Equal(["a.gz", "b.gz"], await ceph.KeysAsync("new/"));
        Assert.Empty(await ceph.KeysAsync("old/"));
        Assert.Equal(3, (await ceph.LinesAsync("rm", ceph.Bucket + "/logs/**.gz", "--dry-run")).Count);
        await ceph.GoodAsync("rm", ceph.Bucket + "/logs/**.gz");
        Assert.Equal(["logs/c.txt", "new/a.gz", "new/b.gz"], await ceph.KeysAsync());
        var refused = await ceph.RunAsync("put", ceph["x"], ceph.Bucket + "/new/a.gz", "--no-overwrite");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("412", refused.Errors, StringComparison.Ordinal);
        Assert.Equal("logs/a.gz", (await ceph.RunAsync("cp", ceph.Bucket + "/new/a.gz", "-")).Output.TrimEnd());
    }

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd")]
    public async Task A_presigned_URL_serves_and_takes_an_object_and_is_in_no_other_line()
    {
        using var ceph = await CephFolder.OpenAsync();
        var file = ceph.Write("a.txt", "presigned");
        var put = Assert.Single(await ceph.LinesAsync("presign", ceph.Bucket + "/a.txt", "--method", "PUT", "--expires", "5m")).TrimEnd();
        var said = await ceph.RunAsync("put", file, put);
        Assert.True(said.ExitCode == 0, said.ToString());
        Assert.DoesNotContain("Signature", said.Output + said.Errors, StringComparison.Ordinal);

        var get = Assert.Single(await ceph.LinesAsync("presign", ceph.Bucket + "/a.txt")).TrimEnd();
        using var client = new HttpClient();
        Assert.Equal("presigned", await client.GetStringAsync(new Uri(get)));
    }

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd")]
    public async Task The_web_goes_straight_into_the_store()
    {
        using var ceph = await CephFolder.OpenAsync();
        await using var origin = new ScriptedOrigin().Otherwise(Reply.Ok("from the web"));
        var list = ceph.Write("list.txt", origin.Url("/a") + "\n" + origin.Url("/b") + "\n");
        var said = await ceph.RunAsync("get", "-i", list, "-o", ceph.Bucket + "/web/", "--names", "last-segment");
        Assert.True(said.ExitCode == 0, said.ToString());
        Assert.Equal(["a", "b"], await ceph.KeysAsync("web/"));
        await ceph.GoodAsync("cp", origin.Url("/c"), ceph.Bucket + "/web/");
        Assert.Equal("from the web", (await ceph.RunAsync("cp", ceph.Bucket + "/web/c", "-")).Output.TrimEnd());
        Assert.Equal(2, (await ceph.RunAsync("get", origin.Url("/a"), "-o", ceph.Bucket + "/web/", "--if-modified")).ExitCode);
    }

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd")]
    public async Task An_upload_that_was_killed_goes_on_and_leaves_nothing_behind()
    {
        using var ceph = await CephFolder.OpenAsync();
        var file = ceph.Write("big.bin", HttpWire.Noise(40_000_000));
        string[] put = [file, ceph.Bucket + "/big.bin", "--part-size", "5MiB", "--rate", "10M"];
        await using (var program = ceph.Start("put", put))
        {
            for (var i = 0; i < 400 && !program.HasEnded && (await ceph.LinesAsync("uploads", ceph.Bucket)).Count == 0; i++) await Task.Delay(50);
            program.Kill();
        }

        await ceph.GoodAsync("put", put[..^2]);
        Assert.Empty(await ceph.LinesAsync("uploads", ceph.Bucket));
        Assert.Equal(["big.bin"], await ceph.KeysAsync());
        await ceph.GoodAsync("cp", ceph.Bucket + "/big.bin", ceph["again.bin"]);
        Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(ceph["again.bin"]));
    }

    [ProgramFact("radosgw", "ceph-mon", "ceph-osd", "rclone")]
    public async Task Rclone_reads_what_was_put()
    {
        using var ceph = await CephFolder.OpenAsync();
        await ceph.GoodAsync("put", ceph.Write("a b.txt", "for others"), ceph.Bucket + "/dir/");
        var remote = $":s3,provider=Ceph,access_key_id={TestSupport.Stores.CephServer.KeyId},secret_access_key='{TestSupport.Stores.CephServer.Secret}',endpoint='{ceph.Server.Root}':{ceph.Bucket[5..]}/dir/a b.txt";
        var read = await Command.RunAsync("env", ["-u", "AWS_CA_BUNDLE", "rclone", "--config", "/dev/null", "cat", remote]);
        Assert.True(read.ExitCode == 0, read.ToString());
        Assert.Equal("for others", read.Output.TrimEnd());
    }
}
