using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Volumes;

/// <summary>What every file of a volume works with.</summary>
sealed record StoreKit(StoreCalls Calls, SessionBook Book, PartBudget Budget, UploadOptions Options, DigestAlgorithm? Record, TimeProvider Time)
{
    /// <summary>Ends when the volume does.</summary>
    internal CancellationToken Stopping { get; init; }

    /// <summary>How an object is to be stored, by what its server said it is.</summary>
    internal PutOptions PutOptions(string? contentType) => new() { ContentType = ObjectKeys.MediaType(contentType), BodyDigest = Options.BodyDigest };
}
