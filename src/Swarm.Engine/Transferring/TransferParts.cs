using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Naming;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;

namespace Swarm.Engine.Transferring;

/// <summary>What every transfer of a job works with.</summary>
public sealed record TransferParts
{
    public required IExchanger Exchanger { get; init; }

    public required IVolume Volume { get; init; }

    /// <summary>The volume keeps all names apart, as a store does keys: each goes by the very name that the namer gives it.</summary>
    public bool TakesAnyName { get; init; }

    public required INamer Namer { get; init; }

    /// <summary>Which statuses of an origin carry what was asked for.</summary>
    public required Func<Origin, int, bool> Accepts { get; init; }

    /// <summary>How large objects are fetched.</summary>
    public SegmentOptions Segments { get; init; } = new();

    /// <summary>Hears a few times a second how far a large object is.</summary>
    public IActorRef Reporter { get; init; } = ActorRefs.Nobody;

    public required WritingOptions Writing { get; init; }

    public required TimeProvider Time { get; init; }

    public required JobMeter Meter { get; init; }

    /// <summary>Holds body bytes back to the job's and the origin's bandwidth; null: no limit.</summary>
    public Func<Origin, int, CancellationToken, ValueTask>? Throttle { get; init; }

    /// <summary>Writers of the volume, one thread each; a bundle always goes to the same one.</summary>
    public IReadOnlyList<IActorRef> Writers { get; init; } = [];

    public IActorRef Keeper { get; init; } = ActorRefs.Nobody;

    /// <summary>Brings bundles into a store; null: the job has none that go there.</summary>
    public IUploader? Uploader { get; init; }

    /// <summary>A crawl's gate: redirects end their bundle, and what it refuses at its head is not read. Null: no crawl.</summary>
    public IScope? Scope { get; init; }

    /// <summary>The product token by which <c>X-Robots-Tag</c> may address a crawl.</summary>
    public string Agent { get; init; } = "Swarm";

    /// <summary>Connections to one object at once where no number is given.</summary>
    public const int AutomaticSegments = 8;

    public IActorRef WriterFor(long id) => Writers[(int)((ulong)id % (ulong)Writers.Count)];
}
