using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Oss;

/// <summary>A request to OSS before it is signed.</summary>
/// <param name="Bucket">Empty for the service itself.</param>
/// <param name="Key">Empty for the bucket.</param>
sealed record OssCall(string Method, string Bucket, string Key)
{
    public OssCall(string method, StoreAddress address)
        : this(method, address.Bucket, address.Key)
    {
    }

    /// <summary>As on the wire, without its <c>?</c>.</summary>
    public string Query { get; private init; } = "";

    public IReadOnlyList<Header> Headers { get; init; } = Domain.Headers.None;

    public byte[]? Body { get; init; }

    public IRequestContent? Content { get; init; }

    /// <summary>The address, for people.</summary>
    public string Subject => SafeText.Of($"oss://{Bucket}{(Key.Length > 0 ? "/" : "")}{Key}", 400);

    /// <summary>With one more parameter; null: none.</summary>
    public OssCall With(string name, string? value)
    {
        if (value is null) return this;
        var pair = OssText.Pair(name, OssText.Encode(value));
        return this with { Query = Query.Length == 0 ? pair : $"{Query}&{pair}" };
    }

    public OssCall With(string name, long? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));
}
