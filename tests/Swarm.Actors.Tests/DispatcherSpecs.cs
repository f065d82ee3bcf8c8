using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class DispatcherSpecs() : TestKit(
    """
    akka.actor.default-dispatcher.throughput = 5
    two-threads {
      type = ForkJoinDispatcher
      dedicated-thread-pool {
        thread-count = 2
        threadtype = background
      }
    }
    pinned-dispatcher { type = PinnedDispatcher }  # a thread for each
    """)
{
    [Fact]
    public void A_pinned_actor_has_a_thread_of_its_own()
    {
        var one = Sys.ActorOf(Props.Create(() => new WhereAmI()).WithDispatcher("pinned-dispatcher"));
        var other = Sys.ActorOf(Props.Create(() => new WhereAmI()).WithDispatcher("pinned-dispatcher"));
        var threads = new HashSet<int>();
        foreach (var actor in new[] { one, other, one, other, one })
        {
            actor.Tell("?");
            var (thread, pool) = ExpectMsg<(int, bool)>();
            Assert.False(pool);
            threads.Add(thread);
        }
        Assert.Equal(2, threads.Count);
    }

    [Fact]
    public void A_pinned_actor_stays_on_its_thread_after_an_await()
    {
        var actor = Sys.ActorOf(Props.Create(() => new WhereAmI()).WithDispatcher("pinned-dispatcher"));
        actor.Tell("?");
        var before = ExpectMsg<(int, bool)>();
        actor.Tell(1);
        Assert.Equal(before, ExpectMsg<(int, bool)>());
    }

    [Fact]
    public void A_pinned_actor_that_blocks_keeps_nobody_waiting()
    {
        var gate = new ManualResetEventSlim();
        for (var i = 0; i < 8; i++)
            Sys.ActorOf(Props.Create(() => new WhereAmI()).WithDispatcher("pinned-dispatcher")).Tell(gate);
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        echo.Tell("hello");
        ExpectMsg("hello");
        gate.Set();
    }

    [Fact]
    public void A_pinned_actor_is_restarted_and_stopped_as_any_other()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Mortal(TestActor, "a")).WithDispatcher("pinned-dispatcher"));
        ExpectMsg("a: PreStart");
        actor.Tell(new Bug("b"));
        ExpectMsg("a: PreRestart b");
        ExpectMsg("a: PostStop");
        ExpectMsg("a: PostRestart b");
        ExpectMsg("a: PreStart");
        Watch(actor);
        Sys.Stop(actor);
        ExpectMsg("a: PostStop");
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_dispatcher_can_have_threads_of_its_own()
    {
        var threads = new HashSet<int>();
        foreach (var actor in Enumerable.Range(0, 8).Select(_ => Sys.ActorOf(Props.Create(() => new WhereAmI()).WithDispatcher("two-threads"))).ToArray())
        {
            actor.Tell("?");
            actor.Tell(1);
            foreach (var (thread, pool) in new[] { ExpectMsg<(int, bool)>(), ExpectMsg<(int, bool)>() })
            {
                Assert.False(pool);
                threads.Add(thread);
            }
        }
        Assert.InRange(threads.Count, 1, 2);
    }

    [Fact]
    public void Who_blocks_the_threads_of_a_dispatcher_blocks_nobody_else()
    {
        var gate = new ManualResetEventSlim();
        for (var i = 0; i < 4; i++)
            Sys.ActorOf(Props.Create(() => new WhereAmI()).WithDispatcher("two-threads")).Tell(gate);
        var waits = Sys.ActorOf(Props.Create(() => new Echo()).WithDispatcher("two-threads"));
        waits.Tell("waits");
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        echo.Tell("hello");
        ExpectMsg("hello");
        gate.Set();
        ExpectMsg("waits");
    }

    [Fact]
    public void A_dispatcher_must_be_configured() =>
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Create(() => new Echo()).WithDispatcher("unheard-of")));

    [Fact]
    public void Settings_are_read_by_their_path()
    {
        var config = Sys.Settings.Config;
        Assert.Equal(5, config.GetInt("akka.actor.default-dispatcher.throughput"));
        Assert.Equal("PinnedDispatcher", config.GetString("pinned-dispatcher.type"));
        Assert.True(config.HasPath("pinned-dispatcher"));
        Assert.False(config.HasPath("unheard-of"));
        Assert.Equal(TimeSpan.FromSeconds(3), config.GetTimeSpan("akka.test.single-expect-default"));
    }

    sealed class WhereAmI : ReceiveActor
    {
        public WhereAmI()
        {
            Receive<string>(_ => Sender.Tell((Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread)));
            ReceiveAsync<int>(async _ =>
            {
                await Task.Yield();
                Sender.Tell((Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread));
            });
            Receive<ManualResetEventSlim>(gate => gate.Wait(TimeSpan.FromSeconds(10)));
        }
    }
}
