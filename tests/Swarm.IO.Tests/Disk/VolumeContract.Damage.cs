using Swarm.Domain;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;

namespace Swarm.IO.Tests.Disk;

/// <summary>What damage, a full disk and other processes do to part files: what can't be trusted is not gone on with.</summary>
public abstract partial class VolumeContract
{
    [Fact]
    public async Task A_record_cut_or_damaged_at_any_byte_ends_what_counts()
    {
        var (bytes, checkpoint, partial) = await Left();
        var text = File.ReadAllBytes(checkpoint);
        var header = text.AsSpan().IndexOf((byte)'\n') + 1;
        for (var at = header; at < text.Length; at++)
        {
            var whole = text.AsSpan(header, at - header).Count((byte)'\n');
            Assert.Equal(whole, HeldOf(checkpoint, text[..at], partial, bytes));
            Assert.Equal(whole, HeldOf(checkpoint, Flipped(text, at), partial, bytes));
        }
        Assert.Equal(4, HeldOf(checkpoint, text, partial, bytes));
        Assert.Equal(4, HeldOf(checkpoint, [.. text, .. "0 40000 - - 00000000\n"u8], partial, bytes));
    }

    [Fact]
    public async Task A_header_cut_or_damaged_at_any_byte_is_never_gone_on_with()
    {
        var (bytes, checkpoint, partial) = await Left();
        var text = File.ReadAllBytes(checkpoint);
        var header = text.AsSpan().IndexOf((byte)'\n') + 1;
        for (var at = 0; at < header; at++)
        {
            Assert.Null(HeldOf(checkpoint, at % 5 == 0 ? text[..at] : Flipped(text, at), partial, bytes));
            Assert.False(File.Exists(checkpoint));
        }
        using var volume = OpenParts(true);
        using var part = volume.Begin(Key, Key, Identity(bytes));
        await Write(part, bytes, 0, bytes.Length);
        part.Commit(default);
        Assert.Equal(bytes, File.ReadAllBytes(At(Key)));
    }

    [Theory]
    [InlineData("gone")]
    [InlineData("shorter")]
    [InlineData("longer")]
    [InlineData("link")]
    [InlineData("folder")]
    public async Task A_partial_that_is_not_as_it_was_left_is_never_gone_on_with(string change)
    {
        var (_, checkpoint, partial) = await Left();
        var canary = Path.Combine(Root.FullName, "canary");
        File.Copy(partial, canary);
        if (change is "shorter" or "longer")
            using (var file = File.OpenWrite(partial)) file.SetLength(change == "shorter" ? 39_000 : 50_001);
        else File.Delete(partial);
        if (change == "link") File.CreateSymbolicLink(partial, canary);
        if (change == "folder") Directory.CreateDirectory(partial);
        using var volume = OpenParts(true);
        Assert.Null(volume.Resume(Key));
        Assert.False(File.Exists(checkpoint));
        Assert.True(File.Exists(canary));
        Assert.Equal(change is "link", new FileInfo(partial).LinkTarget is not null);
        Assert.Equal(change is "link", File.Exists(partial));
    }

