using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.TestSupport.Objects;

namespace Swarm.Stores.Tests.Volumes;

/// <summary>The engine as it is, with a store in memory in the place of the disk.</summary>
public sealed class WebToStoreTests
{
    const int Part = 64 << 10;
    static readonly StoreAddress Root = new(StoreKind.S3, "b", "to");

    static WebToStore Web(int workers = 4) => new()
    {
        Upload = new UploadOptions { PartSize = Part, Workers = workers },
        Settings = new WebToStore().Settings with { Segments = new SegmentOptions { Segments = 4, MinSplit = 2 * Part, ResumeFrom = Part } },
    };

    [Theory]
    [InlineData(false, 4)]
    [InlineData(true, 4)]
    [InlineData(false, 1)]
    public async Task Small_and_large_objects_arrive_as_they_were_and_nothing_lies_on_the_disk(bool inOrder, int workers)
    {
        await using var web = Web(workers);
        ServedObject[] small = [.. Enumerable.Range(0, 40).Select(i => web.Serve($"s/{i}", i * 997, i))];
        ServedObject[] large = [.. Enumerable.Range(0, 5).Select(i => web.Serve($"l/{i}", 20 * Part + i * 1001, 100 + i))];
        foreach (var served in large) served.HoldAfter = Part;
        var store = new ScriptedStore(inOrder);

        var (ended, seen) = await web.RunAsync(store, Root);

        Assert.Null(ended.Failure);
        Assert.Equal(45, ended.Counts.Done);
        Assert.All(small.Concat(large), served => Assert.Equal(Whole(served), store.Objects["to" + served.Path].Bytes));
        Assert.Equal((0, 0), (store.Unfinished, web.States.All().Count));
        Assert.Empty(web.LocalFiles);
        Assert.InRange(store.MostPartsAtOnce, 1, workers);
        if (!inOrder && workers > 1) Assert.Contains(large, served => served.MostAtOnce > 1);
        _ = seen;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_is_cut_short_again_and_again_brings_at_most_the_parts_in_flight_once_more(bool inOrder)
    {
        await using var web = Web();
        var served = web.Serve("x", 60 * Part + 17, 5);
        (served.Piece, served.Pause) = (8 << 10, TimeSpan.FromMilliseconds(1));
        var store = new ScriptedStore(inOrder);
        var kills = 0;
        while (true)
        {
            var from = store.Received;
            var (ended, _) = await web.RunAsync(store, Root, () => store.Received >= from + 6 * Part);
            if (ended.Counts.Done == 1) break;
            Assert.True(++kills < 40, $"{store.Received} bytes and no end");
        }

        Assert.True(kills >= 4, $"only {kills}");
        Assert.Equal(Whole(served), store.Objects["to/x"].Bytes);
        Assert.InRange(store.Received, served.Current.Content.Length, served.Current.Content.Length + kills * 8 * Part);
        Assert.InRange(served.BytesSent, served.Current.Content.Length, served.Current.Content.Length + kills * (12 * Part + (2 << 20)));
        Assert.Equal((0, 0, false), (store.Unfinished, web.States.All().Count, store.AbortedTooEarly));
    }

    [Fact]
    public async Task A_store_that_lets_nobody_in_ends_the_job_at_once_and_the_source_is_not_to_blame()
    {
        await using var web = Web();
        for (var i = 0; i < 500; i++) web.Serve($"s/{i}", 100, i);
        var store = new ScriptedStore { Before = call => call.StartsWith("put", StringComparison.Ordinal) ? Task.FromException(ScriptedStore.Refusal(403, "AccessDenied")) : Task.CompletedTask };
        var (ended, _) = await web.RunAsync(store, Root);
        Assert.Equal(Reason.Permission, ended.Failure?.Reason);
        Assert.Equal((0, 0), (ended.Counts.Done, ended.Counts.Failed));
        Assert.InRange(store.Count("put"), 1, 400);

        store.Before = _ => Task.CompletedTask;
        Assert.Equal(500, (await web.RunAsync(store, Root)).Ended.Counts.Done);
    }

    [Fact]
    public async Task An_object_that_the_store_will_not_take_fails_alone_and_leaves_no_upload()
    {
        await using var web = Web();
        web.Serve("good", 10 * Part, 1);
        web.Serve("bad", 10 * Part, 2);
        var store = new ScriptedStore { Before = call => call == "complete to/bad" ? Task.FromException(ScriptedStore.Refusal(400, "InvalidRequest")) : Task.CompletedTask };
        var (ended, _) = await web.RunAsync(store, Root);
        Assert.Equal((1, 1), (ended.Counts.Done, ended.Counts.Failed));
        Assert.Equal(["to/good"], store.Objects.Keys);
        Assert.Equal((0, 0, 1), (store.Unfinished, web.States.All().Count, store.Count("abort to/bad")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_upload_that_can_not_be_aborted_is_told_with_the_failure_of_its_object(bool takesRanges)
    {
        await using var web = Web();
        var bad = web.Serve("bad", 10 * Part, 2);
        bad.TakesRanges = takesRanges;
        var store = new ScriptedStore { Before = call => call switch
        {
            "complete to/bad" => Task.FromException(ScriptedStore.Refusal(400, "InvalidRequest")),
            "abort to/bad" => Task.FromException(ScriptedStore.Refusal(405, "MethodNotAllowed")),
            _ => Task.CompletedTask,
        } };
        var (ended, _) = await web.RunAsync(store, Root);
        Assert.Equal((0, 1), (ended.Counts.Done, ended.Counts.Failed));
        var said = Assert.Single(web.Ledger()).Outcome!.Failure!.Detail;
        Assert.Contains("its unfinished upload could not be aborted: ", said, StringComparison.Ordinal);
        Assert.Contains("405", said, StringComparison.Ordinal);
        Assert.NotEqual(0, store.Unfinished);
        Assert.Equal(store.Unfinished, web.States.All().Count);

        store.Before = _ => Task.CompletedTask;
        await web.RunAsync(store, Root);
        Assert.Equal((0, 0), (store.Unfinished, web.States.All().Count));
    }

    [Fact]
    public async Task A_store_that_loses_uploads_has_the_object_brought_again()
    {
        await using var web = Web();
        var served = web.Serve("x", 10 * Part, 1);
        var store = new ScriptedStore();
        store.Fail("part 5 ", 1, ScriptedStore.Refusal(404, "NoSuchUpload"));
        var (ended, _) = await web.RunAsync(store, Root);
        Assert.Equal(1, ended.Counts.Done);
        Assert.Equal(Whole(served), store.Objects["to/x"].Bytes);
        Assert.Equal(0, store.Unfinished);
    }

    static byte[] Whole(ServedObject served) => served.Current.Content.Bytes(0, (int)served.Current.Content.Length);
}
