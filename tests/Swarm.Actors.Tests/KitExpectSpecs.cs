using Akka.Actor;
using Akka.TestKit;
using Xunit.Sdk;

namespace Swarm.Actors.Tests;

public sealed class KitExpectSpecs : Akka.TestKit.Xunit2.TestKit
{
    static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(30);

    [Fact]
    public void What_does_not_come_in_time_is_named()
    {
        var failure = KitFailure.Of(() => ExpectMsg<string>(AMoment, "that was promised"));
        Assert.Contains(
            "Failed: Timeout 00:00:00.0300000 while waiting for a message of type System.String that was promised", failure.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_of_another_type_is_named()
    {
        TestActor.Tell(1);
        var failure = KitFailure.Of(() => ExpectMsg<string>(hint: "that was promised"));
        Assert.Contains("Expected a message of type System.String, but received {1} (type System.Int32)", failure.Message, StringComparison.Ordinal);
        Assert.Contains("that was promised", failure.Message, StringComparison.Ordinal);
        Assert.Contains(TestActor.ToString()!, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_message_is_named()
    {
        TestActor.Tell("actual");
        var failure = KitFailure.Of(() => ExpectMsg("expected"));
        Assert.Contains("Expected: expected", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Actual:   actual", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_does_not_pass_is_named()
    {
        TestActor.Tell("actual");
        var failure = KitFailure.Of(() => ExpectMsg<string>(m => m == "expected", hint: "something else"));
        Assert.Contains("Also expected something else but the message {actual}", failure.Message, StringComparison.Ordinal);
        TestActor.Tell("actual");
        failure = KitFailure.Of(() => ExpectMsg<string>((m, sender) => m == "expected"));
        Assert.Contains("Also expected the predicate to return true but the message {actual}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_can_be_looked_at_in_many_ways()
    {
        Tell("a", "b", "c", "d", "e", "f");
        Assert.Equal("a", ExpectMsg<string>(m => Assert.Equal("a", m)));
        Assert.Equal("b", ExpectMsg<string>((m, sender) => Assert.Equal(("b", TestActor), (m, sender))));
        Assert.Equal("c", ExpectMsg<string>((m, sender) => m == "c" && sender.Equals(TestActor)));
        Assert.Equal("d", ExpectMsg("D", (x, y) => x.Equals(y, StringComparison.OrdinalIgnoreCase)));
        Assert.Equal("e", await ExpectMsgAsync("E", (x, y) => x.Equals(y, StringComparison.OrdinalIgnoreCase)));
        Assert.Throws<Bug>(() => ExpectMsg<string>(m => throw new Bug(m)));
    }

    [Fact]
    public void Sequences_are_equal_when_their_items_are()
    {
        TestActor.Tell(new[] { 1, 2 });
        ExpectMsg(new[] { 1, 2 });
        TestActor.Tell(new List<string> { "a" });
        KitFailure.Of(() => ExpectMsg(new List<string> { "b" }));
    }

    [Fact]
    public async Task The_sender_can_be_expected_too()
    {
        var probe = CreateTestProbe();
        foreach (var message in (string[])["a", "b", "c", "d", "e", "f", "g"])
            probe.Send(TestActor, message);
        Assert.Equal("a", ExpectMsgFrom<string>(probe.Ref));
        Assert.Equal("b", ExpectMsgFrom(probe.Ref, "b"));
        Assert.Equal("c", ExpectMsgFrom<string>(probe.Ref, m => m == "c"));
        Assert.Equal("d", ExpectMsgFrom<string>(probe.Ref, m => Assert.Equal("d", m)));
        Assert.Equal("e", ExpectMsgFrom<string>(sender => Assert.Equal(probe.Ref, sender), m => Assert.Equal("e", m)));
        Assert.Equal("f", await ExpectMsgFromAsync<string>(probe.Ref));
        Assert.Equal("g", await ExpectMsgFromAsync(probe.Ref, "g"));
        TestActor.Tell("h");
        var failure = KitFailure.Of(() => ExpectMsgFrom<string>(probe.Ref));
        Assert.Contains($"Sender does not match. Got a message from sender {TestActor}. But expected {probe.Ref}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_of_some_may_come_in_any_order()
    {
        Tell("c", "a", "b");
        Assert.Equal(["c", "a", "b"], ExpectMsgAllOf("a", "b", "c"));
        Tell("b", "a");
        Assert.Equal(["b", "a"], ExpectMsgAllOf(TimeSpan.FromSeconds(3), "a", "b"));
        Tell("b", "a");
        var all = new List<string>();
        await foreach (var message in ExpectMsgAllOfAsync(["a", "b"]))
            all.Add(message);
        Assert.Equal(["b", "a"], all);
    }

    [Fact]
    public void All_of_some_come_as_often_as_expected()
    {
        Tell("a", "b", "b");
        var failure = KitFailure.Of(() => ExpectMsgAllOf("a", "a", "b"));
        Assert.Contains("not found [a]", failure.Message, StringComparison.Ordinal);
        Assert.Contains("found unexpected [b]", failure.Message, StringComparison.Ordinal);
        Tell("a");
        KitFailure.Of(() => ExpectMsgAllOf(AMoment, "a", "b"));
    }

    [Fact]
    public async Task All_that_fulfil_some_predicates_may_come_in_any_order()
    {
        Tell("b", 1, "a");
        PredicateInfo[] predicates = [PredicateInfo.Create<string>(m => m == "a"), PredicateInfo.Create<string>(m => m == "b"), PredicateInfo.Create<int>(m => m == 1)];
        Assert.Equal(["b", 1, "a"], ExpectMsgAllOfMatchingPredicates(predicates));
        Tell("b", 1, "a");
        var all = new List<object>();
        await foreach (var message in ExpectMsgAllOfMatchingPredicatesAsync(predicates))
            all.Add(message);
        Assert.Equal(["b", 1, "a"], all);
        Tell("b", 1, 2);
        Assert.Contains("found unexpected [2]", KitFailure.Of(() => ExpectMsgAllOfMatchingPredicates(predicates)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_some_may_come()
    {
        Tell("b", "a", "c");
        Assert.Equal("b", ExpectMsgAnyOf(["a", "b"]));
        Assert.Equal("a", await ExpectMsgAnyOfAsync(["a", "b"]));
        KitFailure.Of(() => ExpectMsgAnyOf(["a", "b"]));
    }

    [Fact]
    public void What_comes_into_silence_is_named()
    {
        TestActor.Tell("noise");
        var failure = KitFailure.Of(() => ExpectNoMsg(AMoment));
        Assert.Contains("Expected no messages during 00:00:00.0300000, instead we received <noise> from", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_an_actor_can_be_expected()
    {
        var (first, second) = (Sys.ActorOf(Props.Create(() => new Silent())), Sys.ActorOf(Props.Create(() => new Silent())));
        Watch(first);
        await WatchAsync(second);
        Sys.Stop(first);
        Assert.Equal(first, ExpectTerminated(first).ActorRef);
        Sys.Stop(second);
        await Assert.ThrowsAnyAsync<XunitException>(async () => await ExpectTerminatedAsync(first));
    }

    [Fact]
    public async Task An_actor_that_is_not_watched_any_more_ends_unnoticed()
    {
        var (first, second) = (Sys.ActorOf(Props.Create(() => new Silent())), Sys.ActorOf(Props.Create(() => new Silent())));
        Watch(first);
        Watch(second);
        Assert.Equal(first, Unwatch(first));
        Assert.Equal(second, await UnwatchAsync(second));
        Assert.True(await first.GracefulStop(TimeSpan.FromSeconds(5)));
        Assert.True(await second.GracefulStop(TimeSpan.FromSeconds(5)));
        ExpectNoMsg(AMoment);
    }

    [Fact]
    public void No_time_is_negative()
    {
        Assert.Throws<ArgumentException>(() => ExpectMsg<string>(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentException>(() => Dilated(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentException>(() => RemainingOrDilated(TimeSpan.FromSeconds(-1)));
        Assert.Null(ReceiveOne(TimeSpan.FromSeconds(-1)));
    }

    void Tell(params object[] messages)
    {
        foreach (var message in messages)
            TestActor.Tell(message);
    }
}
