namespace Swarm.Domain;

/// <summary>The kinds of object store, by the scheme of their addresses: <c>s3</c>, <c>gs</c>, <c>oss</c>.</summary>
public enum StoreKind
{
    S3,
    Gs,
    Oss,
}
