using Swarm.Domain;
using Swarm.Domain.Integrity;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;

namespace Swarm.IO.Tests.Disk;

/// <summary>Files that are filled in pieces and gone on with.</summary>
public abstract partial class VolumeContract
{
    const string Key = "d/file.bin";

    static readonly Validators Said = new("\"tag\"", "Tue, 03 Feb 2026 04:05:06 GMT");

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 8)]
    [InlineData(false, 8)]
    public async Task Pieces_in_any_order_by_several_at_once_give_the_file(bool inFolder, int sinks)
    {
        var bytes = Bytes(4 * Large);
        using var volume = OpenParts(inFolder);
        using var part = volume.Begin(Key, Key, Identity(bytes), [DigestAlgorithm.Sha256, DigestAlgorithm.Crc64]);
        var pieces = Pieces(bytes.Length, 16, new Random(1));
        await Parallel.ForEachAsync(pieces, new ParallelOptions { MaxDegreeOfParallelism = sinks }, async (p, _) => await Write(part, bytes, p.Start, p.End));
        Assert.Equal((0, bytes.Length), (Assert.Single(part.Held.Intervals).Start, part.Length));
        var facts = part.Commit(new CommitDemand(bytes.Length, AllSums(bytes), null));
        Assert.Equal((bytes.Length, "crc32c=" + Sum(DigestAlgorithm.Crc32C, bytes).Hex), (facts.Length, facts.Digest));
        Assert.Equal(bytes, File.ReadAllBytes(At(Key)));
        Assert.Equal("file.bin", Assert.Single(Files()).Name);
        Assert.Null(volume.Resume(Key));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_disposed_of_is_gone_on_with_and_ends_as_if_in_one_go(bool inFolder)
    {
        var bytes = Bytes(2 * Large);
        var order = Pieces(bytes.Length, 6, new Random(2));
        foreach (var (start, end) in order)
        {
            var there = Partial() is { } left ? File.ReadAllBytes(left) : [];
            using var volume = OpenParts(inFolder);
            using var part = volume.Resume(Key) ?? volume.Begin(Key, Key, Identity(bytes), [DigestAlgorithm.Crc64]);
            Assert.Equal((Key, Identity(bytes)), (part.Path, part.Identity));
            AssertHolds(part.Held, there, bytes);
            await Write(part, bytes, start, end);
        }
        using var last = OpenParts(inFolder);
        using var whole = last.Resume(Key)!;
        Assert.Equal(Crc64.Append(0, bytes), Assert.Single(whole.Held.Intervals).Sums.Crc64);
        whole.Recheck();
        whole.Commit(new CommitDemand(null, AllSums(bytes), null));
        Assert.Equal(bytes, File.ReadAllBytes(At(Key)));
        Assert.Single(Files());
    }

    [Fact]
    public void An_empty_file_is_begun_and_committed()
    {
        using var volume = OpenParts(true);
        using var part = volume.Begin(Key, Key, Identity([]), []);
        Assert.Equal(0, part.Commit(new CommitDemand(0, AllSums([]), null)).Length);
        Assert.Empty(File.ReadAllBytes(At(Key)));
    }

    [Fact]
    public async Task What_lacks_bytes_is_refused_and_can_be_gone_on_with()
    {
        var bytes = Bytes(Large);
        using var volume = OpenParts(true);
        await Store(volume, Key, 7);
        using var part = volume.Begin(Key, Key, Identity(bytes));
        await Write(part, bytes, 0, 5);
        await Write(part, bytes, 6, bytes.Length);
        Assert.Equal(Reason.Truncated, Fault(() => part.Commit(default)).Reason);
        Assert.Equal(Bytes(7), File.ReadAllBytes(At(Key)));
        await Write(part, bytes, 5, 6);
        Assert.Equal(Reason.Truncated, Fault(() => part.Commit(new CommitDemand(Large + 1, [], null))).Reason);
        part.Commit(default);
        Assert.Equal(bytes, File.ReadAllBytes(At(Key)));
    }

    [Theory]
    [InlineData(DigestAlgorithm.Crc32C)]
    [InlineData(DigestAlgorithm.Crc64)]
    [InlineData(DigestAlgorithm.Md5)]
    public async Task A_wrong_digest_leaves_the_target_and_discarding_leaves_nothing(DigestAlgorithm algorithm)
    {
        var bytes = Bytes(Large);
        using var volume = OpenParts(true);
        await Store(volume, Key, 7);
        using var part = volume.Begin(Key, Key, Identity(bytes), [algorithm]);
        await Write(part, bytes, 0, bytes.Length);
        CommitDemand wrong = new(bytes.Length, [.. AllSums(bytes).Where(sum => sum.Algorithm != algorithm), Sum(algorithm, [])], null);
        var failure = Fault(() => part.Commit(wrong));
        Assert.Equal((Reason.Checksum, Stage.Verify), (failure.Reason, failure.Stage));
        Assert.Contains(Sum(algorithm, bytes).Hex, failure.Detail);
        part.Discard();
        Assert.Equal(Bytes(7), File.ReadAllBytes(At(Key)));
        Assert.Single(Files());
        Assert.Null(volume.Resume(Key));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bytes_written_over_count_as_they_lie_on_disk(bool last)
    {
        var bytes = Bytes(Large);
        using var volume = OpenParts(true);
        using var part = volume.Begin(Key, Key, Identity(bytes), [DigestAlgorithm.Sha256]);
        if (!last) await Write(part, new byte[Large], 0, 1_000);
        await Write(part, bytes, 0, bytes.Length);
        if (last) await Write(part, new byte[Large], 300_000, 300_001);
        if (last) Assert.Equal(Reason.Checksum, Fault(() => part.Commit(new CommitDemand(null, AllSums(bytes), null))).Reason);
        else Assert.Equal(Large, part.Commit(new CommitDemand(null, AllSums(bytes), null)).Length);
    }

    [Fact]
    public async Task More_bytes_than_the_file_is_to_have_are_refused()
    {
        using var volume = OpenParts(true);
        using var part = volume.Begin(Key, Key, Identity(Bytes(Small)));
        Assert.Equal(Reason.Protocol, (await Assert.ThrowsAsync<TransferException>(() => Write(part, Bytes(Small + 1), 0, Small + 1))).Failure.Reason);
    }

    [Fact]
    public async Task A_late_writer_can_not_touch_a_finished_file()
    {
        var bytes = Bytes(Large);
        using var volume = OpenParts(true);
        using var part = volume.Begin(Key, Key, Identity(bytes));
        using var late = part.Open(0);
        late.GetMemory().Span.Clear();
        late.Advance(1_000);
        await Write(part, bytes, 0, bytes.Length);
        part.Commit(default);
        Assert.Equal(Reason.Cancelled, (await Assert.ThrowsAsync<TransferException>(() => late.FlushAsync(default).AsTask())).Failure.Reason);
        Assert.Equal(bytes, File.ReadAllBytes(At(Key)));
    }

    [Theory]
    [InlineData("2001-02-03T04:05:06Z")]
    public async Task The_servers_time_is_set_on_a_part_file_and_power_safe_files_are_stored_alike(string given)
    {
        var bytes = Bytes(Large);
        using var volume = OpenParts(true, new WritingOptions { Durability = Durability.Power, Record = DigestAlgorithm.Sha1 });
        using var part = volume.Begin(Key, Key, Identity(bytes));
        await Write(part, bytes, 0, bytes.Length);
        var facts = part.Commit(new CommitDemand(null, [], DateTimeOffset.Parse(given)));
        Assert.Equal((DateTimeOffset.Parse(given), Sum(DigestAlgorithm.Sha1, bytes).ToString()), (facts.Modified, facts.Digest));
    }

    [Fact]
    public async Task Dropping_leaves_nothing_or_the_partial_where_that_was_asked()
    {
        foreach (var leaves in new[] { FailureLeaves.Nothing, FailureLeaves.Partial })
        {
            using var volume = OpenParts(true, new WritingOptions { OnFailure = leaves });
            using (var part = volume.Begin(Key, Key, Identity(Bytes(Large)))) await Write(part, Bytes(Large), 0, 500_000);
            volume.Drop(Key);
            volume.Drop("another");
            Assert.Null(volume.Resume(Key));
            if (leaves == FailureLeaves.Nothing) Assert.Empty(Files());
            else Assert.Equal(Bytes(Large)[..500_000], File.ReadAllBytes(Assert.Single(Files()).FullName));
        }
    }

    [Fact]
    public async Task What_is_begun_anew_takes_the_place_of_what_was_left()
    {
        using var volume = OpenParts(false);
        using (var part = volume.Begin(Key, Key, Identity(Bytes(Large)))) await Write(part, Bytes(Large), 0, 500_000);
        using (var part = volume.Begin(Key, Key, Identity(Bytes(Small)))) Assert.Empty(part.Held.Intervals);
        Assert.Equal(2, Files().Count);
        using var resumed = volume.Resume(Key)!;
        Assert.Equal(Identity(Bytes(Small)), resumed.Identity);
    }

    [Fact]
    public void A_long_name_has_a_checkpoint_too()
    {
        using var volume = OpenParts(false);
        foreach (var name in new[] { new string('✓', 85), new string('x', 255), new string('x', 254) + "y" })
            volume.Begin(name, name, Identity(Bytes(Small))).Dispose();
        foreach (var name in new[] { new string('✓', 85), new string('x', 255), new string('x', 254) + "y" }) Assert.Equal(name, Resumed(volume, name));
    }

    static string? Resumed(Volume volume, string key)
    {
        using var part = volume.Resume(key);
        return part?.Path;
    }

    protected Volume OpenParts(bool inFolder, WritingOptions? options = null, string? root = null) => Open(
        options ?? new WritingOptions { Record = DigestAlgorithm.Crc32C }, null,
        inFolder ? Path.Combine(root ?? Root.FullName, ".swarm", "parts") : null, root);

    protected static PartIdentity Identity(byte[] bytes) => new("https://h/file.bin?a=ä", bytes.Length, 0, Said);

    protected static async Task Write(IPartFile part, byte[] bytes, int start, int end)
    {
        using var sink = part.Open(start);
        await Fill(sink, bytes.AsMemory(start..end));
        await sink.FlushAsync(default);
    }

    string? Partial() => Files().SingleOrDefault(f => f.Extension == ".partial")?.FullName;

    protected static void AssertHolds(IntervalSet held, byte[] there, byte[] bytes)
    {
        foreach (var interval in held.Intervals)
        {
            var piece = there.AsSpan((int)interval.Start, (int)interval.Length);
            Assert.True(piece.SequenceEqual(bytes.AsSpan((int)interval.Start, (int)interval.Length)), "what is held is not what is on disk");
            Assert.Equal(Crc32C.Append(0, piece), interval.Sums.Crc32C);
        }
    }

    static IEnumerable<(int Start, int End)> Pieces(int length, int count, Random chance)
    {
        int[] cuts = [0, .. Enumerable.Range(0, count - 1).Select(_ => chance.Next(1, length)).Distinct().Order(), length];
        var pieces = cuts.Zip(cuts.Skip(1)).ToArray();
        chance.Shuffle(pieces);
        return pieces;
    }

    static List<Checksum> AllSums(byte[] bytes) => [.. Enum.GetValues<DigestAlgorithm>().Select(algorithm => Sum(algorithm, bytes))];

    static Checksum Sum(DigestAlgorithm algorithm, byte[] bytes) => new(algorithm, Convert.ToHexStringLower(algorithm switch
    {
        DigestAlgorithm.Md5 => System.Security.Cryptography.MD5.HashData(bytes),
        DigestAlgorithm.Sha1 => System.Security.Cryptography.SHA1.HashData(bytes),
        DigestAlgorithm.Sha256 => System.Security.Cryptography.SHA256.HashData(bytes),
        DigestAlgorithm.Sha512 => System.Security.Cryptography.SHA512.HashData(bytes),
        DigestAlgorithm.Crc32C => BigEndian(Crc32C.Append(0, bytes), 4),
        _ => BigEndian(Crc64.Append(0, bytes), 8),
    }));

    static byte[] BigEndian(ulong crc, int length) => [.. Enumerable.Range(1, length).Select(n => (byte)(crc >> 8 * (length - n)))];
}
