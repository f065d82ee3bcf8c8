using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Engine;
using Swarm.Engine.Reporting;
using Swarm.Reporting;
using Swarm.TestSupport;

namespace Swarm.Tests.Reporting;

/// <summary>A job's facts added up.</summary>
public sealed class JobTallyTests
{
    readonly ManualTime _time = new();
    readonly JobMeter _meter = new();
    readonly JobTally _tally;

    public JobTallyTests() => _tally = new JobTally(_meter, _time);

    [Fact]
    public void Ends_are_counted_by_kind_and_failures_by_reason_and_status()
    {
        _tally.OnFact(new JobBegan(new FrontierCounts(5, 1, 0, 7, 2, 70)));
        _tally.OnFact(new ListRead(10, 3, End: true));
        _tally.OnFact(Ends(Done(100), Done(50), new Outcome(OutcomeKind.Skipped) { Length = 9 }, new Outcome(OutcomeKind.NotModified), Failed(404), Failed(404), Failed(0)));
        _time.Advance(TimeSpan.FromSeconds(3));
        _meter.AddBytes(170);
        var seen = _tally.Snapshot();
        Assert.Equal((2, 2, 3, 7, 150), (seen.Done, seen.Skipped, seen.Failed, seen.Ended, seen.Stored));
        Assert.Equal((10, 3, 16, true), (seen.Added, seen.Duplicates, seen.Total, seen.ListEnded));
        Assert.Equal((TimeSpan.FromSeconds(3), 170), (seen.Elapsed, seen.Received));
        Assert.Equal([new("dns", 1), new("status 404", 2)], seen.Reasons);
    }

    [Fact]
    public void The_last_failures_are_told_in_words_fit_for_a_terminal()
    {
        for (var n = 0; n < 20; n++)
            _tally.OnFact(new TryingAgain(new Bundle(WebUrl.Parse($"http://a/{n}")), 1, TimeSpan.FromSeconds(n), new Failure(Reason.Reset, Stage.Body, "\x1b[2Jgone\n")));
        var last = _tally.Snapshot().LastFailures;
        Assert.Equal(8, last.Count);
        Assert.Equal(("http://a/19", "\\x1b[2Jgone\\x0a", TimeSpan.FromSeconds(19)), (last[^1].Url, last[^1].Detail, last[^1].Again));
    }

    [Fact]
    public void The_busiest_origins_are_shown_with_their_pace_and_only_so_many_are_known()
    {
        for (var n = 0; n < 2000; n++) _tally.OnFact(Ends($"http://host{n}/", Done(1)));
        for (var n = 0; n < 5; n++) _tally.OnFact(Ends("http://busy/", Done(10), Failed(500)));
        _tally.OnFact(new PaceSeen(WebUrl.Parse("http://busy/").Origin, 7, TimeSpan.FromSeconds(2)));
        var origins = _tally.Snapshot().Origins;
        Assert.Equal(6, origins.Count);
        Assert.Equal(("busy", 10, 5, 50, 7, TimeSpan.FromSeconds(2)),
            (origins[0].Origin.Host, origins[0].Ended, origins[0].Failed, origins[0].Bytes, origins[0].Concurrency, origins[0].Spacing));
    }

    [Fact]
    public void The_five_largest_objects_in_flight_are_shown_with_rate_and_time_left()
    {
        for (var id = 1; id <= 7; id++) _tally.OnFact(Progress(id, 0, 1000 * id));
        _time.Advance(TimeSpan.FromSeconds(1));
        _tally.OnFact(Progress(7, 1000, 7000, connections: 4));
        var seen = _tally.Snapshot();
        Assert.Equal([7, 6, 5, 4, 3], seen.Transfers.Select(t => t.Id));
        Assert.Equal(("http://a/7", 1000, 7000, 4, 1000.0, TimeSpan.FromSeconds(6)),
            (seen.Transfers[0].Url, seen.Transfers[0].Done, seen.Transfers[0].Total, seen.Transfers[0].Connections, seen.Transfers[0].Rate, seen.Transfers[0].Left));
        _tally.OnFact(Progress(7, 1000, 7000, connections: 0));
        Assert.Null(_tally.Snapshot().Transfers[0].Left);
    }

    [Fact]
    public void The_bytes_of_a_job_are_each_counted_once_and_never_go_back()
    {
        _tally.OnFact(Progress(1, 400, 1000, resumed: 400));
        _tally.OnFact(Progress(2, 50, 500));
        Assert.Equal((450, 1500), Bytes());
        _tally.OnFact(Progress(1, 1000, 1000, resumed: 400));
        _tally.OnFact(Ends(Done(1000)));
        Assert.Equal((1050, 1500), Bytes());
        _tally.OnFact(Progress(2, 0, 700)); // it has changed and begins again
        Assert.Equal((1050, 1700), Bytes());
        _tally.OnFact(Progress(2, 300, 700));
        Assert.Equal((1300, 1700), Bytes());
        _tally.OnFact(new OutcomesStored([new BundleEnd(new Lease(2, new Bundle(WebUrl.Parse("http://a/2")), 0, null, null, default), Failed(500))]));
        Assert.Equal((1300, 1300), Bytes());
        Assert.Empty(_tally.Snapshot().Transfers);

        (long, long) Bytes() => _tally.Snapshot() is var seen ? (seen.BytesDone, seen.BytesTotal) : default;
    }

    static TransferProgressed Progress(long id, long done, long total, int connections = 1, long resumed = 0) =>
        new(id, WebUrl.Parse($"http://a/{id}"), done, total, connections, resumed);

    static Outcome Done(long length) => new(OutcomeKind.Done) { Length = length, Status = 200 };

    static Outcome Failed(int status) => new(OutcomeKind.Failed) { Status = status, Failure = new Failure(status > 0 ? Reason.Status : Reason.Dns, Stage.Head, "no") };

    static OutcomesStored Ends(params Outcome[] outcomes) => Ends("http://a/", outcomes);

    static OutcomesStored Ends(string url, params Outcome[] outcomes) =>
        new([.. outcomes.Select(o => new BundleEnd(new Lease(1, new Bundle(WebUrl.Parse(url)), 0, null, null, default), o))]);
}
