using Swarm.Domain;

namespace Swarm.Stores.Oss;

/// <summary>Signs requests. Pure: the time is handed in. Thread-safe.</summary>
interface IOssSigner
{
    /// <summary>A URL is good for this long at most (604,800 s).</summary>
    static readonly TimeSpan LongestExpiry = TimeSpan.FromDays(7);

    /// <summary>All fields that the request is to go out with.</summary>
    IReadOnlyList<Header> Sign(OssSubject subject, DateTimeOffset now);

    /// <summary>The query, without its <c>?</c>, by which a URL holds its own authorisation.</summary>
    /// <exception cref="TransferException">It can't hold one of the fields.</exception>
    string Presign(OssSubject subject, DateTimeOffset now, TimeSpan expires);
}