    [Fact]
    public async Task Rechecking_keeps_what_still_has_its_sums()
    {
        var bytes = Bytes(3 * Large);
        using (var volume = OpenParts(true))
        using (var part = volume.Begin(Key, Key, Identity(bytes)))
        {
            await Write(part, bytes, 0, Large);
            await Write(part, bytes, 2 * Large, 3 * Large);
        }
        using (var file = File.OpenWrite(Partial()!))
        {
            file.Position = Large / 2;
            file.WriteByte((byte)~bytes[Large / 2]);
        }
        for (var n = 0; n < 2; n++)
        {
            using var volume = OpenParts(true);
            using var part = volume.Resume(Key)!;
            if (n == 0) part.Recheck();
            Assert.Equal((2 * Large, 3 * Large), (Assert.Single(part.Held.Intervals).Start, part.Held.Intervals[0].End));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_can_not_write_one_file(bool inFolder)
    {
        var bytes = Bytes(Large);
        using var one = OpenParts(inFolder);
        using var part = one.Begin(Key, Key, Identity(bytes));
        await Write(part, bytes, 0, 5);
        using var other = OpenParts(inFolder);
        foreach (var attempt in new Action[] { () => other.Resume(Key), () => other.Begin(Key, Key, Identity(bytes)), () => other.Drop(Key), () => one.Resume(Key) })
        {
            var failure = Fault(attempt);
            Assert.Equal(Reason.Disk, failure.Reason);
            Assert.Contains("another process", failure.Detail);
        }
        await Write(part, bytes, 5, Large);
        part.Commit(default);
        Assert.Null(other.Resume(Key));
        Assert.Equal(bytes, File.ReadAllBytes(At(Key)));
    }

    [Theory]
    [InlineData("somebody's notes")]
    [InlineData("")]
    public async Task A_file_that_is_no_checkpoint_is_left_alone(string text)
    {
        Root.CreateSubdirectory("d");
        File.WriteAllText(At(Key + ".swarm"), text);
        using var volume = OpenParts(false);
        Assert.Null(volume.Resume(Key));
        volume.Drop(Key);
        var failure = Fault(() => volume.Begin(Key, Key, Identity(Bytes(Small))));
        Assert.Equal(Reason.Name, failure.Reason);
        Assert.Contains("file.bin.swarm", failure.Detail);
        Assert.Equal(text, File.ReadAllText(Assert.Single(Files()).FullName));
        await Store(volume, Key, 5);
    }

    [Fact]
    public async Task A_checkpoint_that_was_copied_elsewhere_has_no_say()
    {
        using var volume = OpenParts(false);
        using (var part = volume.Begin(Key, Key, Identity(Bytes(Large)))) await Write(part, Bytes(Large), 0, 500_000);
        File.Copy(At(Key + ".swarm"), At("file.bin.swarm"));
        Assert.Null(volume.Resume("file.bin"));
        Assert.Equal(500_000, HeldOf(volume)!.Length);
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("link")]
    public void What_is_in_the_way_of_the_target_is_said_before_the_first_byte(string what)
    {
        Root.CreateSubdirectory("d");
        if (what == "folder") Root.CreateSubdirectory(Key);
        else File.CreateSymbolicLink(At(Key), At("nowhere"));
        using var volume = OpenParts(true);
        Assert.Equal(Reason.Name, Fault(() => volume.Begin(Key, Key, Identity(Bytes(Large)))).Reason);
        Assert.All(Files(), file => Assert.NotNull(file.LinkTarget));
    }

    [RootedFact]
    public async Task A_full_disk_is_known_before_the_first_byte()
    {
        Run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", Root.FullName);
        try
        {
            using var volume = OpenParts(true);
            var failure = Fault(() => volume.Begin(Key, Key, Identity(Bytes(3 << 20))));
            Assert.Equal((Reason.DiskFull, Stage.Write), (failure.Reason, failure.Stage));
            Assert.Contains("run the same command again", failure.Detail);
            Assert.Empty(Files());
            using var part = volume.Begin(Key, Key, Identity(Bytes(Large)));
            await Write(part, Bytes(Large), 0, Large);
            part.Commit(default);
        }
        finally
        {
            Run("umount", Root.FullName);
        }
    }

    /// <summary>A part file of 50,000 bytes with four records.</summary>
    async Task<(byte[] Bytes, string Checkpoint, string Partial)> Left()
    {
        var bytes = Bytes(50_000);
        using var volume = OpenParts(true);
        using var part = volume.Begin(Key, Key, Identity(bytes));
        foreach (var start in new[] { 30_000, 0, 20_000, 40_000 }) await Write(part, bytes, start, start + 9_000);
        return (bytes, Files().Single(file => file.Extension == ".swarm").FullName, Partial()!);
    }

    /// <summary>How many intervals are held where the checkpoint reads so; null: none at all.</summary>
    int? HeldOf(string checkpoint, byte[] text, string partial, byte[] bytes)
    {
        var there = bytes.ToArray();
        foreach (var start in new[] { 9_000, 29_000, 39_000, 49_000 }) there.AsSpan(start, 1_000).Clear();
        Put(partial, there[..49_000]);
        Put(checkpoint, text);
        using var volume = OpenParts(true);
        var held = HeldOf(volume);
        if (held is not null) AssertHolds(held, there, bytes);
        return held?.Intervals.Count;
    }

    /// <summary>Without the framework's own lock, which a process that is being started elsewhere holds on to for a moment.</summary>
    static void Put(string file, byte[] bytes)
    {
        using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(bytes);
    }

    static IntervalSet? HeldOf(Volume volume)
    {
        using var part = volume.Resume(Key);
        return part?.Held;
    }

    static byte[] Flipped(byte[] text, int at)
    {
        var flipped = text.ToArray();
        flipped[at] ^= 1;
        return flipped;
    }
}
