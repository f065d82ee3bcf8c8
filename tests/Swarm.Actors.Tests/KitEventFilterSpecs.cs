using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;
using Akka.TestKit.TestEvent;
using Xunit.Sdk;

namespace Swarm.Actors.Tests;

public sealed class KitEventFilterSpecs() : Akka.TestKit.Xunit2.TestKit("akka.loglevel = DEBUG")
{
    static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(150);

    [Theory]
    [InlineData(LogLevel.DebugLevel)]
    [InlineData(LogLevel.InfoLevel)]
    [InlineData(LogLevel.WarningLevel)]
    [InlineData(LogLevel.ErrorLevel)]
    public void Events_are_found_by_level_and_text(LogLevel level)
    {
        EventFilter.ForLogLevel(level, "The whole text").ExpectOne(Log);
        EventFilter.ForLogLevel(level, "THE WHOLE TEXT").ExpectOne(Log);
        EventFilter.ForLogLevel(level, start: "the whole").ExpectOne(Log);
        EventFilter.ForLogLevel(level, contains: "Whole").ExpectOne(Log);
        EventFilter.ForLogLevel(level, new Regex("w.*e t")).ExpectOne(Log);
        EventFilter.ForLogLevel(level, start: "the", contains: "nothing of it").ExpectOne(Log);
        KitFailure.Of(() => EventFilter.ForLogLevel(level, "the whole").ExpectOne(AMoment, Log));
        void Log() => Sys.Log.Log(level, null, "The whole text");
    }

