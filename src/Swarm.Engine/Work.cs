using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Transfers;

namespace Swarm.Engine;

/// <summary>A leased bundle on its way: which hop and which mirror is asked next, and what was spent so far.</summary>
public sealed record Work(Lease Lease, ExchangeRequest Request)
{
    public long Id => Lease.Id;

    /// <summary>What a part file of this bundle is found by, in every run.</summary>
    public string Key => Lease.Id.ToString(CultureInfo.InvariantCulture);

    public Bundle Bundle => Lease.Bundle;

    public Origin Origin => Request.Url.Origin;

    /// <summary>Redirects followed in this attempt.</summary>
    public int Hops { get; init; }

    /// <summary>0: the asked URL; n: the n-th mirror.</summary>
    public int Mirror { get; init; }

    /// <summary>Rounds begun over the URL and its mirrors: what strategies count as attempts.</summary>
    public int Attempts { get; init; }

    /// <summary>Requests made in all, redirects not counted.</summary>
    public int TotalAttempts { get; init; }

    /// <summary>An earlier mirror of this round is worth another try after this; null: none was.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public DateTimeOffset? FirstTried { get; init; }

    public static Work Of(Lease lease) => new(lease, RequestFor(lease.Bundle, lease.Bundle.Url))
    {
        Attempts = lease.Attempts / (1 + lease.Bundle.Mirrors.Count),
        TotalAttempts = lease.Attempts,
        FirstTried = lease.FirstTried,
    };

    /// <summary>The same bundle from the start, at its current mirror: a redirect's target is asked for anew each time.</summary>
    public Work Again() => this with { Request = RequestFor(Bundle, Mirror == 0 ? Bundle.Url : Bundle.Mirrors[Mirror - 1]), Hops = 0 };

    /// <summary>The same round at the next mirror, or null where there is none left.</summary>
    public Work? AtNextMirror(TimeSpan? retryAfter) => Mirror < Bundle.Mirrors.Count
        ? (this with { Mirror = Mirror + 1, Attempts = Attempts - 1, RetryAfter = RetryAfter ?? retryAfter }).Again()
        : null;

    static ExchangeRequest RequestFor(Bundle bundle, WebUrl url) => new(url, bundle.Method, HeadersOf(bundle), bundle.Body)
    {
        IsAskedOrigin = url.Origin == bundle.Url.Origin,
        Address = url.Equals(bundle.Url) ? bundle.Address : null,
    };

    static IReadOnlyList<Header> HeadersOf(Bundle bundle) => bundle.Range is { } range ? [.. bundle.Headers, range.ToHeader()] : bundle.Headers;
}
