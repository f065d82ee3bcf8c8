using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Engine.Transferring;

/// <summary>What an answer says of itself, for the ledger.</summary>
sealed class Outcomes(TransferParts parts)
{
    /// <summary>Without the file: how long the attempt took is counted from <paramref name="began"/>.</summary>
    public Outcome Describe(AttemptEnded ended, ResponseHead head, OutcomeKind kind, long began) => new(kind)
    {
        Attempts = ended.Work.TotalAttempts + 1,
        Status = head.Status,
        FinalUrl = ended.Work.Request.Url.Equals(ended.Work.Bundle.Url) ? null : ended.Work.Request.Url,
        Validators = new Validators(head.Headers.Find("ETag"), head.Headers.Find("Last-Modified")),
        ContentType = head.Headers.Find("Content-Type"),
        File = kind == OutcomeKind.NotModified ? ended.Work.Lease.Path : null,
        Elapsed = parts.Time.GetElapsedTime(began),
    };

    /// <summary>A 304 need not repeat what it confirms (RFC 9110, section 15.4.5): what is known stays known.</summary>
    public Outcome Unmodified(AttemptEnded ended, ResponseHead head, long began)
    {
        var outcome = Describe(ended, head, OutcomeKind.NotModified, began);
        var (lease, said) = (ended.Work.Lease, outcome.Validators);
        return outcome with
        {
            Length = lease.Path is { } path ? parts.Volume.Look(path)?.Length ?? 0 : 0,
            Validators = new Validators(said.ETag ?? lease.Known.ETag, said.LastModified ?? lease.Known.LastModified),
        };
    }
}