    [Fact]
    public void Events_are_found_by_their_source()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Logs()), "logs");
        EventFilter.Warning("careful", source: actor.Path.ToString()).ExpectOne(() => actor.Tell("careful"));
        EventFilter.Warning("careful", source: "/user/logs").ExpectOne(() => actor.Tell("careful"));
        EventFilter.Warning(new Regex("^care"), "/user/LOGS").ExpectOne(() => actor.Tell("careful"));
        EventFilter.Warning("x", source: $"KitEventFilterSpecs (akka://{Sys.Name})").ExpectOne(() => Log.Warning("x"));
        EventFilter.Warning("x", source: $"ActorSystem({Sys.Name})").ExpectOne(() => Warn(0));
        EventFilter.Warning("x", source: actor.Path.ToString()).ExpectOne(() => Logging.GetLogger(Sys, actor).Warning("x"));
        EventFilter.Warning("x", source: $"a name (akka://{Sys.Name})").ExpectOne(() => Logging.GetLogger(Sys, "a name").Warning("x"));
        KitFailure.Of(() => EventFilter.Warning(source: "/user/other").ExpectOne(AMoment, () => actor.Tell("careful")));
    }

    [Fact]
    public void Too_few_and_too_many_are_failures()
    {
        var failure = KitFailure.Of(() => EventFilter.Warning("x").Expect(2, AMoment, () =>
        {
            Sys.Log.Warning("x");
            Settled();
        }));
        Assert.Contains("Only received 1/2 messages that matched filter [Warning when Message == \"x\"]", failure.Message, StringComparison.Ordinal);
        failure = KitFailure.Of(() => EventFilter.Info(contains: "x").ExpectOne(() =>
        {
            Sys.Log.Info("x");
            Sys.Log.Info("x");
            Settled();
        }));
        Assert.Contains(
            "Received 1 message too many. Expected 1 message but received 2 that matched filter [Info when Message contains \"x\"]",
            failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void None_may_be_expected()
    {
        EventFilter.Warning().Expect(0, AMoment, () => Sys.Log.Info("x"));
        KitFailure.Of(() => EventFilter.Warning().Expect(0, TimeSpan.FromSeconds(5), () => Sys.Log.Warning("x")));
    }

    [Fact]
    public async Task What_a_block_returns_comes_back()
    {
        Assert.Equal(7, EventFilter.Warning("x").ExpectOne(() => Warn(7)));
        Assert.Equal(7, EventFilter.Warning("x").Expect(1, () => Warn(7)));
        Assert.Equal(7, await EventFilter.Warning("x").ExpectOneAsync(() => Task.FromResult(Warn(7))));
        Assert.Equal(7, await EventFilter.Warning("x").ExpectAsync(1, TimeSpan.FromSeconds(5), () => Task.FromResult(Warn(7))));
        Assert.Equal(7, EventFilter.Warning("x").Mute(() => Warn(7)));
        await EventFilter.Warning("x").ExpectOneAsync(async () =>
        {
            await Task.Yield();
            Warn(0);
        });
        await Assert.ThrowsAnyAsync<XunitException>(() => EventFilter.Warning("x").ExpectAsync(1, AMoment, () => Task.CompletedTask));
    }

    [Fact]
    public void Exceptions_are_found_by_type_and_text()
    {
        EventFilter.Exception<Bug>().ExpectOne(() => Sys.Log.Error(new Bug("b"), "text"));
        EventFilter.Exception<Exception>().ExpectOne(() => Sys.Log.Error(new Bug("b"), "text"));
        EventFilter.Exception<Bug>("b").ExpectOne(() => Sys.Log.Error(new Bug("b"), "text"));
        EventFilter.Exception<Bug>("text").ExpectOne(() => Sys.Log.Error(new Bug("b"), "text"));
        EventFilter.Exception<Bug>(new Regex("^b$")).ExpectOne(() => Sys.Log.Error(new Bug("b"), "text"));
        EventFilter.Error("b").ExpectOne(() => Sys.Log.Error(new Bug("b"), "text"));
        EventFilter.Exception(typeof(Bug), checkInnerExceptions: true).ExpectOne(() =>
            Sys.Log.Error(new InvalidOperationException("outer", new Bug("b")), "text"));
        KitFailure.Of(() => EventFilter.Exception<Bug>().ExpectOne(
            AMoment, () => Sys.Log.Error(new InvalidOperationException("outer", new Bug("b")), "text")));
        KitFailure.Of(() => EventFilter.Exception<Bug>().ExpectOne(AMoment, () => Sys.Log.Error("b")));
    }

    [Fact]
    public void An_actor_that_fails_is_an_error()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Mortal(ActorRefs.Nobody, "m")), "mortal");
        EventFilter.Exception<Bug>("b", source: "/user/mortal").ExpectOne(() => actor.Tell(new Bug("b")));
    }

    [Fact]
    public async Task Dead_letters_are_found()
    {
        var gone = Sys.ActorOf(Props.Create(() => new Silent()), "gone");
        Assert.True(await gone.GracefulStop(TimeSpan.FromSeconds(5)));
        EventFilter.DeadLetter().ExpectOne(() => gone.Tell("a"));
        EventFilter.DeadLetter<string>().ExpectOne(() => gone.Tell("a"));
        EventFilter.DeadLetter<string>("/user/gone").ExpectOne(() => gone.Tell("a"));
        EventFilter.DeadLetter<string>(m => m == "a", gone.Path.ToString()).ExpectOne(() => gone.Tell("a"));
        EventFilter.DeadLetter(typeof(string)).ExpectOne(() => gone.Tell("a"));
        EventFilter.DeadLetter(typeof(string), m => m is "a").ExpectOne(() => gone.Tell("a"));
        KitFailure.Of(() => EventFilter.DeadLetter<int>().ExpectOne(AMoment, () => gone.Tell("a")));
        KitFailure.Of(() => EventFilter.DeadLetter<string>(m => m == "b").ExpectOne(AMoment, () => gone.Tell("a")));
    }

    [Fact]
    public void Filters_can_be_made_of_functions_and_put_together()
    {
        EventFilter.Custom(e => e is Warning && e.LogSource.Contains("test", StringComparison.Ordinal)).ExpectOne(() => Warn(0));
        EventFilter.Custom<Warning>(e => e.Message.ToString() == "x").ExpectOne(() => Warn(0));
        EventFilter.Warning("x").And.Error("y").Expect(2, () =>
        {
            Warn(0);
            Sys.Log.Error("y");
        });
        EventFilter.Warning("x").And.Warning(contains: "x").ExpectOne(() => Warn(0));
    }

    [Fact]
    public void A_muted_event_is_kept_from_later_filters_until_unmuted()
    {
        var muted = EventFilter.Warning("x").Mute();
        KitFailure.Of(() => EventFilter.Warning("x").ExpectOne(AMoment, () => Warn(0)));
        muted.Unmute();
        EventFilter.Warning("x").ExpectOne(() => Warn(0));
        using (EventFilter.Warning("x").Mute())
            EventFilter.Warning("y").ExpectOne(() => Sys.Log.Warning("y"));
        EventFilter.Warning("x").ExpectOne(() => Warn(0));
    }

    [Fact]
    public void Filters_can_be_published()
    {
        var filter = new ErrorFilter(typeof(Bug), new ContainsString("b"));
        Assert.Equal("Error with Cause <Swarm.Actors.Tests.Bug> when Message contains \"b\"", filter.ToString());
        Sys.EventStream.Publish(new Mute(filter, new WarningFilter(new StartsWithString("x"))));
        KitFailure.Of(() => EventFilter.Warning("x").ExpectOne(AMoment, () => Warn(0)));
        KitFailure.Of(() => EventFilter.Exception<Bug>().ExpectOne(AMoment, () => Sys.Log.Error(new Bug("b"), "text")));
        Sys.EventStream.Publish(new Unmute(filter));
        EventFilter.Exception<Bug>().ExpectOne(() => Sys.Log.Error(new Bug("b"), "text"));
    }

    [Fact]
    public void Events_of_another_system_are_found_where_it_has_the_listener()
    {
        var other = ActorSystem.Create("other", DefaultConfig);
        CreateEventFilter(other).Warning("x").ExpectOne(() => other.Log.Warning("x"));
        KitFailure.Of(() => EventFilter.Warning("x").ExpectOne(AMoment, () => other.Log.Warning("x")));
        Shutdown(other);
        var plain = ActorSystem.Create("plain");
        KitFailure.Of(() => CreateEventFilter(plain).Warning("x").ExpectOne(AMoment, () => plain.Log.Warning("x")));
        Shutdown(plain);
    }

    /// <summary>All that was logged before has been filtered.</summary>
    void Settled() => EventFilter.Error("settled").ExpectOne(() => Sys.Log.Error("settled"));

    int Warn(int result)
    {
        Sys.Log.Warning("x");
        return result;
    }

    sealed class Logs : ReceiveActor
    {
        readonly ILoggingAdapter log = Context.GetLogger();

        public Logs() => Receive<string>(m => log.Warning(m));
    }
}
