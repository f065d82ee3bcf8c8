using Swarm.Domain;
using Swarm.Domain.Integrity;
using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;

namespace Swarm.Engine.Transferring;

/// <summary>What a file is held against before it gets its name: what the list gave, what the server promised, what lies beside the object.</summary>
sealed class Demands(TransferParts parts)
{
    readonly Sidecar? _sidecar = parts.Segments.Sidecar is { } name && Checksum.OfName(name) is { } algorithm ? new Sidecar(parts, algorithm) : null;

    /// <summary>Digests of the object beside the bundle's own.</summary>
    /// <exception cref="TransferException">Checksum: there has to be one, and there is none.</exception>
    public ValueTask<IReadOnlyList<Checksum>> PromisedAsync(Attempt order, ResponseHead head, Slice slice, CancellationToken token)
    {
        var promised = parts.Segments.Verify == VerifyMode.Off || !slice.IsObject ? [] : DigestsOf(head);
        return _sidecar is null || !slice.IsObject ? new(Checked(order.Work.Bundle, promised)) : WithSidecarAsync(order, promised, token);
    }

    public CommitDemand Of(long? length, Bundle bundle, IReadOnlyList<Checksum> promised, ResponseHead head)
    {
        var own = parts.Segments.Verify == VerifyMode.Off ? null : bundle.Checksum;
        IReadOnlyList<Checksum> all = own is not { } given ? promised : promised.Count == 0 ? [given] : [given, .. promised.Where(p => p != given)];
        return new CommitDemand(length, all, Modified(head));
    }

    public static IReadOnlyList<DigestAlgorithm> AlgorithmsOf(CommitDemand demand) =>
        demand.Checksums.Count == 0 ? [] : [.. demand.Checksums.Select(c => c.Algorithm).Distinct()];

    static IReadOnlyList<Checksum> DigestsOf(ResponseHead head)
    {
        var promised = DigestFields.Of(head);
        if (promised.Refusal is { } refusal) throw new TransferException(refusal);
        return promised.Digests.Count == 0 ? [] : [.. promised.Digests.Select(d => d.Checksum)];
    }

    async ValueTask<IReadOnlyList<Checksum>> WithSidecarAsync(Attempt order, IReadOnlyList<Checksum> promised, CancellationToken token)
    {
        var beside = await _sidecar!.FindAsync(order, token);
        return Checked(order.Work.Bundle, beside is { } found ? [found, .. promised.Where(p => p != found)] : promised);
    }

    IReadOnlyList<Checksum> Checked(Bundle bundle, IReadOnlyList<Checksum> promised) =>
        parts.Segments.Verify != VerifyMode.Required || bundle.Checksum is not null || promised.Count > 0 ? promised
        : throw new TransferException(Reason.Checksum, Stage.Verify, "neither the list nor the server gives a digest, and verify = required asks for one");

    DateTimeOffset? Modified(ResponseHead head) =>
        parts.Writing.KeepServerTime && head.Headers.Find("Last-Modified") is { } date ? HttpDate.Parse(date) : null;
}
