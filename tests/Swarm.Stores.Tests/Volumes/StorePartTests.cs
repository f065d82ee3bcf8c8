using Swarm.Domain;
using Swarm.Domain.Writing;
using Swarm.Stores.Volumes;

namespace Swarm.Stores.Tests.Volumes;

/// <summary>Objects of known length that come in pieces.</summary>
public sealed class StorePartTests : VolumeTests
{
    const int Length = Part * 10 + 123;
    static readonly byte[] Whole = Bytes(Length, seed: 7);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Pieces_that_begin_anywhere_and_come_in_any_order_make_the_object(int seed)
    {
        var (store, chance) = (AnyOrder(), new Random(seed));
        await using var volume = Over(store, workers: 2);
        var part = volume.Begin("1", "x", IdentityOf(Whole, Crc(Whole)), [DigestAlgorithm.Crc32C]);
        int[] cuts = [0, .. Enumerable.Range(0, 12).Select(_ => chance.Next(Length)).Order(), Length];
        var pieces = cuts.Zip(cuts.Skip(1)).ToArray();
        chance.Shuffle(pieces);
        await Parallel.ForEachAsync(pieces, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (piece, _) => await FillAsync(part, Whole, piece.First, piece.Second));

        var facts = await CommitAsync(part, Crc(Whole));
        Assert.Equal((Length, Crc(Whole).ToString()), ((int)facts.Length, facts.Digest));
        Assert.Equal(Whole, store.Objects["to/x"].Bytes);
        Assert.Equal((Length, 0), ((int)store.Received, store.Unfinished));
        Assert.InRange(store.MostPartsAtOnce, 1, 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_is_no_longer_than_a_part_goes_out_by_one_request(bool inOrder)
    {
        var (store, bytes) = (new ScriptedStore(inOrder), Bytes(Part));
        await using var volume = Over(store, workers: 1);
        for (var i = 0; i < 3; i++)
        {
            var part = volume.Begin($"{i}", $"{i}", IdentityOf(bytes, Sha(bytes)) with { ContentType = "image/png" }, [DigestAlgorithm.Sha256]);
            await FillAsync(part, bytes, 0, Part);
            await CommitAsync(part, Sha(bytes));
            Assert.Equal(bytes, store.Objects[$"to/{i}"].Bytes);
            Assert.Equal("image/png", store.Objects[$"to/{i}"].Facts.ContentType);
        }

        Assert.All(store.Calls, call => Assert.StartsWith("put ", call, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Bytes_that_two_connections_bring_go_out_once()
    {
        var store = AnyOrder();
        await using var volume = Over(store);
        var part = volume.Begin("1", "x", IdentityOf(Whole));
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => FillAsync(part, Whole, 0, Length)));
        await CommitAsync(part);
        Assert.Equal(Whole, store.Objects["to/x"].Bytes);
        Assert.Equal(Length, store.Received);
    }

    [Theory]
    [InlineData(false, 5)]
    [InlineData(true, 5)]
    [InlineData(false, 11)]
    public async Task Another_process_goes_on_behind_what_the_store_has_acknowledged(bool inOrder, int parts)
    {
        var store = new ScriptedStore(inOrder);
        var killed = Over(store);
        var left = killed.Begin("1", "x", IdentityOf(Whole, Crc(Whole)), [DigestAlgorithm.Crc32C]);
        var came = Math.Min(Length, (Part * parts) + 50);
        await FillAsync(left, Whole, 0, came);
        await UntilAsync(() => left.Length >= Part * (Math.Min(parts, inOrder ? 10 : 11) - 1) + (parts == 11 ? 123 : Part));
        States = States.Snapshot();

        await using (var volume = Over(store))
        {
            var part = (await volume.ResumeAsync("1", default))!;
            Assert.Equal(IdentityOf(Whole, Crc(Whole)), part.Identity);
            Assert.Equal("x", part.Path);
            Assert.Equal(left.Held.Gaps(Length), part.Held.Gaps(Length));
            foreach (var (start, end) in part.Held.Gaps(Length)) await FillAsync(part, Whole, start, end);
            await CommitAsync(part, Crc(Whole));
        }

        Assert.Equal(Whole, store.Objects["to/x"].Bytes);
        Assert.Equal((Length, 0, 0), ((int)store.Received, store.Unfinished, States.All().Count));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_digest_that_needs_the_bytes_in_order_has_them_come_by_one_connection_and_parts_that_are_there_not_sent_again(bool inOrder)
    {
        var store = new ScriptedStore(inOrder);
        var killed = Over(store);
        var left = killed.Begin("1", "x", IdentityOf(Whole, Sha(Whole)), [DigestAlgorithm.Sha256]);
        Assert.Equal(1, left.Sinks);
        await FillAsync(left, Whole, 0, Part * 4);
        await UntilAsync(() => left.Length == Part * 4);
        left.Dispose();
        var again = (await killed.ResumeAsync("1", default))!; // the same process still has the digest
        Assert.Equal(Part * 4, again.Length);
        await FillAsync(again, Whole, Part * 4, Part * 6);
        await UntilAsync(() => again.Length == Part * 6);
        States = States.Snapshot();

        await using var volume = Over(store);
        var part = (await volume.ResumeAsync("1", default))!;
        Assert.Equal(0, part.Length);
        await FillAsync(part, Whole, 0, Length);
        var facts = await CommitAsync(part, Sha(Whole));
        Assert.Equal((Sha(Whole).ToString(), Length), (facts.Digest, (int)store.Received));
        Assert.Equal(Whole, store.Objects["to/x"].Bytes);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    public async Task What_is_not_what_was_promised_never_gets_its_key(bool inOrder, bool joined)
    {
        var store = new ScriptedStore(inOrder);
        var wrong = joined ? Crc(Bytes(Length, 8)) : Sha(Bytes(Length, 8));
        await using (var volume = Over(store))
        {
            var part = volume.Begin("1", "x", IdentityOf(Whole, wrong), [wrong.Algorithm]);
            await FillAsync(part, Whole, 0, Length);
            var e = await Assert.ThrowsAsync<TransferException>(() => CommitAsync(part, wrong));
            Assert.Equal(Reason.Checksum, e.Failure.Reason);
            part.Discard(); // as the writer does
            part.Dispose();
        }

        Assert.Empty(store.Objects);
        Assert.Equal((0, 0, 1), (store.Unfinished, States.All().Count, store.Count("abort")));
    }

    [Fact]
    public async Task A_store_that_takes_fewer_bytes_than_were_sent_gets_the_rest()
    {
        var store = new ScriptedStore(inOrder: true);
        store.Taken = sent => sent > 256 ? sent / 512 * 256 : sent;
        await using var volume = Over(store);
        var part = volume.Begin("1", "x", IdentityOf(Whole));
        await FillAsync(part, Whole, 0, Length);
        await CommitAsync(part);
        Assert.Equal(Whole, store.Objects["to/x"].Bytes);
        Assert.True(store.Count("part") > 20);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_answer_that_was_lost_when_the_object_was_made_costs_nothing_more(bool isKilled)
    {
        var store = AnyOrder();
        var lost = new TransferException(Reason.Reset, Stage.Head, "the connection was reset");
        store.After = call => call.StartsWith("complete", StringComparison.Ordinal) ? isKilled ? Task.Delay(-1) : Task.FromException(lost) : Task.CompletedTask;
        var volume = Over(store);
        var part = volume.Begin("1", "x", IdentityOf(Whole));
        await FillAsync(part, Whole, 0, Length);
        var committing = CommitAsync(part);
        if (isKilled)
        {
            await UntilAsync(() => store.Objects.Count == 1);
            States = States.Snapshot();
            volume = Over(store);
            var made = (await volume.ResumeAsync("1", default))!;
            Assert.Empty(made.Held.Gaps(Length));
            committing = CommitAsync(made);
        }

        Assert.Equal(Length, (await committing).Length);
        await volume.DisposeAsync();
        Assert.Equal((Length, 0, 0), ((int)store.Received, store.Count("abort"), States.All().Count));
    }

    [Fact]
    public async Task An_upload_that_the_store_has_forgotten_begins_anew()
    {
        var store = AnyOrder();
        await using var volume = Over(store);
        var part = volume.Begin("1", "x", IdentityOf(Whole));
        await FillAsync(part, Whole, 0, Part * 3);
        await UntilAsync(() => part.Length == Part * 3);
        await store.AbortAsync(States.Load("1")!.Session, default);
        var e = await Assert.ThrowsAsync<TransferException>(async () =>
        {
            await FillAsync(part, Whole, Part * 3, Length);
            await CommitAsync(part);
        });
        Assert.Equal(Reason.Changed, e.Failure.Reason);
        part.Dispose();
        Assert.Null(await volume.ResumeAsync("1", default));
        part = volume.Begin("1", "x", IdentityOf(Whole));
        await FillAsync(part, Whole, 0, Length);
        await CommitAsync(part);
        Assert.Equal(Whole, store.Objects["to/x"].Bytes);
    }

    [Fact]
    public async Task A_part_that_fails_for_good_lets_no_other_begin_and_the_upload_is_aborted_once_when_all_have_ended()
    {
        var store = AnyOrder();
        store.Fail("part 3", 4, ScriptedStore.Refusal(503, "SlowDown"));
        await using (var volume = Over(store))
        {
            var part = volume.Begin("1", "x", IdentityOf(Whole));
            var e = await Assert.ThrowsAsync<TransferException>(async () =>
            {
                await FillAsync(part, Whole, 0, Length);
                await CommitAsync(part);
            });
            Assert.Equal((Reason.Disk, Stage.Write), (e.Failure.Reason, e.Failure.Stage));
            part.Dispose();
            volume.Drop("1");
        }

        Assert.False(store.AbortedTooEarly);
        Assert.Equal((1, 0, 0, 0), (store.Count("abort"), store.Count("complete"), store.Unfinished, States.All().Count));
    }

    [Fact]
    public async Task Parts_are_kept_for_a_later_run_where_that_is_asked_for()
    {
        var store = AnyOrder();
        await using (var volume = Over(store, upload: new UploadOptions { KeepParts = true }))
        {
            var part = volume.Begin("1", "x", IdentityOf(Whole));
            await FillAsync(part, Whole, 0, Part * 2);
            part.Dispose();
            volume.Drop("1");
        }

        Assert.Equal((1, 1, 0), (store.Unfinished, States.All().Count, store.Count("abort")));
    }

    [Fact]
    public async Task A_begin_whose_answer_was_lost_leaves_no_upload_behind()
    {
        var store = AnyOrder();
        var isFirst = 1;
        store.After = call => call.StartsWith("begin", StringComparison.Ordinal) && Interlocked.Exchange(ref isFirst, 0) == 1
            ? Task.FromException(new TransferException(Reason.Reset, Stage.Head, "reset")) : Task.CompletedTask;
        await using (var volume = Over(store))
        {
            var part = volume.Begin("1", "x", IdentityOf(Whole));
            await FillAsync(part, Whole, 0, Length);
            await CommitAsync(part);
        }

        Assert.Equal((0, 2), (store.Unfinished, store.Count("begin")));
        Assert.Equal(Whole, store.Objects["to/x"].Bytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Many_objects_whose_connections_break_all_get_through_a_small_budget(int workers)
    {
        var store = AnyOrder();
        await using var volume = Over(store, workers);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
        {
            var part = volume.Begin($"{i}", $"{i}", IdentityOf(Whole));
            var chance = new Random(i);
            await Task.WhenAll(BreakingAsync(part, 0, Part * 5, chance.Next()), BreakingAsync(part, Part * 5, Length, chance.Next()));
            await CommitAsync(part);
        }))).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.All(Enumerable.Range(0, 12), i => Assert.Equal(Whole, store.Objects[$"to/{i}"].Bytes));
        Assert.InRange(store.MostPartsAtOnce, 1, workers);
    }

    /// <summary>A stretch by one connection after another, each of which ends anywhere.</summary>
    static async Task BreakingAsync(IPartFile part, long from, long to, int seed)
    {
        var chance = new Random(seed);
        while (from < to)
        {
            var end = Math.Min(to, from + chance.Next(1, Part * 2));
            await FillAsync(part, Whole, from, end);
            from = end;
            await Task.Yield();
        }
    }
}
