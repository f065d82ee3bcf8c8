using System.Collections;
using Akka.Actor;
using Xunit.Sdk;

namespace Swarm.Actors.Tests;

public sealed class KitReceiveSpecs : Akka.TestKit.Xunit2.TestKit
{
    static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(30);

    [Fact]
    public void Where_nothing_was_received_there_is_no_last_message()
    {
        Assert.Throws<IllegalActorStateException>(() => LastMessage);
        Assert.Throws<IllegalActorStateException>(() => LastSender);
        TestActor.Tell("a");
        ExpectMsg("a");
        Assert.Equal("a", LastMessage);
        Assert.Equal(TestActor, LastSender);
        ExpectNoMsg(10);
        Assert.Throws<IllegalActorStateException>(() => LastMessage);
        Assert.Throws<IllegalActorStateException>(() => LastSender);
    }

    [Fact]
    public async Task One_message_is_received_or_none()
    {
        Assert.Null(ReceiveOne(TimeSpan.Zero));
        Assert.Null(ReceiveOne(AMoment));
        Assert.Null(await ReceiveOneAsync(AMoment));
        Assert.False(TryReceiveOne(out var none, AMoment));
        Assert.Throws<IllegalActorStateException>(() => none.Message);
        Assert.Equal("<null>", none.ToString());
        Tell("a", "b", "c", "d");
        Assert.True(HasMessages);
        Assert.Equal("a", ReceiveOne(TimeSpan.Zero));
        Assert.Equal("b", await ReceiveOneAsync());
        Assert.True(TryReceiveOne(out var envelope));
        Assert.Equal(("c", TestActor), (envelope.Message, envelope.Sender));
        Assert.Equal((true, "d"), await TryReceiveOneAsync(null) is var (success, last) ? (success, last.Message) : default);
        Assert.False(HasMessages);
    }

    [Fact]
    public async Task A_message_that_is_peeked_at_stays()
    {
        Assert.Null(PeekOne(AMoment));
        Assert.False(TryPeekOne(out _, AMoment, CancellationToken.None));
        Tell("a");
        Assert.Equal("a", PeekOne());
        Assert.Equal("a", LastMessage);
        Assert.Equal("a", PeekOne(CancellationToken.None));
        Assert.Equal("a", await PeekOneAsync());
        Assert.True(TryPeekOne(out var envelope, null, CancellationToken.None));
        Assert.Equal("a", envelope.Message);
        ExpectMsg("a");
    }

    [Fact]
    public async Task As_many_as_asked_for_are_received()
    {
        Tell(1, 2, 3, 4, 5);
        Assert.Equal([1, 2], ReceiveN(2).Cast<int>());
        Assert.Equal([3], ReceiveN(1, TimeSpan.FromSeconds(3)).Cast<int>());
        var rest = new List<object>();
        await foreach (var message in ReceiveNAsync(2, TimeSpan.FromSeconds(3)))
            rest.Add(message);
        Assert.Equal([4, 5], rest.Cast<int>());
        Tell(6);
        var failure = KitFailure.Of(() => ReceiveN(2, AMoment));
        Assert.Contains("Timeout (00:00:00.0300000) while expecting 2 messages. Only got 1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_are_received_while_a_filter_makes_something_of_them()
    {
        Tell("a", "b", 1, "c");
        Assert.Equal(["a", "b"], ReceiveWhile<string?>(m => m as string));
        Assert.Equal("b", LastMessage);
        ExpectMsg(1);
        Assert.Equal(["c"], ReceiveWhile<string?>(TimeSpan.FromSeconds(3), m => m as string, 1));
        Assert.Empty(ReceiveWhile<string?>(AMoment, m => m as string));
        Tell("d");
        Assert.Equal(["d"], ReceiveWhile<string?>(TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(100), m => m as string));
    }

    [Fact]
    public void Messages_are_received_while_they_pass_a_predicate()
    {
        Tell("a", 1, "b", "stop", "c");
        Assert.Equal(["a", "b"], ReceiveWhile<string>(m => m != "stop"));
        ExpectMsg("stop");
        ExpectMsg("c");
        Tell("a", 1, "b");
        Assert.Equal(["a"], ReceiveWhile<string>(_ => true, shouldIgnoreOtherMessageTypes: false));
        ExpectMsg(1);
        Assert.Equal(["b"], ReceiveWhile<string>(_ => true, msgs: 1));
        Tell(1, 2, 3);
        Assert.Equal([1, 2], ReceiveWhile<int>(n => n < 3));
        ExpectMsg(3);
    }

    [Fact]
    public async Task Messages_are_received_one_by_one_while_they_pass()
    {
        Tell("a", "b", 1, 2);
        var texts = new List<string>();
        await foreach (var text in ReceiveWhileAsync<string?>(m => m as string))
            texts.Add(text!);
        Assert.Equal(["a", "b"], texts);
        var numbers = new List<int>();
        await foreach (var number in ReceiveWhileAsync<int>(n => n < 2))
            numbers.Add(number);
        Assert.Equal([1], numbers);
        ExpectMsg(2);
    }

    [Fact]
    public async Task Who_fishes_throws_away_what_is_not_looked_for()
    {
        Tell("a", 1, 2, "b", 3);
        Assert.Equal(2, FishForMessage<int>(n => n == 2));
        var thrownAway = new ArrayList { "before" };
        Assert.Equal(3, FishForMessage<int>(_ => true, thrownAway));
        Assert.Equal(new ArrayList { "b" }, thrownAway);
        Tell("c");
        Assert.Equal("c", await FishForMessageAsync(m => m is "c"));
        var failure = KitFailure.Of(() => FishForMessage<string>(_ => true, AMoment, "for a fish"));
        Assert.Contains("Timeout (00:00:00.0300000) during fishForMessage, hint: for a fish", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_must_not_come_is_a_failure_though_others_may_come()
    {
        Tell("a", 1.5);
        await FishUntilMessageAsync<int>(AMoment);
        Assert.False(HasMessages);
        Tell("a", 1);
        await Assert.ThrowsAnyAsync<XunitException>(() => FishUntilMessageAsync<int>(AMoment));
    }

    [Fact]
    public async Task Radio_silence_is_waited_for()
    {
        Tell("a", "b");
        Assert.Equal(new ArrayList { "a", "b" }, await WaitForRadioSilenceAsync(AMoment));
        Tell("a", "b", "c");
        await Assert.ThrowsAnyAsync<XunitException>(() => WaitForRadioSilenceAsync(AMoment, 1));
    }

    [Fact]
    public async Task Who_waits_can_be_told_to_stop()
    {
        using var stop = new CancellationTokenSource();
        var message = ReceiveOneAsync(TimeSpan.FromSeconds(30), stop.Token);
        Assert.False(message.IsCompleted);
        await stop.CancelAsync();
        // Akka.NET says it by an exception or by nothing, as it comes.
        if (await Record.ExceptionAsync(message.AsTask) is null)
            Assert.Throws<IllegalActorStateException>(() => LastMessage);
        Tell("later");
        ExpectMsg("later");
    }

    void Tell(params object[] messages)
    {
        foreach (var message in messages)
            TestActor.Tell(message);
    }
}
