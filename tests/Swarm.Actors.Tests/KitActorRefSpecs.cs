using Akka.Actor;
using Akka.TestKit;

namespace Swarm.Actors.Tests;

public sealed class KitActorRefSpecs : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public void A_message_is_handled_on_the_thread_that_tells()
    {
        var actor = ActorOfAsTestActorRef(() => new Open(), "open");
        Assert.Equal("/user/open", actor.Path.ToStringWithoutAddress());
        actor.Tell("x");
        Assert.Equal(("x", Environment.CurrentManagedThreadId), (actor.UnderlyingActor.Last, actor.UnderlyingActor.ThreadId));
        actor.Tell("who");
        ExpectMsg("who");
        Assert.Equal(actor.Ref, LastSender);
    }

    [Fact]
    public void A_message_is_handled_past_mailbox_and_supervision()
    {
        var actor = ActorOfAsTestActorRef<Open>();
        var instance = actor.UnderlyingActor;
        var probe = CreateTestProbe();
        actor.Receive("who", probe.Ref);
        probe.ExpectMsg("who");
        Assert.Throws<Bug>(() => actor.Receive(new Bug("b")));
        Assert.Same(instance, actor.UnderlyingActor);
    }

    [Fact]
    public async Task An_asynchronous_handler_can_be_waited_for()
    {
        var actor = ActorOfAsTestActorRef<Open>();
        var gate = new TaskCompletionSource();
        var handled = actor.ReceiveAsync(gate.Task);
        Assert.False(handled.IsCompleted);
        gate.SetResult();
        await handled.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("waited", actor.UnderlyingActor.Last);
        await Assert.ThrowsAsync<Bug>(() => actor.ReceiveAsync(Task.FromException(new Bug("b"))).WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void A_failure_while_handling_by_mailbox_is_supervised()
    {
        var actor = ActorOfAsTestActorRef<Open>();
        var instance = actor.UnderlyingActor;
        EventFilter.Exception<Bug>().ExpectOne(() => actor.Tell(new Bug("b")));
        AwaitAssert(() => Assert.NotSame(instance, actor.UnderlyingActor));
    }

    [Fact]
    public void Its_reference_is_the_actors()
    {
        var actor = ActorOfAsTestActorRef<Open>();
        Assert.True(actor == actor.Ref);
        Assert.True(actor.Ref == actor);
        Assert.False(actor != actor.Ref);
        Assert.True(actor != TestActor);
        Assert.Equal(actor.Ref, TestActorRef<Open>.ToActorRef(actor));
        Assert.Equal(actor.Ref.GetHashCode(), actor.GetHashCode());
        Assert.Equal($"TestActor[{actor.Path}]", actor.ToString());
    }

    [Fact]
    public void It_can_have_a_supervisor()
    {
        var parent = ActorOfAsTestActorRef<Open>("parent");
        var child = ActorOfAsTestActorRef(() => new Open(), parent.Ref, "child");
        Assert.Equal("/user/parent/child", child.Path.ToStringWithoutAddress());
        Watch(child);
        Sys.Stop(parent.Ref);
        ExpectTerminated(child);
        AwaitAssert(() => Assert.Throws<IllegalActorStateException>(() => child.UnderlyingActor));
    }

    [Fact]
    public void It_watches_for_its_actor()
    {
        var actor = ActorOfAsTestActorRef<Open>();
        var (first, second) = (Sys.ActorOf(Props.Create(() => new Silent())), Sys.ActorOf(Props.Create(() => new Silent())));
        actor.Watch(first);
        actor.Watch(second);
        actor.Unwatch(second);
        Watch(second);
        Sys.Stop(second);
        ExpectTerminated(second);
        Sys.Stop(first);
        AwaitAssert(() => Assert.Equal($"end of {first}", actor.UnderlyingActor.Last));
    }

    sealed class Open : ReceiveActor
    {
        public Open()
        {
            Receive<Exception>(e => throw e);
            Receive<string>(m => m == "who", m => Sender.Tell(m));
            Receive<string>(m =>
            {
                Last = m;
                ThreadId = Environment.CurrentManagedThreadId;
            });
            Receive<Terminated>(t => { Last = $"end of {t.ActorRef}"; });
            ReceiveAsync<Task>(async gate =>
            {
                await gate;
                Last = "waited";
            });
        }

        public string Last { get; private set; } = "";

        public int ThreadId { get; private set; }
    }
}
