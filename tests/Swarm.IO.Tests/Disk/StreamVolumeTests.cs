using System.Collections.Concurrent;
using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Writing;
using Swarm.IO.Disk;

namespace Swarm.IO.Tests.Disk;

/// <summary>Bodies go to a stream one after another, each in order, and nothing that is out is ever followed by what does not belong to it.</summary>
public sealed class StreamVolumeTests : IDisposable
{
    const int MiB = 1 << 20;
    static readonly CancellationToken None = CancellationToken.None;

    readonly OutStream _out = new();
    readonly ConcurrentQueue<Failure?> _broken = [];
    readonly StreamVolume _volume;

    public StreamVolumeTests() => _volume = new StreamVolume(_out, new WritingOptions(), new FixedClock(), _broken.Enqueue);

    public void Dispose() => _volume.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(MiB - 1)]
    [InlineData(MiB)]
    [InlineData(3 * MiB + 7)]
    public async Task Bodies_come_out_one_after_another(int length)
    {
        foreach (var seed in new[] { 1, 2 })
        {
            using var file = _volume.Stage("a" + seed, [DigestAlgorithm.Sha256]);
            await Fill(file, Bytes(length, seed));
            var facts = file.Commit(new CommitDemand(length, [Sum(Bytes(length, seed))], null));
            Assert.Equal((length, Sum(Bytes(length, seed)).ToString()), (facts.Length, facts.Digest));
        }

        Assert.Equal([.. Bytes(length, 1), .. Bytes(length, 2)], _out.ToArray());
        Assert.Null(_volume.EndsWithin);
    }

    [Fact]
    public async Task A_small_body_that_is_cut_or_wrong_is_not_let_out_and_may_be_fetched_again()
    {
        var bytes = Bytes(MiB - 1);
        using (var cut = _volume.Stage("a"))
        {
            await Fill(cut, bytes.AsMemory(1));
            Assert.False(Refused(() => cut.Commit(new CommitDemand(bytes.Length, [], null)), Reason.Truncated).IsFinal);
        }

        using (var wrong = _volume.Stage("a", [DigestAlgorithm.Sha256]))
        {
            await Fill(wrong, bytes);
            Assert.False(Refused(() => wrong.Commit(new CommitDemand(null, [Sum([])], null)), Reason.Checksum).IsFinal);
        }

        Assert.Empty(_out.ToArray());
        using var right = _volume.Stage("a");
        await Fill(right, bytes);
        right.Commit(new CommitDemand(bytes.Length, [], null));
        Assert.Equal(bytes, _out.ToArray());
    }

    [Fact]
    public async Task A_second_attempt_that_gives_the_same_goes_on_behind_what_is_out()
    {
        var bytes = Bytes(5 * MiB);
        using (var broken = _volume.Stage("a", [DigestAlgorithm.Sha256])) await Fill(broken, bytes.AsMemory(0, 3 * MiB + 12345));
        using var whole = _volume.Stage("a", [DigestAlgorithm.Sha256]);
        await Fill(whole, bytes);
        whole.Commit(new CommitDemand(bytes.Length, [Sum(bytes)], null));
        Assert.Equal(bytes, _out.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2 * MiB)]
    [InlineData(3 * MiB - 1)]
    public async Task A_second_attempt_that_differs_ends_it_without_a_mixture(int at)
    {
        var bytes = Bytes(5 * MiB);
        using (var broken = _volume.Stage("a")) await Fill(broken, bytes.AsMemory(0, 3 * MiB));
        _out.Await(3 * MiB);
        var other = (byte[])bytes.Clone();
        other[at] ^= 1;
        using var changed = _volume.Stage("a");
        var failure = (await Assert.ThrowsAsync<TransferException>(async () =>
        {
            await Fill(changed, other);
            changed.Commit(default);
        })).Failure;
        Assert.True(failure.IsFinal, failure.ToString());
        Assert.Equal(bytes[..(3 * MiB)], _out.ToArray());
        Assert.Equal("a", _volume.EndsWithin);
    }

    [Fact]
    public async Task A_second_attempt_that_is_shorter_than_what_is_out_ends_it()
    {
        var bytes = Bytes(3 * MiB);
        using (var broken = _volume.Stage("a")) await Fill(broken, bytes);
        using var shorter = _volume.Stage("a");
        await Fill(shorter, bytes.AsMemory(0, 2 * MiB));
        Assert.True(Refused(() => shorter.Commit(new CommitDemand(2 * MiB, [], null)), Reason.Protocol).IsFinal);
    }

    [Fact]
    public async Task Nothing_follows_a_part_of_an_object()
    {
        using (var broken = _volume.Stage("a")) await Fill(broken, Bytes(2 * MiB));
        _out.Await(2 * MiB);
        Assert.Contains("ends within 'a'", Refused(() => _volume.Stage("b"), Reason.Disk).Detail);
        Assert.True(Refused(() => _volume.Begin("kb", "b", Identity("b", 5)), Reason.Disk).IsFinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Pieces_that_come_in_any_order_go_out_in_order(int seed)
    {
        const int Length = 24 * MiB + 999;
        var bytes = Bytes(Length, seed);
        using var part = _volume.Begin("k", "a", Identity("a", Length), [DigestAlgorithm.Sha256]);
        var next = 0;
        var chance = new Random(seed);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Fetch)));
        Assert.Equal(new Interval(0, Length, default), Assert.Single(part.Held.Intervals));
        var facts = part.Commit(new CommitDemand(Length, [Sum(bytes)], null));
        Assert.Equal((Length, Sum(bytes).ToString()), (facts.Length, facts.Digest));
        Assert.True(bytes.AsSpan().SequenceEqual(_out.ToArray()));

        async Task Fetch()
        {
            while (true)
            {
                int start, length;
                lock (chance)
                {
                    start = next;
                    length = Math.Min(Length - start, chance.Next(1, MiB));
                    next += length;
                }

                if (length == 0) return;
                using var sink = part.Open(start);
                await Fill(sink, bytes.AsMemory(start, length));
                await sink.FlushAsync(None);
            }
        }
    }

    [Fact]
    public async Task What_is_ahead_of_its_turn_waits_with_at_most_a_mebibyte_in_memory()
    {
        var bytes = Bytes(3 * MiB);
        using var part = _volume.Begin("k", "a", Identity("a", bytes.Length));
        using var ahead = part.Open(MiB);
        var filling = Fill(ahead, bytes.AsMemory(MiB)).AsTask();
        await Task.Delay(50);
        Assert.False(filling.IsCompleted);
        Assert.Equal((new Interval(MiB, 2 * MiB, default), 0), (Assert.Single(part.Held.Intervals), _out.ToArray().Length));

        using var first = part.Open(0);
        await Fill(first, bytes.AsMemory(0, MiB));
        await filling;
        await ahead.FlushAsync(None);
        part.Commit(new CommitDemand(bytes.Length, [], null));
        Assert.Equal(bytes, _out.ToArray());
    }

    [Fact]
    public async Task A_part_is_gone_on_with_where_it_broke_off_and_what_comes_twice_goes_out_once()
    {
        var bytes = Bytes(4 * MiB);
        var identity = Identity("a", bytes.Length);
        Assert.Null(_volume.Resume("k"));
        using (var broken = _volume.Begin("k", "a", identity))
        using (var sink = broken.Open(0)) await Fill(sink, bytes.AsMemory(0, MiB + 500));
        _out.Await(MiB);

        using var again = _volume.Resume("k")!;
        Assert.Equal(identity, again.Identity);
        var held = Assert.Single(again.Held.Intervals);
        Assert.Equal(MiB, held.End);
        using (var overlapping = again.Open(held.End - 1000))
        {
            await Fill(overlapping, bytes.AsMemory((int)held.End - 1000));
            await overlapping.FlushAsync(None);
        }

        again.Commit(new CommitDemand(bytes.Length, [], null));
        Assert.Equal(bytes, _out.ToArray());
    }

    [Fact]
    public async Task A_changed_object_is_an_error_once_bytes_are_out_and_begins_anew_before()
    {
        var bytes = Bytes(2 * MiB);
        using (var ahead = _volume.Begin("k", "a", Identity("a", 2 * MiB)).Open(MiB))
        {
            await Fill(ahead, bytes.AsMemory(MiB, MiB / 2));
            _volume.Begin("k", "a", Identity("a", 2 * MiB, "\"2\"")); // nothing is out: the new object takes its place
            await Fill(ahead, bytes.AsMemory(0, 100));
            Assert.Equal(Reason.Cancelled, (await Assert.ThrowsAsync<TransferException>(async () => await ahead.FlushAsync(None))).Failure.Reason);
        }

        using (var sink = _volume.Resume("k")!.Open(0)) await Fill(sink, bytes.AsMemory(0, MiB));
        _out.Await(MiB);
        Assert.True(Refused(() => _volume.Begin("k", "a", Identity("a", 2 * MiB, "\"3\"")), Reason.Protocol).IsFinal);
        Assert.True(Refused(() => _volume.Stage("a"), Reason.Protocol).IsFinal);
        _volume.Drop("k");
        Assert.NotNull(_volume.Resume("k"));
        Assert.Equal(bytes[..MiB], _out.ToArray());
    }

    [Fact]
    public async Task A_wrong_digest_of_what_is_out_is_final()
    {
        var bytes = Bytes(2 * MiB);
        using var part = _volume.Begin("k", "a", Identity("a", bytes.Length), [DigestAlgorithm.Sha256]);
        using (var sink = part.Open(0)) await Fill(sink, bytes);
        var failure = Refused(() => part.Commit(new CommitDemand(bytes.Length, [Sum([])], null)), Reason.Checksum);
        Assert.True(failure.IsFinal);
        Assert.Contains($"{bytes.Length} bytes had gone out", failure.Detail);
    }

    [Theory]
    [InlineData(32, true)]
    [InlineData(28, false)]
    public async Task A_reader_who_has_gone_is_told_apart_from_a_stream_that_fails(int error, bool isGone)
    {
        _out.Fault = new IOException("as told", error);
        using var file = _volume.Stage("a");
        await Fill(file, Bytes(MiB - 1));
        Assert.Equal(Reason.Cancelled, Refused(() => file.Commit(default), Reason.Cancelled).Reason);
        var told = Assert.Single(_broken);
        Assert.Equal(isGone, told is null);
        Assert.Equal(isGone, told?.Detail.Contains("as told") is null);
        Refused(() => _volume.Stage("b"), Reason.Cancelled);
    }

    [Fact]
    public async Task Who_waits_for_room_hears_that_the_stream_is_broken()
    {
        using var part = _volume.Begin("k", "a", Identity("a", 9 * MiB));
        using var ahead = part.Open(MiB);
        var filling = Fill(ahead, Bytes(4 * MiB)).AsTask();
        _out.Fault = new IOException("gone", 32);
        using var first = part.Open(0);
        await Assert.ThrowsAsync<TransferException>(async () => await Fill(first, Bytes(9 * MiB)));
        await Assert.ThrowsAsync<TransferException>(() => filling);
    }

    static byte[] Bytes(int length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    static Checksum Sum(byte[] bytes) => new(DigestAlgorithm.Sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));

    static PartIdentity Identity(string name, long length, string tag = "\"1\"") => new("http://h/" + name, length, 0, new Validators(tag, null));

    static Failure Refused(Action action, Reason reason)
    {
        var failure = Assert.Throws<TransferException>(action).Failure;
        Assert.Equal(reason, failure.Reason);
        return failure;
    }

    static async ValueTask Fill(IByteSink sink, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var room = sink.GetMemory();
            var count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            bytes = bytes[count..];
            if (sink.Advance(count)) await sink.FlushAsync(default);
        }
    }
}
