using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Engine.Requesting;
using Swarm.Engine.Transferring;

namespace Swarm.Engine.Tests.Requesting;

/// <summary>One origin's slots, spacing and order.</summary>
public sealed class HostRequesterTests : RequesterKit
{
    [Fact]
    public void Never_more_run_at_once_than_allowed()
    {
        var requester = Requester(AtOnce(2));
        requester.Tell(new Fetch(Bundles.Works(5)));
        var begun = Begun(2);

        requester.Tell(Good(begun[0]));

        Assert.Equal(begun[0].Work.Id, ExpectMsg<Finished>().Work.Id);
        Begun(1);
    }

    [Fact]
    public void Starts_are_a_delay_apart_and_a_pause_is_followed_by_no_burst()
    {
        var requester = Requester(AtOnce(8, delay: 0.25));
        requester.Tell(new Fetch(Bundles.Works(2)));
        Begun(1);
        Advance(0.2);
        NoneBegins();
        Advance(0.05);
        Begun(1);

        Advance(60);
        requester.Tell(new Fetch([Bundles.Work(3), Bundles.Work(4)]));

        Begun(1);
        Advance(0.25);
        Begun(1);
    }

    [Fact]
    public void A_delay_is_kept_on_the_wire_as_well()
    {
        Requester(AtOnce(1)).Tell(new Fetch(Bundles.Works(1)));
        Assert.Null(Begun().Spacer);

        Requester(AtOnce(1, delay: 0.25)).Tell(new Fetch(Bundles.Works(1)));
        Assert.Equal(TimeSpan.FromSeconds(0.25), Begun().Spacer!.Spacing);
    }

    [Fact]
    public void Higher_priority_goes_first_then_the_list_s_order()
    {
        var requester = Requester(AtOnce(1));
        requester.Tell(new Fetch([Bundles.Work(1), Bundles.Work(2), Bundles.Work(3, priority: 5), Bundles.Work(4, priority: 5)]));

        var order = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            var begun = Begun();
            order.Add(begun.Work.Id);
            requester.Tell(Good(begun));
        }

        Assert.Equal([3, 4, 1, 2], order);
    }

    [Fact]
    public void What_waits_for_another_try_goes_back_and_holds_no_slot()
    {
        var requester = Requester(AtOnce(1));
        requester.Tell(new Fetch(Bundles.Works(2)));
        var first = Begun();

        requester.Tell(Answered(first, 503));

        var retry = ExpectMsg<RetryLater>();
        Assert.Equal((first.Work.Id, TimeSpan.FromSeconds(60), 1), (retry.Work.Id, retry.After, retry.Work.Attempts));
        Assert.NotEqual(first.Work.Id, Begun().Work.Id);
    }

    [Fact]
    public void What_no_try_can_mend_is_not_tried_again()
    {
        var requester = Requester(AtOnce(1));
        requester.Tell(new Fetch(Bundles.Works(1)));
        var failure = new Failure(Reason.Timeout, Stage.Body, "bytes are out") { IsFinal = true };

        requester.Tell(Broken(Begun()) with { Failure = failure });

        Assert.Equal(failure, ExpectMsg<Finished>().Outcome.Failure);
    }

    [Fact]
    public void A_status_that_is_final_is_told_with_its_words()
    {
        var requester = Requester(AtOnce(1));
        requester.Tell(new Fetch(Bundles.Works(1)));

        requester.Tell(Answered(Begun(), 404));

        var outcome = ExpectMsg<Finished>().Outcome;
        Assert.Equal((OutcomeKind.Failed, 1, 404, Reason.Status), (outcome.Kind, outcome.Attempts, outcome.Status, outcome.Failure!.Reason));
        Assert.Contains("404 Not Found", outcome.Failure.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_late_end_of_what_is_no_longer_in_flight_frees_nothing()
    {
        var slots = new JobSlots(1);
        var requester = Requester(AtOnce(1), slots);
        requester.Tell(new Fetch(Bundles.Works(3)));
        var begun = Begun();

        requester.Tell(Good(begun));
        requester.Tell(Good(begun));

        ExpectMsg<Finished>();
        Begun(1);
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_transfer_that_dies_frees_its_slot_and_fails_its_bundle_once()
    {
        var requester = Requester(AtOnce(1), new JobSlots(1));

        requester.Tell(new Fetch([Bundles.Work(1, priority: 13), Bundles.Work(2)]));

        var finished = ExpectMsg<Finished>();
        Assert.Equal((1, Reason.Internal), (finished.Work.Id, finished.Outcome.Failure!.Reason));
        var next = Begun();
        Assert.Equal(2, next.Work.Id);
        requester.Tell(Good(next));
        Assert.Equal(2, ExpectMsg<Finished>().Work.Id);
        ExpectNoMsg(AWhile);
    }

    [Fact]
    public void A_transfer_that_dies_while_idle_is_not_given_work()
    {
        var requester = Requester(AtOnce(1));
        requester.Tell(new Fetch(Bundles.Works(1)));
        requester.Tell(Good(Begun()));
        ExpectMsg<Finished>();

        Sys.ActorSelection(requester.Path / "*").Tell(Kill.Instance);
        NoneBegins();
        requester.Tell(new Fetch([Bundles.Work(7)]));

        Assert.Equal(7, Begun().Work.Id);
    }

    [Fact]
    public void Draining_gives_back_what_has_not_begun_and_lets_the_rest_finish()
    {
        var requester = Requester(AtOnce(1));
        requester.Tell(new Fetch(Bundles.Works(3)));
        var begun = Begun();

        requester.Tell(new Drain());

        Assert.Equal([2L, 3L], ExpectMsg<GivenBack>().Works.Select(w => w.Id).Order());
        requester.Tell(new Fetch([Bundles.Work(9)]));
        Assert.Equal(9, Assert.Single(ExpectMsg<GivenBack>().Works).Id);
        requester.Tell(Good(begun));
        ExpectMsg<Finished>();
        NoneBegins();
    }

    [Fact]
    public void What_is_abandoned_comes_back_without_a_judgement()
    {
        var requester = Requester(AtOnce(1));
        requester.Tell(new Fetch(Bundles.Works(1)));
        var begun = Begun();

        requester.Tell(new AbandonAll());

        Transfers.ExpectMsg<Abandon>();
        requester.Tell(Broken(begun, Reason.Cancelled));
        Assert.Equal(begun.Work.Id, Assert.Single(ExpectMsg<GivenBack>().Works).Id);
    }

    [Fact]
    public void It_may_retire_when_another_would_ask_no_sooner()
    {
        var requester = Requester(AtOnce(1, delay: 1));
        requester.Tell(new Fetch(Bundles.Works(1)));
        var begun = Begun();
        requester.Tell(new Retire());
        requester.Tell(Good(begun));
        ExpectMsg<Finished>();
        requester.Tell(new Retire());
        ExpectNoMsg(AWhile);

        Advance(1);
        requester.Tell(new Retire());

        Assert.Equal(Bundles.Somewhere, ExpectMsg<Retirable>().Origin);
    }
}
