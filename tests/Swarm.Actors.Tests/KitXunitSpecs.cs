using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Swarm.Actors.Tests;

public sealed class KitXunitSpecs
{
    [Fact]
    public void What_is_logged_is_in_the_output_of_the_test()
    {
        var output = new Output();
        using (var kit = new Kit(output))
        {
            // Said again: the logger may start after the system.
            kit.AwaitAssert(() =>
            {
                kit.Sys.Log.Warning("careful, {0}", "friend");
                kit.Log.Info("good to know");
                Assert.Contains(output.Lines, line => line.Contains("WARN", StringComparison.OrdinalIgnoreCase)
                    && line.EndsWith("careful, friend", StringComparison.Ordinal));
                Assert.Contains(output.Lines, line => line.EndsWith("good to know", StringComparison.Ordinal));
            });
        }
    }

    [Fact]
    public void Another_system_can_log_there_too()
    {
        var output = new Output();
        using var kit = new Kit(output);
        var other = ActorSystem.Create("other");
        kit.Follow(other, "other: ");
        kit.AwaitAssert(() =>
        {
            other.Log.Warning("careful");
            Assert.Contains(output.Lines, line =>
                line.StartsWith("other: ", StringComparison.Ordinal) && line.EndsWith("careful", StringComparison.Ordinal));
        });
        kit.End(other);
        Assert.True(other.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact]
    public void The_system_ends_with_the_test()
    {
        var kit = new Kit(null);
        Assert.Equal("test", kit.Sys.Name);
        kit.Dispose();
        Assert.True(kit.Sys.WhenTerminated.IsCompletedSuccessfully);
        Assert.Equal(1, kit.Ended);
        kit.Dispose();
        Assert.Equal(1, kit.Ended);
    }

    [Fact]
    public void A_test_can_have_a_system_of_its_own_configuration()
    {
        using (var kit = new Akka.TestKit.Xunit2.TestKit("akka.test.single-expect-default = 1s"))
            Assert.Equal(TimeSpan.FromSeconds(1), kit.RemainingOrDefault);
        using (var kit = new Akka.TestKit.Xunit2.TestKit(TestKitBase.FullDebugConfig, "named"))
        {
            Assert.Equal("named", kit.Sys.Name);
            Assert.True(kit.Sys.Log.IsDebugEnabled);
            Assert.Equal("DEBUG", kit.Sys.Settings.LogLevel);
        }
    }

    [Fact]
    public void A_system_that_was_there_before_can_be_tested()
    {
        var system = ActorSystem.Create("before", "akka.test.single-expect-default = 1s");
        using (var kit = new Akka.TestKit.Xunit2.TestKit(system))
        {
            Assert.Same(system, kit.Sys);
            Assert.Equal(TimeSpan.FromSeconds(1), kit.RemainingOrDefault);
            var actor = kit.ActorOfAsTestActorRef<Echo>(Props.Create(() => new Echo()));
            actor.Tell("hello", kit.TestActor);
            kit.ExpectMsg("hello");
        }
        Assert.True(system.WhenTerminated.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_system_that_does_not_end_in_time_is_a_failure_where_asked_for()
    {
        using var gate = new ManualResetEventSlim();
        using var kit = new Kit(null);
        var actor = kit.Sys.ActorOf(Props.Create(() => new Lingers(gate)));
        actor.Tell("started?", kit.TestActor);
        kit.ExpectMsg("started?");
        try
        {
            Assert.Throws<TimeoutException>(() => kit.Shutdown(TimeSpan.FromMilliseconds(50), verifySystemShutdown: true));
        }
        finally
        {
            gate.Set();
        }
        await kit.Sys.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Assertions_are_those_of_xunit()
    {
        var assertions = new Akka.TestKit.Xunit2.XunitAssertions();
        Assert.Equal("7 of 9", Assert.Throws<FailException>(() => assertions.Fail("{0} of {1}", 7, 9)).Message);
        Assert.Equal("no 7", Assert.Throws<TrueException>(() => assertions.AssertTrue(false, "no {0}", 7)).Message);
        Assert.Equal("no 7", Assert.Throws<FalseException>(() => assertions.AssertFalse(true, "no {0}", 7)).Message);
        assertions.AssertEqual<object>(new[] { 1, 2 }, new List<int> { 1, 2 });
        assertions.AssertEqual("a", "A", (x, y) => x.Equals(y, StringComparison.OrdinalIgnoreCase));
        Assert.ThrowsAny<XunitException>(() => assertions.AssertEqual<object>(new Bug("a"), new Bug("a")));
        Assert.ThrowsAny<XunitException>(() => assertions.AssertEqual("a", "b", (x, y) => x == y));
    }

    sealed class Kit(ITestOutputHelper? output) : Akka.TestKit.Xunit2.TestKit(output: output)
    {
        public int Ended { get; private set; }

        public void Follow(ActorSystem system, string prefix) => InitializeLogger(system, prefix);

        public void End(ActorSystem system) => Shutdown(system, verifySystemShutdown: true);

        protected override void AfterAll() => Ended++;
    }

    sealed class Lingers : ReceiveActor
    {
        readonly ManualResetEventSlim gate;

        public Lingers(ManualResetEventSlim gate)
        {
            this.gate = gate;
            ReceiveAny(m => Sender.Tell(m));
        }

        protected override void PostStop() => gate.Wait();
    }

    sealed class Output : ITestOutputHelper
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public void WriteLine(string message) => Lines.Enqueue(message);

        public void WriteLine(string format, params object[] args) => WriteLine(string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args));
    }
}
