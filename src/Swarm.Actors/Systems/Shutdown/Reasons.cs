namespace Akka.Actor;

public sealed partial class CoordinatedShutdown
{
    /// <summary>Why a system is shut down. Reasons of a program's own are left out: what they have to declare differs between versions of Akka.NET.</summary>
    public class Reason
    {
        private protected Reason() { }
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
