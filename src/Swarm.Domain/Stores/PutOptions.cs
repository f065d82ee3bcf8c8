namespace Swarm.Domain.Stores;

/// <summary>What an object is to be stored with.</summary>
public sealed record PutOptions
{
    public static PutOptions Default { get; } = new();

    /// <summary>Null: by the key's extension, else <c>application/octet-stream</c>.</summary>
    public string? ContentType { get; init; }

    /// <summary>Further fields to send, signed like all else (metadata, storage class, cache control …).</summary>
    public IReadOnlyList<Header> Headers { get; init; } = Domain.Headers.None;

    /// <summary>Never overwrite: fails with status 412 where the key is taken (<c>If-None-Match: *</c>, <c>ifGenerationMatch=0</c>, <c>x-oss-forbid-overwrite</c>).</summary>
    public bool IfAbsent { get; init; }

    /// <summary>The digest that each request's body is sent with, so that the store refuses what came damaged; null: none, TLS has to do.</summary>
    public DigestAlgorithm? BodyDigest { get; init; }
}
