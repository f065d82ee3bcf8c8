using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;

namespace Swarm.IO.Tests.Disk;

/// <summary>What every volume that keeps files must do, whatever system calls it stands on.</summary>
public abstract class VolumeContract : IDisposable
{
    protected const int Small = 4_000;
    protected const int Large = 1_200_000;

    protected DirectoryInfo Root { get; } = Directory.CreateTempSubdirectory("swarm-volume-");

    protected abstract Volume Open(WritingOptions options, string? runMark = null);

    protected Volume Open() => Open(new WritingOptions());

    [Theory]
    [InlineData("a", 0)]
    [InlineData("a", Small)]
    [InlineData("host/one/two/a.bin", Small)]
    [InlineData("host/one/two/a.bin", 16 << 10)]
    [InlineData("host/one/two/a.bin", (64 << 10) + 1)]
    [InlineData("host/one/two/a.bin", 256 << 10)]
    [InlineData("host/ü ✓/a.bin", Large)]
    public async Task A_committed_file_is_there_byte_for_byte(string path, int length)
    {
        using var volume = Open();
        var facts = await Store(volume, path, length);
        Assert.Equal(Bytes(length), File.ReadAllBytes(At(path)));
        Assert.Equal(length, facts.Length);
        Assert.Equal(volume.Look(path), facts);
        Assert.Single(Files());
    }

    [Fact]
    public async Task Files_of_many_more_folders_than_are_kept_open_all_arrive()
    {
        using var volume = Open();
        var paths = Enumerable.Range(0, 700).Select(n => $"h{n % 7}/d{n}/f").ToList();
        foreach (var path in paths) await Store(volume, path, 10);
        foreach (var path in paths) await Store(volume, path + "2", 10);
        Assert.Equal(1_400, Files().Count);
    }

