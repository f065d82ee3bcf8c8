using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Engine.Transferring;

/// <summary>What a bundle's requests say beside what the bundle itself does.</summary>
sealed class Questions(TransferParts parts)
{
    /// <summary>The whole of what is wanted; conditionally, where an earlier run's file is at hand.</summary>
    public ExchangeRequest Whole(Attempt order)
    {
        var request = IsRecheck(order.Work) ? Conditional(order.Work) : order.Work.Request;
        return order.Spacer is null ? request : request with { Spacer = order.Spacer };
    }

    /// <summary>Whether "not modified" is an answer to what was asked.</summary>
    public bool IsConditional(Work work) =>
        IsRecheck(work) || work.Request.Headers.Find("If-None-Match") is not null || work.Request.Headers.Find("If-Modified-Since") is not null;

    bool IsRecheck(Work work) =>
        parts.Writing.IfModified && work.Lease.Known.Any && work.Lease.Path is { } path && parts.Volume.Look(path) is not null;

    static ExchangeRequest Conditional(Work work)
    {
        var headers = new List<Header>(work.Request.Headers);
        if (work.Lease.Known.ETag is { } tag) headers.Add(new Header("If-None-Match", tag));
        if (work.Lease.Known.LastModified is { } date) headers.Add(new Header("If-Modified-Since", date));
        return work.Request with { Headers = headers };
    }
}
