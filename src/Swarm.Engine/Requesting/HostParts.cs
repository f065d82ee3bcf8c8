using Akka.Actor;
using Swarm.Domain.Requests;

namespace Swarm.Engine.Requesting;

/// <summary>What every origin's requester of a job works with.</summary>
public sealed record HostParts
{
    public required IRequestStrategy Strategy { get; init; }

    public required JobSlots Slots { get; init; }

    public required EngineOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    public required Random Chance { get; init; }

    public required JobMeter Meter { get; init; }

    /// <summary>Makes one slot's transfer actor.</summary>
    public required Props Transfer { get; init; }

    /// <summary>Null: robots.txt is not asked for.</summary>
    public RobotsParts? Robots { get; init; }
}
