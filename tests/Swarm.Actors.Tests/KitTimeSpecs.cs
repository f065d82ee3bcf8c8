using Akka.Actor;
using Akka.Configuration;
using Xunit.Sdk;

namespace Swarm.Actors.Tests;

public sealed class KitTimeSpecs : Akka.TestKit.Xunit2.TestKit
{
    static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    [Fact]
    public void The_settings_are_those_of_Akka()
    {
        Assert.Equal(TimeSpan.FromSeconds(3), TestKitSettings.SingleExpectDefault);
        Assert.Equal(TimeSpan.FromSeconds(3), TestKitSettings.TestEventFilterLeeway);
        Assert.Equal(TimeSpan.FromSeconds(5), TestKitSettings.DefaultTimeout);
        Assert.Equal(1.0, TestKitSettings.TestTimeFactor);
        Assert.Equal(TimeSpan.FromSeconds(3), RemainingOrDefault);
        Assert.Equal(TimeSpan.FromSeconds(3), GetTimeoutOrDefault(null));
    }

    [Fact]
    public async Task An_assertion_is_repeated_until_it_holds()
    {
        var attempts = 0;
        AwaitAssert(() => Assert.Equal(3, ++attempts), Long, TimeSpan.FromMilliseconds(5));
        await AwaitAssertAsync(() => Assert.Equal(6, ++attempts), Long, TimeSpan.FromMilliseconds(5));
        await AwaitAssertAsync(
            async () =>
            {
                await Task.Yield();
                Assert.Equal(9, ++attempts);
            }, Long, TimeSpan.FromMilliseconds(5));
        Assert.Equal(9, attempts);
    }

    [Fact]
    public async Task The_last_failure_of_a_repeated_assertion_is_that_of_the_test()
    {
        Assert.Throws<Bug>(() => AwaitAssert(() => throw new Bug("b"), AMoment, TimeSpan.FromMilliseconds(5)));
        await Assert.ThrowsAsync<Bug>(() => AwaitAssertAsync(() => Task.FromException(new Bug("b")), AMoment));
    }

    [Fact]
    public async Task A_condition_is_awaited()
    {
        var asked = 0;
        AwaitCondition(() => ++asked == 3, Long, TimeSpan.FromMilliseconds(5));
        await AwaitConditionAsync(() => ++asked == 6, Long, TimeSpan.FromMilliseconds(5));
        await AwaitConditionAsync(() => Task.FromResult(++asked == 9), Long, TimeSpan.FromMilliseconds(5));
        Assert.True(AwaitConditionNoThrow(() => ++asked == 12, Long, TimeSpan.FromMilliseconds(5)));
        Assert.True(await AwaitConditionNoThrowAsync(() => ++asked == 15, Long, TimeSpan.FromMilliseconds(5)));
    }

