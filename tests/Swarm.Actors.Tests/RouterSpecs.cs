using Akka.Actor;
using Akka.Routing;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class RouterSpecs : TestKit
{
    [Fact]
    public void Round_robin_sends_to_one_after_the_other()
    {
        var router = Sys.ActorOf(Named().WithRouter(new RoundRobinPool(3)));
        for (var i = 0; i < 9; i++)
            router.Tell(i);
        var got = Enumerable.Range(0, 9).Select(_ => ExpectMsg<Answer>()).ToLookup(a => a.Name, a => (int)a.Message);
        Assert.Equal(3, got.Count);
        Assert.All(got, one => Assert.Equal([one.Min(), one.Min() + 3, one.Min() + 6], one));
    }

    [Fact]
    public void Random_sends_to_anyone()
    {
        var router = Sys.ActorOf(new RandomPool(3).Props(Named()));
        for (var i = 0; i < 100; i++)
            router.Tell(i);
        Assert.Equal(3, Enumerable.Range(0, 100).Select(_ => ExpectMsg<Answer>().Name).Distinct().Count());
    }

    [Fact]
    public void Broadcast_sends_to_all()
    {
        Sys.ActorOf(Named().WithRouter(new BroadcastPool(3))).Tell("all");
        ExpectAll("all");
        Sys.ActorOf(Named().WithRouter(new RoundRobinPool(3))).Tell(new Broadcast("all the same"));
        ExpectAll("all the same");

        void ExpectAll(string message) =>
            Assert.Equal(["$a", "$b", "$c"], Enumerable.Range(0, 3).Select(_ => NameOf(ExpectMsg<Answer>(), message)).Order());
    }

    [Fact]
    public void A_routee_is_a_child_of_the_router_and_answers_itself()
    {
        var router = Sys.ActorOf(Named().WithRouter(new RoundRobinPool(1)), "router");
        router.Tell("hello");
        ExpectMsg<Answer>();
        Assert.Equal(router.Path / "$a", LastSender.Path);
        Sys.ActorSelection("/user/router/$a").Tell("straight", TestActor);
        Assert.Equal("$a", NameOf(ExpectMsg<Answer>(), "straight"));
        Sys.ActorSelection("/user/router").Tell("routed", TestActor);
        Assert.Equal("$a", NameOf(ExpectMsg<Answer>(), "routed"));
        router.Tell(new Identify("who"));
        Assert.Equal(router, ExpectMsg<ActorIdentity>().Subject);
    }

    [Fact]
    public async Task A_router_can_be_asked()
    {
        var router = Sys.ActorOf(Named().WithRouter(new RoundRobinPool(2)));
        Assert.Equal("question", (await router.Ask<Answer>("question", TimeSpan.FromSeconds(10))).Message);
    }

    [Fact]
    public void A_group_sends_to_those_at_its_paths()
    {
        Sys.ActorOf(Named(), "one");
        Sys.ActorOf(Named(), "two");
        var turns = Sys.ActorOf(new RoundRobinGroup("/user/one", "/user/two").Props());
        turns.Tell(1);
        turns.Tell(2);
        Assert.Equal(["one", "two"], new[] { ExpectMsg<Answer>().Name, ExpectMsg<Answer>().Name }.Order());
        Sys.ActorOf(Props.Empty.WithRouter(new BroadcastGroup("/user/one", "/user/two"))).Tell(1);
        Assert.Equal(["one", "two"], new[] { ExpectMsg<Answer>().Name, ExpectMsg<Answer>().Name }.Order());
        Sys.ActorOf(new RandomGroup("/user/one").Props()).Tell(1);
        Assert.Equal("one", ExpectMsg<Answer>().Name);
    }

    [Fact]
    public void Routees_can_be_added_and_removed()
    {
        var router = Sys.ActorOf(Named().WithRouter(new RoundRobinPool(2)));
        var more = Sys.ActorOf(Named(), "more");
        router.Tell(new AddRoutee(new ActorRefRoutee(more)));
        Assert.Equal(["$a", "$b", "more"], RouteesOf(router));
        router.Tell(new AdjustPoolSize(2));
        Assert.Equal(["$a", "$b", "$c", "$d", "more"], RouteesOf(router));
        var first = Watch(Routee(router, "$a"));
        router.Tell(new RemoveRoutee(new ActorRefRoutee(first)));
        router.Tell(new RemoveRoutee(new ActorRefRoutee(more)));
        Assert.Equal(["$b", "$c", "$d"], RouteesOf(router));
        ExpectTerminated(first);
        router.Tell(new AdjustPoolSize(-2));
        Assert.Equal(["$b"], RouteesOf(router));
        more.Tell("still there");
        ExpectMsg<Answer>();
    }

    [Fact]
    public void Who_stops_is_a_routee_no_longer_and_the_last_one_ends_the_router()
    {
        var router = Watch(Sys.ActorOf(Named().WithRouter(new RoundRobinPool(3))));
        Routee(router, "$b").Tell(PoisonPill.Instance);
        AwaitAssert(() => Assert.Equal(["$a", "$c"], RouteesOf(router)));
        router.Tell(new Broadcast(PoisonPill.Instance));
        ExpectTerminated(router);
    }

    [Fact]
    public void The_end_of_a_router_is_the_end_of_its_pool()
    {
        var router = Watch(Sys.ActorOf(Named().WithRouter(new RoundRobinPool(2))));
        var (one, other) = (Watch(Routee(router, "$a")), Watch(Routee(router, "$b")));
        router.Tell(PoisonPill.Instance);
        Assert.Equal(
            new HashSet<IActorRef> { router, one, other },
            Enumerable.Range(0, 3).Select(_ => ExpectMsg<Terminated>().ActorRef).ToHashSet());
    }

    [Fact]
    public void A_routee_that_fails_is_restarted_alone()
    {
        var router = Sys.ActorOf(Counting().WithRouter(new BroadcastPool(2)));
        AssertCounts(router, 1, 1);
        Routee(router, "$a").Tell(new Bug("b"));
        AssertCounts(router, 1, 2);
    }

    [Fact]
    public void The_strategy_of_the_pool_decides()
    {
        var strategy = new OneForOneStrategy(_ => Directive.Stop);
        var router = Sys.ActorOf(Counting().WithRouter(new BroadcastPool(2).WithSupervisorStrategy(strategy)));
        Routee(router, "$a").Tell(new Bug("b"));
        AwaitAssert(() => Assert.Equal(["$b"], RouteesOf(router)));
    }

    [Fact]
    public void What_a_router_escalates_its_parent_decides()
    {
        var strategy = new OneForOneStrategy(_ => Directive.Escalate);
        var parent = Sys.ActorOf(Props.Create(() => new Supervisor(new OneForOneStrategy(_ => Directive.Restart))));
        var witness = CreateTestProbe();
        parent.Tell(Props.Create(() => new Mortal(witness.Ref, "r")).WithRouter(new BroadcastPool(2).WithSupervisorStrategy(strategy)));
        var router = ExpectMsg<IActorRef>();
        Routee(router, "$a").Tell(new Bug("b"));
        witness.FishForMessage(m => m is "r: PostRestart b");
        witness.FishForMessage(m => m is "r: PostRestart b");
        Assert.Equal(["$a", "$b"], RouteesOf(router));
    }

    [Fact]
    public void The_dispatcher_of_the_props_is_that_of_the_routees()
    {
        var mine = Named().WithDispatcher("akka.actor.internal-dispatcher");
        Sys.ActorOf(mine.WithRouter(new RoundRobinPool(1))).Tell("props");
        Assert.Equal("akka.actor.internal-dispatcher", ExpectMsg<Answer>().Dispatcher);
    }

    string[] RouteesOf(IActorRef router) => [.. Members(router).Select(m => m.Path.Name).Order()];

    IActorRef Routee(IActorRef router, string name) => Members(router).Single(m => m.Path.Name == name);

    IEnumerable<IActorRef> Members(IActorRef router)
    {
        router.Tell(GetRoutees.Instance);
        return ExpectMsg<Routees>().Members.Cast<ActorRefRoutee>().Select(r => r.Actor);
    }

    void AssertCounts(IActorRef router, params int[] expected)
    {
        router.Tell("count");
        Assert.Equal(expected, expected.Select(_ => ExpectMsg<int>()).Order());
    }

    static string NameOf(Answer answer, object message)
    {
        Assert.Equal(message, answer.Message);
        return answer.Name;
    }

    static Props Named() => Props.Create(() => new NamedActor());

    static Props Counting() => Props.Create(() => new CountingActor());

    sealed record Answer(string Name, object Message, string Dispatcher);

    sealed class NamedActor : ReceiveActor
    {
        public NamedActor() => ReceiveAny(m => Sender.Tell(new Answer(Self.Path.Name, m, Context.Props.Dispatcher)));
    }

    sealed class CountingActor : ReceiveActor
    {
        int count;

        public CountingActor()
        {
            Receive<Exception>(e => throw e);
            ReceiveAny(_ => Sender.Tell(++count));
        }
    }
}
