using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>A test with an actor of its own, which is the implicit sender of what the test tells.</summary>
public abstract partial class TestKitBase : IActorRefFactory
{
    static int testActors;

    readonly ITestKitAssertions assertions;
    readonly ReceivedMessages received = new();
    MessageEnvelope last = NullMessageEnvelope.Instance;

    protected TestKitBase(ITestKitAssertions assertions, ActorSystem? system = null, string? testActorName = null)
        : this(assertions, system, DefaultConfig, null, testActorName) { }

    protected TestKitBase(ITestKitAssertions assertions, Config config, string? actorSystemName = null, string? testActorName = null)
        : this(assertions, null, config, actorSystemName, testActorName) { }

    TestKitBase(ITestKitAssertions assertions, ActorSystem? system, Config config, string? actorSystemName, string? testActorName)
    {
        ArgumentNullException.ThrowIfNull(assertions);
        this.assertions = assertions;
        Sys = system ?? ActorSystem.Create(actorSystemName ?? "test", config.WithFallback(DefaultConfig));
        if (system is not null)
            Sys.Settings.InjectTopLevelFallback(DefaultConfig);
        TestKitSettings = new TestKitSettings(Sys.Settings.Config);
        Log = Logging.GetLogger(Sys, GetType());
        EventFilter = new EventFilterFactory(this);
        EventListener.Attach(Sys);
        TestActor = CreateTestActor(string.IsNullOrEmpty(testActorName) ? "testActor" + Interlocked.Increment(ref testActors) : testActorName);
        TakeThread();
    }

    public static Config DefaultConfig { get; } = ConfigurationFactory.ParseString("""
        akka.loggers = ["Akka.TestKit.TestEventListener, Akka.TestKit"]
        akka.test {
          timefactor = 1.0
          filter-leeway = 3s
          single-expect-default = 3s
          default-timeout = 5s
          calling-thread-dispatcher.type = "Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit"
          test-actor.dispatcher.type = "Akka.TestKit.CallingThreadDispatcherConfigurator, Akka.TestKit"
        }
        """);

    public static Config FullDebugConfig { get; } = ConfigurationFactory.ParseString("""
        akka {
          log-dead-letters-during-shutdown = true
          log-dead-letters = true
          loglevel = DEBUG
          stdout-loglevel = DEBUG
          actor.debug {
            receive = true
            autoreceive = true
            lifecycle = true
            event-stream = true
            unhandled = true
            fsm = true
            router-misconfiguration = true
          }
        }
        """);

    public static TimeSpan Now => TimeSpan.FromTicks(TimeProvider.System.GetUtcNow().Ticks);

    public ActorSystem Sys { get; }

    public TestKitSettings TestKitSettings { get; }

    public ILoggingAdapter Log { get; }

    public EventFilterFactory EventFilter { get; }

    public IActorRef TestActor { get; }

    public object LastMessage => last.Message;

    public IActorRef LastSender => last.Sender;

    public bool HasMessages => received.Any;

    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => TestActor.Tell(new InternalTestActor.SetIgnore(shouldIgnoreMessage));

    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) =>
        IgnoreMessages(message => message is TMsg typed && shouldIgnoreMessage(typed));

    public void IgnoreMessages<TMsg>() => IgnoreMessages<TMsg>(_ => true);

    public void IgnoreNoMessages() => TestActor.Tell(new InternalTestActor.SetIgnore(null));

    public void SetAutoPilot(AutoPilot pilot) => TestActor.Tell(new InternalTestActor.SetAutoPilot(pilot));

    public IActorRef Watch(IActorRef actorToWatch)
    {
        // The test actor works on this thread: the watch is registered when this returns.
        TestActor.Tell(new InternalTestActor.WatchFor(actorToWatch), ActorRefs.Nobody);
        return actorToWatch;
    }

    public async Task<IActorRef> WatchAsync(IActorRef actorToWatch)
    {
        await TestActor.Ask(new InternalTestActor.WatchFor(actorToWatch), RemainingOrDefault).ConfigureAwait(false);
        return actorToWatch;
    }

    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        TestActor.Tell(new InternalTestActor.UnwatchFor(actorToUnwatch), ActorRefs.Nobody);
        return actorToUnwatch;
    }

    public async Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch)
    {
        await TestActor.Ask(new InternalTestActor.UnwatchFor(actorToUnwatch), RemainingOrDefault).ConfigureAwait(false);
        return actorToUnwatch;
    }

    /// <summary>Scaled by <c>akka.test.timefactor</c>.</summary>
    public TimeSpan Dilated(TimeSpan duration) => duration >= TimeSpan.Zero
        ? duration * TestKitSettings.TestTimeFactor
        : throw new ArgumentException("Must not be negative", nameof(duration));

    public TimeSpan GetTimeoutOrDefault(TimeSpan? timeout) => timeout ?? TestKitSettings.SingleExpectDefault;

    public EventFilterFactory CreateEventFilter(ActorSystem system) => new(this, system);

    /// <summary>Ends the system, within a few seconds if all goes well.</summary>
    public virtual void Shutdown(TimeSpan? duration = null, bool verifySystemShutdown = false) => Shutdown(Sys, duration, verifySystemShutdown);

    protected virtual void Shutdown(ActorSystem system, TimeSpan? duration = null, bool verifySystemShutdown = false)
    {
        var limit = duration ?? Min(Dilated(TimeSpan.FromSeconds(5)), TimeSpan.FromSeconds(10));
        if (system.Terminate().Wait(limit))
            return;
        if (verifySystemShutdown)
            throw new TimeoutException($"Failed to stop [{system.Name}] within [{limit}]");
        system.Log.Warning("Failed to stop [{0}] within [{1}]", system.Name, limit);
    }

    public IActorRef CreateTestActor(string name) =>
        ((ActorSystemImpl)Sys).SystemActorOf(
            Props.Create(() => new InternalTestActor(received)).WithDispatcher("akka.test.test-actor.dispatcher"), name);

    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(Sys, name);

    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) => new(system, assertions, name);

    public virtual TestLatch CreateTestLatch(int count = 1) => new(Dilated, TestKitSettings.DefaultTimeout, count);

    public TestBarrier CreateTestBarrier(int count) => new(this, count, TestKitSettings.DefaultTimeout);

    internal void FailUnless(bool condition, string format, params object?[] args)
    {
        if (!condition)
            assertions.Fail(format, args);
    }

    /// <summary>Gives the thread of the test back as it was.</summary>
    private protected void LeaveThread()
    {
        if (!ReferenceEquals(ActorCell.Current?.Self, TestActor))
            return;
        ActorCell.SetCurrent(null);
        if (SynchronizationContext.Current is ActorCellKeepingContext)
            SynchronizationContext.SetSynchronizationContext(null);
    }

    /// <summary>Makes the test actor the implicit sender; a test without one takes away that of an earlier test, a probe leaves its test's.</summary>
    void TakeThread()
    {
        if (this is TestProbe)
            return;
        ActorCell.SetCurrent(this is INoImplicitSender ? null : ((LocalActorRef)TestActor).Cell);
        SynchronizationContext.SetSynchronizationContext(new ActorCellKeepingContext(ActorCell.Current));
    }
}

/// <summary>A test kit that is not the implicit sender of its thread.</summary>
public interface INoImplicitSender;
