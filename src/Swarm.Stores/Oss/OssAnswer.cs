using System.Xml.Linq;
using Swarm.Domain.Transfers;
using Swarm.Stores.Xml;

namespace Swarm.Stores.Oss;

/// <summary>OSS's whole answer to a call; bodies of objects never come this way.</summary>
/// <param name="At">When it came.</param>
sealed record OssAnswer(OssCall Call, ResponseHead Head, ReadOnlyMemory<byte> Body, DateTimeOffset At)
{
    /// <summary>Why it was refused, or null.</summary>
    public OssError? Error { get; } = Head.Status is >= 200 and < 300 ? null : OssError.Of(Head, StoreXml.TryRead(Body), At);

    /// <summary>The document of this name that a good answer must hold. Some answers begin well and turn out to hold an error.</summary>
    /// <exception cref="Domain.TransferException">It is an error, is cut short, or is something else.</exception>
    public XElement Xml(string root)
    {
        if (StoreXml.TryRead(Body) is not { Name.LocalName: "Error" } error) return StoreXml.Read(Body, root, Call.Subject);
        throw OssError.Of(Head, error, At).Exception(Call);
    }

    public OssAnswer Good() => Error is null ? this : throw Error.Exception(Call);
}
