using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class AsyncSpecs : TestKit
{
    [Fact]
    public void An_asynchronous_handler_suspends_the_mailbox()
    {
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(gate.Task)));
        actor.Tell("wait");
        actor.Tell("next");
        ExpectMsg("waiting");
        ExpectNoMsg(50);
        gate.SetResult();
        ExpectMsg("waited");
        ExpectMsg("next");
    }

    [Fact]
    public void Self_and_sender_are_the_same_after_an_await()
    {
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(gate.Task)));
        var probe = CreateTestProbe();
        probe.Send(actor, "wait");
        probe.ExpectMsg("waiting");
        _ = Task.Run(gate.SetResult);
        probe.ExpectMsg("waited");
        Assert.Equal(actor, probe.LastSender);
    }

    [Theory]
    [InlineData("fail at once")]
    [InlineData("fail later")]
    public void A_failure_restarts_the_actor_and_keeps_the_mailbox(string how)
    {
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(gate.Task)));
        actor.Tell("count");
        ExpectMsg(1);
        actor.Tell(how);
        actor.Tell("count");
        gate.SetResult();
        ExpectMsg(1);
    }

    [Fact]
    public void A_handler_that_is_done_at_once_is_as_any_other()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(Task.CompletedTask)));
        for (var i = 0; i < 100; i++)
            actor.Tell("wait");
        for (var i = 0; i < 100; i++)
        {
            ExpectMsg("waiting");
            ExpectMsg("waited");
        }
    }

    [Fact]
    public void An_actor_can_be_stopped_while_its_handler_waits()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(new TaskCompletionSource().Task)));
        Watch(actor);
        actor.Tell("wait");
        ExpectMsg("waiting");
        Sys.Stop(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_message_can_be_stashed_after_an_await()
    {
        var gate = new TaskCompletionSource();
        var actor = Sys.ActorOf(Props.Create(() => new Waiter(gate.Task)));
        actor.Tell("stash");
        gate.SetResult();
        ExpectMsg("stash");
    }

    [Fact]
    public void There_is_no_context_outside_of_an_actor()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Leaks()));
        actor.Tell("?");
        ExpectMsg<NotSupportedException>();
    }

    sealed class Waiter : ReceiveActor, IWithUnboundedStash
    {
        int count;

        public Waiter(Task gate)
        {
            ReceiveAsync<string>(m => m == "wait", async _ =>
            {
                Sender.Tell("waiting", Self);
                await gate;
                Sender.Tell("waited", Self);
            });
            ReceiveAsync<string>(m => m == "fail at once", _ => throw new Bug("at once"));
            ReceiveAsync<string>(m => m == "fail later", async _ =>
            {
                await gate;
                throw new Bug("later");
            });
            ReceiveAsync<string>(m => m == "stash", async _ =>
            {
                await gate;
                Stash.Stash();
                Become(() => ReceiveAny(m => Sender.Tell(m)));
                Stash.UnstashAll();
            });
            Receive<string>(m => m == "count", _ => Sender.Tell(++count));
            ReceiveAny(m => Sender.Tell(m));
        }

        public IStash Stash { get; set; } = null!;
    }

    sealed class Leaks : ReceiveActor
    {
        public Leaks() => ReceiveAny(_ =>
        {
            var sender = Sender;
            new Thread(() => sender.Tell(Record.Exception(() => Self))).Start();
        });
    }
}
