using Swarm.Domain.Lists;
using Swarm.IO.Lists;
using Swarm.Jobs;
using Swarm.Settings;
using Swarm.TestSupport;

namespace Swarm.Tests.Jobs;

/// <summary>The same command again: what was read is not read again, what is done is done.</summary>
public sealed class GoingOnTests : JobTests
{
    [Fact]
    public async Task A_list_that_has_not_changed_is_not_read_again()
    {
        var list = Folder.List(Urls(20));
        Assert.Equal((20, 0), Counts(await RunAsync(list)));
        var again = await RunAsync(list);
        Assert.Equal((0, 0), Counts(again));
        Assert.Equal((20, false), (again.Ended.Counts.Done, again.Ended.Stopped));
        Assert.Equal(20, Origin.Requests.Count);
    }

    [Fact]
    public async Task A_list_that_has_changed_is_read_whole_and_what_is_known_is_dropped()
    {
        await RunAsync(Folder.List(Urls(20)));
        var again = await RunAsync(Folder.List(Urls(23)));
        Assert.Equal((3, 20), Counts(again));
        Assert.Equal((23, 23), (again.Ended.Counts.Done, Origin.Requests.Count));
    }

    [Fact]
    public async Task Lines_that_could_not_be_used_count_in_every_run()
    {
        var list = Folder.List([.. Urls(3), "no URL", Origin.Url("/x")]);
        Assert.Equal(1, (await RunAsync(list)).Ended.Faults);
        Assert.Equal(1, (await RunAsync(list)).Ended.Faults);
    }

    [Fact]
    public async Task A_list_is_gone_on_with_behind_what_was_read_of_it_also_within_a_pattern()
    {
        var list = Folder.List(Origin.Url("/first"), Origin.Url("/[1-30]"), Origin.Url("/last"));
        var settings = Quick.Settings with { Limits = new() { Window = 4, ReadBatch = 4 } };
        await using (var source = new Stopping(ListReader.Open(new ListSpec([list], [], Glob: true)), reads: 3))
        {
            var cut = await RunAsync(Spec(source, settings) with { Observers = [] });
            Assert.NotNull(cut.Ended.Failure);
        }

        await using var rest = ListReader.Open(new ListSpec([list], [], Glob: true));
        var again = await RunAsync(Spec(rest, settings));
        Assert.Equal((20, 0), Counts(again));
        Assert.Equal((32, 32), (again.Ended.Counts.Done, Folder.Files.Count));
    }

    [Fact]
    public async Task Names_that_count_places_in_the_list_count_on()
    {
        var list = Folder.List(Urls(12));
        var settings = Quick.Settings with { Limits = new() { Window = 4, ReadBatch = 4 }, Naming = new() { Rule = "template", Template = "{n}" } };
        await using (var source = new Stopping(ListReader.Open(new ListSpec([list], [])), reads: 1)) await RunAsync(Spec(source, settings));
        await RunAsync(list, settings);
        Assert.Equal(Enumerable.Range(1, 12).Select(n => (n.ToString(), "body of /" + (n - 1))).Order(), Folder.Files.Select(f => (f.Key, f.Value)).Order());
    }

    [Fact]
    public async Task A_list_that_was_only_verified_is_read_again_to_be_kept()
    {
        var list = Folder.List(Urls(5));
        await RunAsync(list, Quick.Settings with { Writing = new() { Discard = true } });
        await RunAsync(list);
        Assert.Equal(5, Folder.Files.Count);
    }

    [Fact]
    public async Task A_job_that_is_stopped_before_it_runs_asks_for_nothing_and_counts_what_is_open()
    {
        var list = Folder.List(Urls(5));
        Origin.Otherwise(Reply.Silence());
        await using (var source = ListReader.Open(new ListSpec([list], [])))
        {
            await using var job = Job.Open(Spec(source));
            var running = job.RunAsync();
            while (Origin.Requests.Count < 5) await Task.Delay(5);
            job.Stop(atOnce: true);
            Assert.Equal((true, 5), ((await running).Stopped, (await running).Counts.Open));
        }

        await using var other = ListReader.Open(new ListSpec([list], []));
        await using var early = Job.Open(Spec(other));
        early.Stop(atOnce: false);
        var ended = await early.RunAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal((true, 5, 5), (ended.Stopped, ended.Counts.Open, Origin.Requests.Count));
    }

    [Fact]
    public async Task What_was_fetched_before_is_asked_for_conditionally_on_request()
    {
        var list = Folder.List(Origin.Url("/same"), Origin.Url("/changed"), Origin.Url("/dated"), Origin.Url("/removed"), Origin.Url("/plain"));
        const string Date = "Tue, 01 Sep 2026 10:00:00 GMT";
        Origin.On("/same", Reply.Ok("same", "ETag: \"1\"", "Last-Modified: " + Date), Reply.Status(304, "ETag: \"1\""));
        Origin.On("/changed", Reply.Ok("old", "ETag: \"1\""), Reply.Ok("new", "ETag: \"2\""));
        Origin.On("/dated", Reply.Ok("dated", "Last-Modified: " + Date), Reply.Status(304));
        Origin.On("/removed", Reply.Ok("removed", "ETag: \"1\""));
        await RunAsync(list);
        File.Delete(Path.Combine(Folder.Output, Folder.Files.Single(f => f.Value == "removed").Key));
        var again = await RunAsync(list, IfModified);

        Assert.Equal((3, 2, 0), (again.Seen.Done, again.Seen.Skipped, again.Seen.Failed));
        Assert.Equal(["body of /plain", "dated", "new", "removed", "same"], Folder.Files.Values.Order());
        var asked = Origin.Requests.Skip(5).ToDictionary(r => r.Path, r => (r.Field("If-None-Match"), r.Field("If-Modified-Since")));
        Assert.Equal(("\"1\"", Date), asked["/same"]);
        Assert.Equal(("\"1\"", null), asked["/changed"]);
        Assert.Equal((null, Date), asked["/dated"]);
        Assert.Equal((null, null), asked["/removed"]);
        Assert.Equal((null, null), asked["/plain"]);
    }

    [Fact]
    public async Task What_a_304_confirms_stays_known()
    {
        var list = Folder.List(Origin.Url("/x"));
        Origin.On("/x", Reply.Ok("twelve bytes", "ETag: \"1\""), Reply.Status(304));
        await RunAsync(list);
        for (var run = 0; run < 2; run++)
        {
            var again = await RunAsync(list, IfModified);
            Assert.Equal((1, 12), (again.Seen.Skipped, again.Ended.Counts.Bytes));
        }

        Assert.Equal([null, "\"1\"", "\"1\""], Origin.Requests.Select(r => r.Field("If-None-Match")));
    }

    static SwarmSettings IfModified => Quick.Settings with { Writing = new() { IfModified = true } };

    string[] Urls(int count) => [.. Enumerable.Range(0, count).Select(n => Origin.Url("/" + n))];

    static (long, long) Counts(JobRun run) => (run.Seen.Added, run.Seen.Duplicates);

    /// <summary>A list whose disk fails after some reads.</summary>
    sealed class Stopping(IBundleSource list, int reads) : IBundleSource
    {
        int _reads;

        public string? Fingerprint => list.Fingerprint;

        public ValueTask<SourceBatch> ReadAsync(int max, CancellationToken token) => _reads++ < reads ? list.ReadAsync(max, token) : throw new IOException("the disk is gone");

        public void SkipTo(SourcePosition position) => list.SkipTo(position);

        public ValueTask DisposeAsync() => list.DisposeAsync();
    }
}
