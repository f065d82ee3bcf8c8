using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;

namespace Swarm.IO.Tests.Disk;

/// <summary>What every volume that keeps files must do, whatever system calls it stands on.</summary>
public abstract partial class VolumeContract : IDisposable
{
    protected const int Small = 4_000;
    protected const int Large = 1_200_000;

    protected DirectoryInfo Root { get; } = Directory.CreateTempSubdirectory("swarm-volume-");

    protected abstract Volume Open(WritingOptions options, string? runMark = null, string? partsFolder = null, string? root = null);

    private protected abstract IDisk Disk(string folder);

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
            Assert.Equal(Reason.Truncated, Fault(() => file.Commit(new CommitDemand(length + 1, [], null))).Reason);
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
        using var file = volume.Stage("a", announced ? [DigestAlgorithm.Sha1] : []);
        await Fill(file, Bytes(length));
        var failure = Fault(() => file.Commit(new CommitDemand(null, [new Checksum(DigestAlgorithm.Sha1, new string('0', 40))], null)));
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
        using var file = volume.Stage("a", announced ? [algorithm] : []);
        await Fill(file, Bytes(length));
        var wanted = new Checksum(algorithm, Hex(algorithm, length));
        Assert.Equal(wanted.ToString(), file.Commit(new CommitDemand(length, [wanted], null)).Digest);
    }

    [Theory]
    [InlineData(Small)]
    [InlineData(Large)]
    public async Task The_digest_to_record_is_taken_of_every_file(int length)
    {
        using var volume = Open(new WritingOptions { Record = DigestAlgorithm.Sha256 });
        var facts = await Store(volume, "a", length);
        Assert.Equal("sha-256=" + Hex(DigestAlgorithm.Sha256, length), facts.Digest);
        using var file = volume.Stage("b", [DigestAlgorithm.Md5]);
        await Fill(file, Bytes(length));
        var demand = new CommitDemand(null, [new Checksum(DigestAlgorithm.Md5, Hex(DigestAlgorithm.Md5, length))], null);
        Assert.Equal("sha-256=" + Hex(DigestAlgorithm.Sha256, length), file.Commit(demand).Digest);
    }

    [Theory]
    [InlineData(Small, true)]
    [InlineData(300_000, true)]
    [InlineData(300_000, false)]
    public async Task Every_digest_that_is_demanded_must_hold(int length, bool announced)
    {
        using var volume = Open();
        foreach (var wrong in Enum.GetValues<DigestAlgorithm>().Cast<DigestAlgorithm?>().Prepend(null))
        {
            using var file = volume.Stage("a", announced ? Enum.GetValues<DigestAlgorithm>() : null);
            await Fill(file, Bytes(length));
            CommitDemand demand = new(length, [.. AllSums(Bytes(length)).Select(sum => sum.Algorithm == wrong ? Sum(sum.Algorithm, []) : sum)], null);
            if (wrong is null) Assert.Equal(length, file.Commit(demand).Length);
            else Assert.Contains(Checksum.Name(wrong.Value), Fault(() => file.Commit(demand)).Detail);
        }
        Assert.Single(Files());
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
        var facts = file.Commit(new CommitDemand(null, [], DateTimeOffset.Parse(given)));
        Assert.Equal(DateTimeOffset.Parse(stored), facts.Modified);
        Assert.Equal(DateTime.Parse(stored).ToUniversalTime(), File.GetLastWriteTimeUtc(At("a")));
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
        return file.Commit(new CommitDemand(length, [], null));
    }

    protected static async Task<Failure> FailureOf(IVolume volume, string path, int length) =>
        (await Assert.ThrowsAsync<TransferException>(() => Store(volume, path, length))).Failure;

    protected static Failure Fault(Action action) => Assert.Throws<TransferException>(action).Failure;

    protected static Failure Fault(Func<object?> action) => Assert.Throws<TransferException>(action).Failure;

    protected static async Task Fill(IByteSink file, ReadOnlyMemory<byte> bytes)
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

    protected static string Hex(DigestAlgorithm algorithm, int length) => Convert.ToHexStringLower(algorithm switch
    {
        DigestAlgorithm.Md5 => MD5.HashData(Bytes(length)),
        DigestAlgorithm.Sha1 => SHA1.HashData(Bytes(length)),
        DigestAlgorithm.Sha256 => SHA256.HashData(Bytes(length)),
        _ => SHA512.HashData(Bytes(length)),
    });
}
