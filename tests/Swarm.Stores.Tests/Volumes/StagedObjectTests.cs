using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.Stores.Tests.Volumes;

/// <summary>Objects that come in one stream.</summary>
public sealed class StagedObjectTests : VolumeTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Part - 1)]
    public async Task A_small_one_goes_out_by_one_request_with_the_media_type_of_its_server(int length)
    {
        var store = AnyOrder();
        await using var volume = Over(store);
        var file = volume.Stage("a/b.txt", null, "text/plain; charset=utf-8");
        await FillAsync(file, Bytes(length));
        var facts = await CommitAsync(file);
        Assert.Equal(length, facts.Length);
        Assert.Equal(Bytes(length), store.Objects["to/a/b.txt"].Bytes);
        Assert.Equal("text/plain; charset=utf-8", store.Objects["to/a/b.txt"].Facts.ContentType);
        Assert.Equal(["put to/a/b.txt"], store.Calls);
    }

    [Theory]
    [InlineData(Part, false)]
    [InlineData(Part * 3, false)]
    [InlineData(Part * 5 + 17, false)]
    [InlineData(Part, true)]
    [InlineData(Part * 3, true)]
    [InlineData(Part * 5 + 17, true)]
    public async Task A_large_one_goes_out_in_parts_as_it_comes_and_is_made_when_it_is_right(int length, bool inOrder)
    {
        var (store, bytes) = (new ScriptedStore(inOrder), Bytes(length));
        await using var volume = Over(store);
        var file = volume.Stage("x", [DigestAlgorithm.Sha256]);
        await FillAsync(file, bytes);
        Assert.Empty(store.Objects);
        var facts = await CommitAsync(file, Sha(bytes));
        Assert.Equal((length, Sha(bytes).ToString()), ((int)facts.Length, facts.Digest));
        Assert.Equal(bytes, store.Objects["to/x"].Bytes);
        Assert.Equal((0, 0), (store.Unfinished, States.All().Count));
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(Part * 3, false)]
    [InlineData(Part * 3, true)]
    [InlineData(Part * 3 + 5, true)]
    public async Task What_is_not_what_it_should_be_never_gets_its_key(int length, bool inOrder)
    {
        var store = new ScriptedStore(inOrder);
        await using (var volume = Over(store))
        {
            using var file = volume.Stage("x", [DigestAlgorithm.Sha256]);
            await FillAsync(file, Bytes(length));
            var e = await Assert.ThrowsAsync<TransferException>(() => CommitAsync(file, Sha(Bytes(length, seed: 2))));
            Assert.Equal(Reason.Checksum, e.Failure.Reason);
            using var cut = volume.Stage("y");
            await FillAsync(cut, Bytes(length));
            await Assert.ThrowsAsync<TransferException>(() => cut.CommitAsync(new CommitDemand(length + 1, [], null))!.Value.AsTask());
        }

        Assert.Empty(store.Objects);
        Assert.Equal((0, 0), (store.Unfinished, States.All().Count));
        Assert.Equal(length > Part ? 2 : 0, store.Count("abort"));
    }

    [Fact]
    public async Task One_that_is_given_up_is_aborted_once_after_what_was_being_sent()
    {
        var store = AnyOrder();
        await using (var volume = Over(store))
        {
            var file = volume.Stage("x");
            await FillAsync(file, Bytes(Part * 3));
            while (store.Count("part") == 0) await Task.Delay(1);
            file.Dispose();
            file.Dispose();
        }

        Assert.Equal((1, 0, 0), (store.Count("abort"), store.Unfinished, States.All().Count));
    }

    [Fact]
    public async Task The_uploads_of_a_run_that_was_killed_are_aborted_by_the_next()
    {
        var store = AnyOrder();
        var killed = Over(store);
        var file = killed.Stage("x");
        await FillAsync(file, Bytes(Part * 3));
        while (store.Count("part") < 3) await Task.Delay(1);
        Assert.Equal(1, store.Unfinished);

        await using (var volume = Over(store)) Assert.Equal(1, volume.Sweep());
        Assert.Equal((0, 0), (store.Unfinished, States.All().Count));
    }

    [Fact]
    public async Task However_many_come_at_once_no_more_parts_are_in_memory_than_there_are_workers()
    {
        var store = AnyOrder();
        store.Before = call => call.StartsWith("part", StringComparison.Ordinal) ? Task.Delay(1) : Task.CompletedTask;
        await using var volume = Over(store, workers: 3);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            var file = volume.Stage($"{i}");
            await FillAsync(file, Bytes(Part * 3 + i, i));
            await CommitAsync(file);
        })).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.InRange(store.MostPartsAtOnce, 1, 3);
        Assert.All(Enumerable.Range(0, 40), i => Assert.Equal(Bytes(Part * 3 + i, i), store.Objects[$"to/{i}"].Bytes));
        Assert.Equal(0, store.Unfinished);
    }

    [Theory]
    [InlineData(503, "SlowDown", 3, true)]
    [InlineData(500, "InternalError", 3, true)]
    [InlineData(503, "SlowDown", 4, false)]
    [InlineData(501, "NotImplemented", 1, false)]
    public async Task A_store_that_is_busy_is_asked_again_and_only_then_the_object_fails_by_reason_disk(int status, string code, int times, bool isGood)
    {
        foreach (var (call, length) in new[] { ("put", 100), ("begin", Part * 2), ("part 1 ", Part * 2), ("complete", Part * 2) })
        {
            var store = AnyOrder();
            store.Fail(call, times, ScriptedStore.Refusal(status, code));
            await using var volume = Over(store);
            using var file = volume.Stage("x");
            var failed = await Record.ExceptionAsync(async () =>
            {
                await FillAsync(file, Bytes(length));
                await CommitAsync(file);
            });
            if (isGood)
            {
                Assert.Null(failed);
                Assert.Equal(Bytes(length), store.Objects["to/x"].Bytes);
                continue;
            }

            var failure = Assert.IsType<TransferException>(failed).Failure;
            Assert.Equal((Reason.Disk, Stage.Write), (failure.Reason, failure.Stage));
            Assert.Contains(code, failure.Detail, StringComparison.Ordinal);
            Assert.Empty(store.Objects);
        }
    }

    [Theory]
    [InlineData(403, "AccessDenied")]
    [InlineData(404, "NoSuchBucket")]
    [InlineData(401, "InvalidToken")]
    public async Task What_would_meet_every_object_ends_the_job(int status, string code)
    {
        var store = AnyOrder();
        store.Fail("put", 1, ScriptedStore.Refusal(status, code));
        await using var volume = new Swarm.Stores.Volumes.StoreVolume(
            store, new Domain.StoreAddress(Domain.StoreKind.S3, "b", ""), new UploadOptions(), new WritingOptions(), States, TimeProvider.System, new Random(1));
        using var file = volume.Stage("k");
        var e = await Assert.ThrowsAsync<TransferException>(() => CommitAsync(file));
        Assert.True(e.Failure.IsEnvironment, e.Message);
        Assert.Equal(1, store.Count("put"));
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("a\nb")]
    public void A_path_that_leads_elsewhere_is_refused(string path)
    {
        using var volume = Over(AnyOrder());
        Assert.Equal(Reason.Name, Assert.Throws<TransferException>(() => volume.Stage(path)).Failure.Reason);
    }
}
