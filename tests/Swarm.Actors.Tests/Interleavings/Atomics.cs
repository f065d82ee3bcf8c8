using Swarm.Actors.Tests.Interleavings;

namespace Akka;

// In this namespace they go before those of System.Threading, but only for the mailbox compiled into this project.

/// <summary>The atomic operations of the mailbox, before each of which another thread may get its turn.</summary>
static class Interlocked
{
    public static T CompareExchange<T>(ref T location, T value, T comparand)
        where T : class?
    {
        Interleaving.Step();
        return System.Threading.Interlocked.CompareExchange(ref location, value, comparand);
    }

    public static T Exchange<T>(ref T location, T value)
        where T : class?
    {
        Interleaving.Step();
        return System.Threading.Interlocked.Exchange(ref location, value);
    }
}

static class Volatile
{
    public static T Read<T>(ref T location)
        where T : class?
    {
        Interleaving.Step();
        return System.Threading.Volatile.Read(ref location);
    }
}

/// <summary>What a system message is applied to; not needed here.</summary>
sealed class ActorCell;
