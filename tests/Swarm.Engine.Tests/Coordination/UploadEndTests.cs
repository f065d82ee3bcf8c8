using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Engine.Coordination;
using Swarm.Engine.Reporting;
using Swarm.Engine.Requesting;

namespace Swarm.Engine.Tests.Coordination;

/// <summary>Uploads that fail for good are given up at their store, once, before their end is stored.</summary>
public sealed class UploadEndTests : CoordinatorKit
{
    readonly PretendedUploader _uploader = new();

    public UploadEndTests() => Uploader = _uploader;

    [Fact]
    public void A_failure_for_good_gives_up_once_and_waits_for_that()
    {
        var gone = new TaskCompletionSource<Failure?>();
        _uploader.GiveUp = _ => gone.Task;
        Hosts.Answer = work => PretendedHosts.Failed(work);
        Start(List());
        Until(() => _uploader.GivenUp.Count == 1);
        Assert.Empty(Ends);
        gone.SetResult(null);

        Assert.Equal(1, End().Counts.Failed);
        Assert.Equal("1", Assert.Single(_uploader.GivenUp).Key);
        Assert.Equal("no", Assert.Single(Ends).Outcome.Failure!.Detail);
        Assert.Null(Assert.Single(Ends).Lease.Path);
    }

    [Fact]
    public void An_abort_that_failed_is_told_in_the_ledger()
    {
        _uploader.GiveUp = _ => Task.FromResult<Failure?>(new Failure(Reason.Status, Stage.Head, "503 SlowDown"));
        Hosts.Answer = work => PretendedHosts.Failed(work);
        Start(List());
        End();
        Assert.Equal("no; and its unfinished upload could not be aborted: 503 SlowDown", Assert.Single(Ends).Outcome.Failure!.Detail);
    }

    [Fact]
    public void Another_try_gives_nothing_up_and_success_neither()
    {
        var tries = 0;
        Hosts.Answer = work => ++tries == 1 ? PretendedHosts.Again(work, 5) : PretendedHosts.Done(work);
        Start(List());
        Assert.Equal(1, End().Counts.Done);
        Assert.Empty(_uploader.GivenUp);
    }

    [Fact]
    public void A_stopped_job_keeps_what_its_stores_hold()
    {
        Hosts.Answer = _ => null;
        Start(List());
        Until(() => Hosts.Held.Count == 1);
        Coordinator.Tell(new StopJob(true));
        Assert.Equal(1, End(seconds: 1).Counts.Pending);
        Assert.Empty(_uploader.GivenUp);
    }

    IReadOnlyList<BundleEnd> Ends => [.. Facts.OfType<OutcomesStored>().SelectMany(f => f.Ends)];

    static MadeList List() => new(1, _ => PretendedUploader.Bundle());
}