    [Fact]
    public async Task Nothing_is_touched_before_the_buffer_is_full()
    {
        using var volume = Open();
        using var file = volume.Stage("a/b");
        await Fill(file, Bytes(100_000));
        Assert.Empty(Root.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData(Small)]
    [InlineData(Large)]
    public async Task A_file_that_is_not_committed_leaves_nothing(int length)
    {
        using var volume = Open();
        using (var file = volume.Stage("a/b")) await Fill(file, Bytes(length));
        Assert.Empty(Files());
    }

    [Theory]
    [InlineData(Small)]
    [InlineData(Large)]
    public async Task A_partial_file_is_kept_where_that_was_asked_and_goes_when_the_whole_one_comes(int length)
    {
        using var volume = Open(new WritingOptions { OnFailure = FailureLeaves.Partial });
        for (var attempt = 0; attempt < 3; attempt++)
            using (var file = volume.Stage("a/b")) await Fill(file, Bytes(length));
        var kept = Assert.Single(Files());
        Assert.NotEqual("b", kept.Name);
        Assert.Equal(Bytes(length), File.ReadAllBytes(kept.FullName));
        await Store(volume, "a/b", length);
        Assert.Equal("b", Assert.Single(Files()).Name);
    }

    [Theory]
    [InlineData(Small)]
    [InlineData(Large)]
    public async Task A_body_shorter_than_stated_is_refused_and_the_old_file_stays(int length)
    {
        using var volume = Open();
        await Store(volume, "a", 7);
        using (var file = volume.Stage("a"))
        {
            await Fill(file, Bytes(length));
            Assert.Equal(Reason.Truncated, Fault(() => file.Commit(new CommitDemand(length + 1, null, null))).Reason);
        }
        Assert.Equal(Bytes(7), File.ReadAllBytes(At("a")));
        Assert.Single(Files());
    }

    [Theory]
    [InlineData(Small, true)]
    [InlineData(Large, true)]
    [InlineData(Large, false)]
    public async Task A_wrong_digest_is_refused_with_both_values(int length, bool announced)
    {
        using var volume = Open();
        using var file = volume.Stage("a", announced ? DigestAlgorithm.Sha1 : null);
        await Fill(file, Bytes(length));
        var failure = Fault(() => file.Commit(new CommitDemand(null, new Checksum(DigestAlgorithm.Sha1, new string('0', 40)), null)));
        Assert.Equal(Reason.Checksum, failure.Reason);
        Assert.Contains(new string('0', 40), failure.Detail);
        Assert.Contains(Convert.ToHexStringLower(SHA1.HashData(Bytes(length))), failure.Detail);
    }

    [Theory]
    [InlineData(DigestAlgorithm.Md5, Small, true)]
    [InlineData(DigestAlgorithm.Sha1, Large, true)]
    [InlineData(DigestAlgorithm.Sha256, Large, false)]
    [InlineData(DigestAlgorithm.Sha512, 256 << 10, false)]
    public async Task A_right_digest_is_recorded(DigestAlgorithm algorithm, int length, bool announced)
    {
        using var volume = Open();
        using var file = volume.Stage("a", announced ? algorithm : null);
        await Fill(file, Bytes(length));
        var wanted = new Checksum(algorithm, Hex(algorithm, length));
        Assert.Equal(wanted.ToString(), file.Commit(new CommitDemand(length, wanted, null)).Digest);
    }

    [Theory]
    [InlineData(Small)]
    [InlineData(Large)]
    public async Task The_digest_to_record_is_taken_of_every_file(int length)
    {
        using var volume = Open(new WritingOptions { Record = DigestAlgorithm.Sha256 });
        var facts = await Store(volume, "a", length);
        Assert.Equal("sha-256=" + Hex(DigestAlgorithm.Sha256, length), facts.Digest);
        using var file = volume.Stage("b", DigestAlgorithm.Md5);
        await Fill(file, Bytes(length));
        var demand = new CommitDemand(null, new Checksum(DigestAlgorithm.Md5, Hex(DigestAlgorithm.Md5, length)), null);
        Assert.Equal("sha-256=" + Hex(DigestAlgorithm.Sha256, length), file.Commit(demand).Digest);
    }

    [Theory]
    [InlineData("2001-02-03T04:05:06Z", "2001-02-03T04:05:06Z")]
    [InlineData("9999-12-31T00:00:00Z", "2026-01-01T00:00:00Z")]
    [InlineData("1601-01-01T00:00:00Z", "1970-01-01T00:00:00Z")]
    public async Task The_servers_time_is_set_between_1970_and_now(string given, string stored)
    {
        using var volume = Open();
        using var file = volume.Stage("a");
        await Fill(file, Bytes(5));
        var facts = file.Commit(new CommitDemand(null, null, DateTimeOffset.Parse(given)));
        Assert.Equal(DateTimeOffset.Parse(stored), facts.Modified);
        Assert.Equal(DateTime.Parse(stored).ToUniversalTime(), File.GetLastWriteTimeUtc(At("a")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/x")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a/./x")]
    [InlineData("a//x")]
    [InlineData("a/")]
    [InlineData("a/x\0y")]
    [InlineData(".swarm/state.db")]
    [InlineData(".Swarm/state.db")]
    public void A_path_that_leads_elsewhere_is_refused(string path)
    {
        using var volume = Open();
        Assert.Equal(Reason.Name, Fault(() => volume.Stage(path)).Reason);
        Assert.Equal(Reason.Name, Fault(() => volume.Look(path)).Reason);
        Assert.Equal(Reason.Name, Fault(() => volume.Mark(path)).Reason);
        Assert.Equal(Reason.Name, Fault(() => volume.Move(path, "b")).Reason);
    }

    [Fact]
    public async Task A_name_of_255_bytes_is_stored_and_a_longer_one_refused()
    {
        using var volume = Open();
        await Store(volume, "a/" + new string('x', 255), 5);
        await Store(volume, "a/" + new string('✓', 85), 5);
        Assert.Equal(Reason.Name, Fault(() => volume.Stage(new string('✓', 86))).Reason);
        Assert.Equal(Reason.Name, Fault(() => volume.Stage(new string('x', 256) + "/a")).Reason);
    }

    [Theory]
    [InlineData(Small)]
    [InlineData(Large)]
    public async Task A_folder_in_the_way_is_named_and_left(int length)
    {
        using var volume = Open();
        Root.CreateSubdirectory("a/b");
        var failure = await FailureOf(volume, "a/b", length);
        Assert.Equal((Reason.Name, Stage.Write), (failure.Reason, failure.Stage));
        Assert.Contains("'a/b'", failure.Detail);
        Assert.Contains("folder", failure.Detail);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task A_file_where_a_folder_is_needed_is_named_and_left()
    {
        using var volume = Open();
        await Store(volume, "a/b", 3);
        var failure = await FailureOf(volume, "a/b/c/d", Small);
        Assert.Equal(Reason.Name, failure.Reason);
        Assert.Contains("'a/b'", failure.Detail);
        Assert.Null(volume.Look("a/b/c/d"));
        Assert.Equal(3, File.ReadAllBytes(At("a/b")).Length);
    }

    [Theory]
    [InlineData("link", Small)]
    [InlineData("link", Large)]
    [InlineData("folder/x", Small)]
    [InlineData("folder/x", Large)]
    [InlineData("folder/deep/x", Small)]
    [InlineData("dangling", Small)]
    public async Task A_planted_link_is_never_followed(string path, int length)
    {
        var canary = Directory.CreateTempSubdirectory("swarm-canary-");
        File.WriteAllText(Path.Combine(canary.FullName, "x"), "canary");
        File.CreateSymbolicLink(At("link"), Path.Combine(canary.FullName, "x"));
        File.CreateSymbolicLink(At("dangling"), Path.Combine(canary.FullName, "new"));
        Directory.CreateSymbolicLink(At("folder"), canary.FullName);
        using var volume = Open();
        var failure = await FailureOf(volume, path, length);
        Assert.Equal(Reason.Name, failure.Reason);
        Assert.Contains("link", failure.Detail);
        Assert.Null(volume.Look(path));
        Assert.Equal("x", Assert.Single(canary.EnumerateFileSystemInfos()).Name);
        Assert.Equal("canary", File.ReadAllText(Path.Combine(canary.FullName, "x")));
        canary.Delete(recursive: true);
    }

    [Fact]
    public async Task A_folder_removed_under_the_run_is_made_anew()
    {
        using var volume = Open();
        await Store(volume, "a/b/one", 5);
        Directory.Delete(At("a"), recursive: true);
        await Store(volume, "a/b/two", 5);
        Assert.Equal("two", Assert.Single(Files()).Name);
    }

    [Fact]
    public async Task A_file_moves_inside_and_replaces_only_files()
    {
        using var volume = Open();
        await Store(volume, "a", 5);
        await Store(volume, "c", 9);
        Assert.True(volume.Move("a", "d/e/b"));
        Assert.False(volume.Move("a", "b"));
        Assert.False(volume.Move("nowhere/a", "b"));
        Assert.True(volume.Move("d/e/b", "c"));
        Assert.Equal(5, volume.Look("c")!.Length);
        Assert.Equal(Reason.Name, Fault(() => volume.Move("c", "d")).Reason);
    }

    [Fact]
    public async Task A_marker_is_empty_and_never_takes_a_files_place()
    {
        using var volume = Open();
        volume.Mark("a/b");
        volume.Mark("a/b");
        Assert.Equal(0, volume.Look("a/b")!.Length);
        await Store(volume, "a/b", 5);
        volume.Mark("a/b");
        Assert.Equal(5, volume.Look("a/b")!.Length);
    }

    [Fact]
    public async Task What_a_killed_run_left_is_swept_and_nothing_else()
    {
        var mark = Path.Combine(Root.FullName, ".swarm", "writing");
        var killed = Open(new WritingOptions(), mark);
        Assert.Equal(0, killed.Sweep());
        await Store(killed, "a/b/whole", Large);
        await Store(killed, "a/b/evil.0123456789ab-1.part", Small);
        await Fill(killed.Stage("a/b/cut"), Bytes(Large));
        Assert.Equal(4, Files().Count);
        using (var next = Open(new WritingOptions(), mark)) Assert.Equal(1, next.Sweep());
        Assert.False(File.Exists(mark));
        Assert.Equal(["evil.0123456789ab-1.part", "whole"], Files().Select(f => f.Name).Order());
    }

    [Fact]
    public async Task Power_safe_files_are_stored_alike()
    {
        using var volume = Open(new WritingOptions { Durability = Durability.Power });
        await Store(volume, "a/b/c", Small);
        await Store(volume, "a/b/d", Large);
        Assert.Equal(Bytes(Large), File.ReadAllBytes(At("a/b/d")));
    }

    [Fact]
    public async Task A_reader_never_sees_a_part_under_the_final_name()
    {
        using var volume = Open();
        using var over = new CancellationTokenSource();
        var polling = Task.Run(() =>
        {
            while (!over.IsCancellationRequested)
                if (new FileInfo(At("a/b")) is { Exists: true } seen) Assert.Equal(Large, seen.Length);
        });
        for (var n = 0; n < 10; n++) await Store(volume, "a/b", Large);
        over.Cancel();
        await polling;
    }

    [Fact]
    public async Task Many_files_at_once_do_not_mix()
    {
        using var volume = Open();
        await Parallel.ForEachAsync(Enumerable.Range(0, 20), async (n, _) =>
        {
            using var file = volume.Stage($"d{n % 5}/f{n}");
            await Fill(file, Bytes(Large / 2 + n));
            file.Commit(default);
        });
        for (var n = 0; n < 20; n++) Assert.Equal(Bytes(Large / 2 + n), File.ReadAllBytes(At($"d{n % 5}/f{n}")));
    }

    public void Dispose()
    {
        Root.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string At(string path) => Path.Combine(Root.FullName, path);

    protected List<FileInfo> Files() => [.. Root.EnumerateFiles("*", SearchOption.AllDirectories)];

    protected static async Task<FileFacts> Store(IVolume volume, string path, int length)
    {
        using var file = volume.Stage(path);
        await Fill(file, Bytes(length));
        return file.Commit(new CommitDemand(length, null, null));
    }

    protected static async Task<Failure> FailureOf(IVolume volume, string path, int length) =>
        (await Assert.ThrowsAsync<TransferException>(() => Store(volume, path, length))).Failure;

    protected static Failure Fault(Action action) => Assert.Throws<TransferException>(action).Failure;

    protected static Failure Fault(Func<object?> action) => Assert.Throws<TransferException>(action).Failure;

    protected static async Task Fill(IStagedFile file, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var room = file.GetMemory();
            var count = Math.Min(Math.Min(room.Length, 9_999), bytes.Length);
            bytes[..count].CopyTo(room);
            bytes = bytes[count..];
            if (file.Advance(count)) await file.FlushAsync(default);
        }
    }

    protected static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    static string Hex(DigestAlgorithm algorithm, int length) => Convert.ToHexStringLower(algorithm switch
    {
        DigestAlgorithm.Md5 => MD5.HashData(Bytes(length)),
        DigestAlgorithm.Sha1 => SHA1.HashData(Bytes(length)),
        DigestAlgorithm.Sha256 => SHA256.HashData(Bytes(length)),
        _ => SHA512.HashData(Bytes(length)),
    });
}
