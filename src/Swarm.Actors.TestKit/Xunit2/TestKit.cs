using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2;

/// <summary>The base of a test class on xunit: an actor system of its own for every test.</summary>
public class TestKit : TestKitBase, IDisposable
{
    protected readonly ITestOutputHelper? Output;
    bool disposed;

    public TestKit(ActorSystem? system = null, ITestOutputHelper? output = null)
        : base(Assertions, system)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    public TestKit(Config config, string? actorSystemName = null, ITestOutputHelper? output = null)
        : base(Assertions, config, actorSystemName)
    {
        Output = output;
        InitializeLogger(Sys);
    }

    public TestKit(string config, ITestOutputHelper? output = null)
        : this(ConfigurationFactory.ParseString(config), null, output) { }

    public static new Config DefaultConfig => TestKitBase.DefaultConfig;

    public static new Config FullDebugConfig => TestKitBase.FullDebugConfig;

    protected static XunitAssertions Assertions { get; } = new();

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void AfterAll() { }

    /// <summary>Lets what the system logs appear in the output of the test, if it has one.</summary>
    protected void InitializeLogger(ActorSystem system) => InitializeLogger(system, "");

    protected void InitializeLogger(ActorSystem system, string? prefix)
    {
        if (Output is null)
            return;
        var logger = ((ActorSystemImpl)system).SystemActorOf(Props.Create(() => new TestOutputLogger(Output, prefix ?? "")), "log-test");
        system.EventStream.Subscribe(logger, typeof(LogEvent));
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposed)
            return;
        disposed = true;
        try
        {
            AfterAll();
        }
        finally
        {
            Shutdown();
            LeaveThread();
        }
    }
}

/// <summary>Writes what is logged to the output of the test; stops when the test is over and nobody reads it any more.</summary>
sealed class TestOutputLogger : ReceiveActor
{
    public TestOutputLogger(ITestOutputHelper output, string prefix) => Receive<LogEvent>(logEvent =>
    {
        try
        {
            output.WriteLine(prefix + logEvent);
        }
        catch (InvalidOperationException)
        {
            Context.Stop(Self);
        }
    });
}
