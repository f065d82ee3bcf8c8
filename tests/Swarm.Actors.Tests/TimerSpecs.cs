using Akka.Actor;
using Akka.TestKit;

namespace Swarm.Actors.Tests;

public sealed class TimerSpecs() : Akka.TestKit.Xunit2.TestKit("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
{
    TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void A_single_timer_fires_once()
    {
        var actor = Clock();
        actor.Tell(new Single("k", "tick", 10));
        Settled(actor);
        Advance(9);
        ExpectNoMsg(30);
        Advance(1);
        ExpectMsg("tick");
        Advance(100);
        ExpectNoMsg(30);
        actor.Tell("active?");
        ExpectMsg(false);
    }

    [Fact]
    public void A_periodic_timer_goes_on_until_it_is_cancelled()
    {
        var actor = Clock();
        actor.Tell(new Periodic("k", "tick", 10));
        Settled(actor);
        for (var i = 0; i < 3; i++)
        {
            Advance(10);
            ExpectMsg("tick");
        }
        actor.Tell("cancel");
        Settled(actor);
        Advance(10);
        ExpectNoMsg(30);
    }

    [Fact]
    public void A_timer_replaces_the_one_with_its_key()
    {
        var actor = Clock();
        actor.Tell(new Single("k", "old", 10));
        actor.Tell(new Single("k", "new", 10));
        Settled(actor);
        Advance(10);
        ExpectMsg("new");
        ExpectNoMsg(30);
    }

    [Fact]
    public void The_message_of_a_replaced_timer_does_not_come_even_when_it_waits_in_the_mailbox()
    {
        var gate = new ManualResetEventSlim();
        var actor = Clock();
        actor.Tell(new Single("k", "old", 10));
        Settled(actor);
        actor.Tell(new Block(gate, "new"));
        ExpectMsg("blocked");
        Advance(10);
        gate.Set();
        ExpectMsg("replaced");
        ExpectNoMsg(30);
        Advance(10);
        ExpectMsg("new");
    }

    [Fact]
    public void No_timer_fires_after_a_restart()
    {
        var actor = Clock();
        actor.Tell(new Periodic("k", "tick", 10));
        actor.Tell("fail");
        Settled(actor);
        Advance(10);
        ExpectNoMsg(30);
        actor.Tell("active?");
        ExpectMsg(false);
    }

    [Fact]
    public void No_timer_fires_after_a_stop()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Akka.Event.AllDeadLetters));
        var actor = Clock();
        actor.Tell(new Periodic("k", "tick", 10));
        Settled(actor);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        Advance(10);
        ExpectNoMsg(30);
    }

    [Fact]
    public void The_receive_timeout_comes_after_silence()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Impatient(TestActor)));
        Waits(actor);
        Advance(9);
        actor.Tell("noise");
        Waits(actor);
        Advance(9);
        ExpectNoMsg(30);
        Advance(1);
        ExpectMsg("silence");
        Waits(actor);
        Advance(10);
        ExpectMsg("silence");
    }

    [Fact]
    public void Some_messages_do_not_count_as_noise()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Impatient(TestActor)));
        Waits(actor);
        Advance(9);
        Waits(actor);
        Advance(1);
        ExpectMsg("silence");
    }

    [Fact]
    public void A_receive_timeout_can_be_set_anew_at_any_time()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Impatient(TestActor)));
        actor.Tell("off");
        Settled(actor);
        actor.Tell(new QuietlyOn(5));
        Settled(actor);
        Advance(4);
        ExpectNoMsg(30);
        Advance(1);
        ExpectMsg("silence");
        actor.Tell("off");
        Settled(actor);
        Advance(20);
        ExpectNoMsg(30);
    }

    [Fact]
    public void A_receive_timeout_can_be_switched_off()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Impatient(TestActor)));
        actor.Tell("off");
        Waits(actor);
        Advance(20);
        ExpectNoMsg(30);
    }

    [Fact]
    public void The_scheduler_tells_later_and_can_be_called_off()
    {
        Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(1), TestActor, "once", ActorRefs.NoSender);
        var cancelable = Scheduler.ScheduleTellRepeatedlyCancelable(
            TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TestActor, "often", ActorRefs.NoSender);
        Advance(1);
        ExpectMsg("once");
        ExpectMsg("often");
        Advance(1);
        ExpectNoMsg(30);
        Advance(1);
        ExpectMsg("often");
        cancelable.Cancel();
        Assert.True(cancelable.IsCancellationRequested);
        Advance(2);
        ExpectNoMsg(30);
    }

    [Fact]
    public void Time_does_not_run_back()
    {
        var now = Scheduler.Now;
        Scheduler.AdvanceTo(now + TimeSpan.FromHours(1));
        Assert.Equal(now + TimeSpan.FromHours(1), Scheduler.Now);
        Assert.Throws<InvalidOperationException>(() => Scheduler.AdvanceTo(now));
    }

    void Advance(int seconds) => Scheduler.Advance(TimeSpan.FromSeconds(seconds));

    IActorRef Clock() => Sys.ActorOf(Props.Create(() => new ClockActor(TestActor)));

    /// <summary>All that was told before has been handled.</summary>
    void Settled(IActorRef actor)
    {
        actor.Tell(new Identify("settled"));
        ExpectMsg<ActorIdentity>();
    }

    /// <summary>All that was told before has been handled and the receive timeout started anew, which this does not.</summary>
    void Waits(IActorRef actor)
    {
        actor.Tell(new Quiet());
        ExpectMsg("quiet");
    }

    sealed record Single(string Key, string Message, int Seconds);

    sealed record Periodic(string Key, string Message, int Seconds);

    sealed record Block(ManualResetEventSlim Gate, string Next);

    sealed record Quiet : INotInfluenceReceiveTimeout;

    sealed record QuietlyOn(int Seconds) : INotInfluenceReceiveTimeout;

    sealed class ClockActor : ReceiveActor, IWithTimers
    {
        public ClockActor(IActorRef witness)
        {
            Receive<Single>(t => Timers.StartSingleTimer(t.Key, t.Message, TimeSpan.FromSeconds(t.Seconds)));
            Receive<Periodic>(t => Timers.StartPeriodicTimer(t.Key, t.Message, TimeSpan.FromSeconds(t.Seconds)));
            Receive<Block>(b =>
            {
                witness.Tell("blocked");
                b.Gate.Wait();
                Timers.StartSingleTimer("k", b.Next, TimeSpan.FromSeconds(10));
                witness.Tell("replaced");
            });
            Receive<string>(m => m == "cancel", _ => Timers.Cancel("k"));
            Receive<string>(m => m == "active?", _ => witness.Tell(Timers.IsTimerActive("k")));
            Receive<string>(m => m == "fail", _ => throw new Bug("clock"));
            ReceiveAny(witness.Tell);
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }

    sealed class Impatient : ReceiveActor
    {
        public Impatient(IActorRef witness)
        {
            Context.SetReceiveTimeout(TimeSpan.FromSeconds(10));
            Receive<ReceiveTimeout>(_ => witness.Tell("silence"));
            Receive<QuietlyOn>(m => Context.SetReceiveTimeout(TimeSpan.FromSeconds(m.Seconds)));
            Receive<Quiet>(_ => witness.Tell("quiet"));
            Receive<string>(m => m == "off", _ => Context.SetReceiveTimeout(null));
            Receive<string>(_ => { });
        }
    }
}
