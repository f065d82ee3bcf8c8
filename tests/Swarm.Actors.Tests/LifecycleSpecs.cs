using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class LifecycleSpecs : TestKit
{
    [Fact]
    public void An_actor_starts_and_stops()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Mortal(TestActor, "a")));
        ExpectMsg("a: PreStart");
        Sys.Stop(actor);
        ExpectMsg("a: PostStop");
        ExpectNoMsg(50);
    }

    [Fact]
    public void A_restart_calls_the_hooks_in_order()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Mortal(TestActor, "a")));
        ExpectMsg("a: PreStart");
        actor.Tell(new Bug("b1"));
        ExpectMsg("a: PreRestart b1");
        ExpectMsg("a: PostStop");
        ExpectMsg("a: PostRestart b1");
        ExpectMsg("a: PreStart");
    }

    [Fact]
    public void A_restart_loses_the_state_but_keeps_reference_and_mailbox()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Mortal(ActorRefs.Nobody, "a")));
        actor.Tell("x");
        actor.Tell("x");
        actor.Tell(new Bug("b"));
        actor.Tell("y");
        actor.Tell("y");
        ExpectMsg("x1");
        ExpectMsg("x2");
        ExpectMsg("y1");
        ExpectMsg("y2");
        Assert.Equal(actor, LastSender);
    }

    [Fact]
    public void A_restart_stops_the_children_first()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Mortal(TestActor, "parent")));
        ExpectMsg("parent: PreStart");
        var probe = TestActor;
        parent.Tell(Props.Create(() => new Mortal(probe, "child")));
        var child = ReceiveN(2).OfType<IActorRef>().Single();
        var watcher = CreateTestProbe();
        watcher.Watch(child);
        parent.Tell(new Bug("b"));
        ExpectMsg("parent: PreRestart b");
        ExpectMsgAllOf("parent: PostStop", "child: PostStop");
        ExpectMsg("parent: PostRestart b");
        ExpectMsg("parent: PreStart");
        watcher.ExpectTerminated(child);
    }

    [Fact]
    public void Stopping_stops_the_children_before_the_parent()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Mortal(TestActor, "parent")));
        ExpectMsg("parent: PreStart");
        var probe = TestActor;
        parent.Tell(Props.Create(() => new Mortal(probe, "child")));
        FishForMessage<IActorRef>(_ => true);
        Sys.Stop(parent);
        FishForMessage<string>(m => m == "child: PostStop");
        ExpectMsg("parent: PostStop");
    }

    [Fact]
    public void A_name_is_taken_until_its_owner_is_gone()
    {
        var first = Sys.ActorOf(Props.Create(() => new Echo()), "name");
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Create(() => new Echo()), "name"));
        Watch(first);
        Sys.Stop(first);
        ExpectTerminated(first);
        AwaitAssert(() =>
        {
            var second = Sys.ActorOf(Props.Create(() => new Echo()), "name");
            Assert.Equal(first.Path, second.Path);
            Assert.NotEqual(first, second);
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("$a")]
    [InlineData("ä")]
    [InlineData("a b")]
    public void A_name_must_be_a_path_element(string name) =>
        Assert.Throws<InvalidActorNameException>(() => Sys.ActorOf(Props.Create(() => new Echo()), name));

    [Fact]
    public void An_actor_knows_its_place()
    {
        var parent = Sys.ActorOf(Props.Create(() => new Mortal(ActorRefs.Nobody, "p")), "parent");
        parent.Tell(Props.Create(() => new Echo()));
        var child = ExpectMsg<IActorRef>();
        Assert.Equal("akka://" + Sys.Name + "/user/parent", parent.Path.ToString());
        Assert.Equal(parent.Path, child.Path.Parent);
        Assert.Equal(["user", "parent", child.Path.Name], child.Path.Elements);
        Assert.StartsWith("$", child.Path.Name, StringComparison.Ordinal);
        Assert.Equal(parent.Path / child.Path.Name, child.Path);
    }

    [Fact]
    public void An_actor_that_fails_in_its_constructor_is_stopped()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stillborn()));
        Watch(actor);
        ExpectTerminated(actor);
    }

    [Fact]
    public void An_actor_is_not_made_by_new()
    {
        Exception? refused = null;
        var outside = new Thread(() => refused = Record.Exception(() => new Echo()));
        outside.Start();
        outside.Join();
        Assert.IsType<ActorInitializationException>(refused);
    }

    [Fact]
    public void Props_find_the_constructor_for_their_arguments()
    {
        var byType = Sys.ActorOf(Props.Create<Arguments>(1, "one"));
        byType.Tell("?");
        ExpectMsg("1 one");
        var number = 2;
        var byExpression = Sys.ActorOf(Props.Create(() => new Arguments(number + 1, string.Concat("th", "ree"))));
        number = 5;
        byExpression.Tell("?");
        ExpectMsg("3 three");
    }

    [Fact]
    public void Props_take_nothing_but_new() => Assert.Throws<InvalidCastException>(() => Props.Create(() => Made()));

    [Fact]
    public async Task The_system_ends_when_all_are_gone()
    {
        var ended = new TaskCompletionSource();
        Sys.RegisterOnTermination(() => ended.TrySetResult());
        var postStops = new List<string>();
        var parent = Sys.ActorOf(Props.Create(() => new Nest(3, postStops)));
        parent.Tell("x");
        ExpectMsg("x");
        await Sys.Terminate().WaitAsync(TimeSpan.FromSeconds(20));
        Assert.True(Sys.WhenTerminated.IsCompleted);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(["1", "2", "3"], postStops);
    }

    [Fact]
    public void A_disposable_actor_is_disposed_at_its_end()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Disposed(TestActor)));
        Sys.Stop(actor);
        ExpectMsg("disposed");
    }

    static Echo Made() => null!;

    sealed class Stillborn : ReceiveActor
    {
        public Stillborn() => throw new Bug("never");
    }

    sealed class Arguments : ReceiveActor
    {
        public Arguments(int number, string word) => ReceiveAny(_ => Sender.Tell($"{number} {word}"));
    }

    sealed class Nest : ReceiveActor
    {
        readonly int depth;
        readonly List<string> postStops;

        public Nest(int depth, List<string> postStops)
        {
            this.depth = depth;
            this.postStops = postStops;
            if (depth > 1)
                Context.ActorOf(Props.Create(() => new Nest(depth - 1, postStops)));
            ReceiveAny(m => Sender.Tell(m));
        }

        protected override void PostStop()
        {
            lock (postStops)
                postStops.Add($"{depth}");
        }
    }

    sealed class Disposed : ReceiveActor, IDisposable
    {
        readonly IActorRef witness;

        public Disposed(IActorRef witness) => this.witness = witness;

        public void Dispose() => witness.Tell("disposed");
    }

    [Fact]
    public void A_producer_is_asked_at_the_start_and_at_each_restart_and_told_of_each_actor_that_goes()
    {
        var producer = new Producer(TestActor);
        var actor = Sys.ActorOf(Props.CreateBy(producer, "seen"));
        ExpectMsg("produced");
        ExpectMsg("p: PreStart");
        actor.Tell(new Bug("b"));
        ExpectMsg("p: PreRestart b");
        ExpectMsg("p: PostStop");
        ExpectMsgAllOf("released", "produced");
        ExpectMsg("p: PostRestart b");
        ExpectMsg("p: PreStart");
        Sys.Stop(actor);
        ExpectMsg("p: PostStop");
        ExpectMsg("released");
        ExpectNoMsg(50);
    }

    [Fact]
    public void Props_of_a_producer_say_what_it_makes()
    {
        var props = Props.CreateBy(new Producer(TestActor), "seen");
        Assert.Equal((typeof(Mortal), "seen"), (props.Type, Assert.Single(props.Arguments)));
    }

    sealed class Producer(IActorRef witness) : IIndirectActorProducer
    {
        public Type ActorType => typeof(Mortal);

        public ActorBase Produce()
        {
            witness.Tell("produced");
            return new Mortal(witness, "p");
        }

        public void Release(ActorBase actor) => witness.Tell("released");
    }
}
