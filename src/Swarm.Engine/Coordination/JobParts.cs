using Akka.Actor;
using Swarm.Domain;
using Swarm.Domain.Lists;
using Swarm.Domain.Naming;
using Swarm.Domain.Stores;
using Swarm.Domain.Writing;

namespace Swarm.Engine.Coordination;

/// <summary>What the coordinator works with.</summary>
public sealed record JobParts
{
    public required IBundleSource Source { get; init; }

    /// <summary>Tells this list, named as it is here, from others; null where how far it was read is not kept.</summary>
    public string? Fingerprint { get; init; }

    public required INamer Namer { get; init; }

    public required WritingOptions Writing { get; init; }

    /// <summary>What there is of an object stays where its bundle fails for good, for whoever asks for it again.</summary>
    public bool KeepParts { get; init; }

    public required EngineOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    public required IActorRef Keeper { get; init; }

    public required IReadOnlyList<IActorRef> Writers { get; init; }

    public required IActorRef Reporter { get; init; }

    /// <summary>Makes one origin's requester.</summary>
    public required Func<Swarm.Domain.Origin, Swarm.Domain.Requests.PaceMemory?, Props> Host { get; init; }

    /// <summary>Whether more could be under way than is: then the list may bring other origins.</summary>
    public Func<bool> HasIdleSlots { get; init; } = static () => true;

    public required JobMeter Meter { get; init; }

    /// <summary>Gives uploads up that fail for good; null: the job has none.</summary>
    public IUploader? Uploader { get; init; }

    /// <summary>Where files go elsewhere: removes what there is of a bundle that fails for good, by its key and path, and tells what could not be. Null: writers do.</summary>
    public Func<string, string?, Task<Failure?>>? Abandon { get; init; }

    /// <summary>Null: nothing is fetched but what the list has.</summary>
    public CrawlParts? Crawl { get; init; }
}
