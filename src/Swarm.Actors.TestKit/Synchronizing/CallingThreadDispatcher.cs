namespace Akka.TestKit;

/// <summary>The id of the dispatcher that runs an actor on the thread that tells.</summary>
public class CallingThreadDispatcher
{
    public static readonly string Id = "akka.test.calling-thread-dispatcher";

    CallingThreadDispatcher() { }
}