    [Fact]
    public async Task A_condition_that_is_never_fulfilled_is_a_failure()
    {
        var failure = KitFailure.Of(() => AwaitCondition(() => false, AMoment, "what was promised"));
        Assert.Contains("Timeout 00:00:00.0500000 expired while waiting for condition.what was promised", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<XunitException>(() => AwaitConditionAsync(() => Task.FromResult(false), AMoment));
        await Assert.ThrowsAnyAsync<XunitException>(() => AwaitConditionAsync(() => Task.FromResult(false), AMoment, "what was promised"));
        Assert.False(AwaitConditionNoThrow(() => false, AMoment));
        Assert.False(await AwaitConditionNoThrowAsync(() => false, AMoment));
    }

    [Fact]
    public void A_block_in_a_block_ends_with_the_outer_one()
    {
        Assert.Throws<InvalidOperationException>(() => Remaining);
        var seen = Within(TimeSpan.FromSeconds(5), () => Within(TimeSpan.FromSeconds(50), () => Remaining));
        Assert.InRange(seen, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(5));
        var failure = KitFailure.Of(() =>
            Within(TimeSpan.FromSeconds(5), () => Within(TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(7), () => { })));
        Assert.Contains("Required min time 00:00:06 not possible", failure.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Remaining);
    }

    [Fact]
    public async Task A_block_may_be_too_short_or_too_long()
    {
        var failure = KitFailure.Of(() => Within(TimeSpan.FromSeconds(5), Long, () => { }));
        Assert.Contains("should have at least been 00:00:05", failure.Message, StringComparison.Ordinal);
        failure = KitFailure.Of(() => Within(AMoment, () => Thread.Sleep(150)));
        Assert.Contains("exceeding 00:00:00.0500000", failure.Message, StringComparison.Ordinal);
        Within(AMoment, () => Thread.Sleep(60), epsilonValue: Long);
        Assert.Equal("x", await WithinAsync(Long, async () =>
        {
            TestActor.Tell("x");
            return await ExpectMsgAsync<string>();
        }));
    }

    [Fact]
    public async Task A_block_that_hangs_is_left()
    {
        var failure = await Assert.ThrowsAnyAsync<XunitException>(() => WithinAsync(AMoment, () => new TaskCompletionSource().Task));
        Assert.Contains("00:00:00.0500000", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_block_throws_comes_out()
    {
        Assert.Throws<Bug>(() => Within(Long, () => throw new Bug("b")));
        var failure = await Assert.ThrowsAsync<AggregateException>(() => WithinAsync(Long, async () =>
        {
            await Task.Yield();
            throw new Bug("b");
        }));
        Assert.IsType<Bug>(failure.InnerException);
        Assert.Throws<InvalidOperationException>(() => Remaining);
    }

    [Fact]
    public void After_receiving_for_a_while_a_block_is_not_too_long()
    {
        Within(AMoment, () => ReceiveWhile<object>(m => m, TimeSpan.FromMilliseconds(60)));
    }
}

public sealed class KitDilationSpecs() : Akka.TestKit.Xunit2.TestKit("akka.test { timefactor = 2.0, single-expect-default = 20ms }")
{
    [Fact]
    public void Times_are_dilated()
    {
        Assert.Equal(2.0, TestKitSettings.TestTimeFactor);
        Assert.Equal(TimeSpan.FromSeconds(2), Dilated(TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromSeconds(2), RemainingOrDilated(TimeSpan.FromSeconds(1)));
        Assert.Equal(TimeSpan.FromMilliseconds(40), RemainingOrDefault);
        Assert.Contains("Timeout 00:00:00.0400000", Failure(() => ExpectMsg<string>()), StringComparison.Ordinal);
        Assert.Contains("Timeout 00:00:00.0200000", Failure(() => ExpectMsg<string>(TimeSpan.FromMilliseconds(10))), StringComparison.Ordinal);
        Assert.Contains("Timeout 00:00:00.0200000", Failure(() => AwaitCondition(() => false, TimeSpan.FromMilliseconds(10))), StringComparison.Ordinal);
        Within(TimeSpan.FromSeconds(5), () => Assert.InRange(Remaining, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Milliseconds_and_what_is_taken_as_it_is_are_not_dilated()
    {
        Assert.Equal(TimeSpan.FromMilliseconds(20), GetTimeoutOrDefault(null));
        TestActor.Tell("noise");
        Assert.Contains("during 00:00:00.0100000", Failure(() => ExpectNoMsg(10)), StringComparison.Ordinal);
        TestActor.Tell("noise");
        Assert.Contains("during 00:00:00.0200000", Failure(() => ExpectNoMsg(TimeSpan.FromMilliseconds(10))), StringComparison.Ordinal);
    }

    [Fact]
    public void Time_goes_on()
    {
        using var system = ActorSystem.Create("stands-still", "akka.test.timefactor = 0");
        Assert.Throws<ConfigurationException>(() => new Akka.TestKit.Xunit2.TestKit(system));
    }

    static string Failure(Action action) => KitFailure.Of(action).Message;
}
