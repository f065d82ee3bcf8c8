namespace Akka.Actor;

public sealed partial class CoordinatedShutdown
{
    /// <summary>Why a system is shut down; a program may have reasons of its own.</summary>
    public class Reason
    {
        protected Reason() { }
    }

    /// <summary>Nobody said.</summary>
    public class UnknownReason : Reason
    {
        public static readonly Reason Instance = new UnknownReason();

        UnknownReason() { }
    }

    /// <summary><see cref="ActorSystem.Terminate"/> was called.</summary>
    public class ActorSystemTerminateReason : Reason
    {
        public static readonly Reason Instance = new ActorSystemTerminateReason();

        ActorSystemTerminateReason() { }
    }

    /// <summary>The process ends.</summary>
    public class ClrExitReason : Reason
    {
        public static readonly Reason Instance = new ClrExitReason();

        ClrExitReason() { }
    }
}
