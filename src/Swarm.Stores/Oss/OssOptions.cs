using Swarm.Domain;

namespace Swarm.Stores.Oss;

/// <summary>How requests to OSS are signed.</summary>
public enum OssSignature
{
    /// <summary>OSS4-HMAC-SHA256.</summary>
    V4,

    /// <summary>HMAC-SHA1: for old servers.</summary>
    V1,
}

/// <summary>Where Alibaba Cloud OSS is and who asks. Null: as <c>OSS_ACCESS_KEY_ID</c>, <c>OSS_ACCESS_KEY_SECRET</c>, <c>OSS_SESSION_TOKEN</c>, <c>OSS_REGION</c> and <c>OSS_ENDPOINT</c> say.</summary>
public sealed record OssOptions
{
    /// <summary>Null: the region's, <c>https://oss-REGION.aliyuncs.com</c>.</summary>
    public WebUrl? Endpoint { get; init; }

    /// <summary>Such as <c>cn-hangzhou</c>.</summary>
    public string? Region { get; init; }

    /// <summary>The bucket in the path instead of the host. Null: where the endpoint is an address.</summary>
    public bool? PathStyle { get; init; }

    public string? AccessKeyId { get; init; }

    public string? AccessKeySecret { get; init; }

    public string? SessionToken { get; init; }

    public OssSignature Signature { get; init; } = OssSignature.V4;

    /// <summary>Requests go out unsigned: for public buckets.</summary>
    public bool Anonymous { get; init; }

    /// <summary>Sent with every request, and signed.</summary>
    public IReadOnlyList<Header> Fields { get; init; } = Headers.None;
}
