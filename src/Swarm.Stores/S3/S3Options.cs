using Swarm.Domain;

namespace Swarm.Stores.S3;

/// <summary>Where an S3 store is and who asks. Null: as the environment and the profile files say, as all of S3's tools read them.</summary>
public sealed record S3Options
{
    /// <summary>Another server than Amazon's; also from <c>AWS_ENDPOINT_URL_S3</c>, <c>AWS_ENDPOINT_URL</c> or the profile.</summary>
    public WebUrl? Endpoint { get; init; }

    public string? Region { get; init; }

    /// <summary>The bucket in the path instead of the host. Null: for endpoints of one's own.</summary>
    public bool? PathStyle { get; init; }

    public string? Profile { get; init; }

    public string? AccessKeyId { get; init; }

    public string? SecretAccessKey { get; init; }

    public string? SessionToken { get; init; }

    /// <summary>Requests go out unsigned: for public buckets.</summary>
    public bool Anonymous { get; init; }

    /// <summary>Sent with every request, and signed.</summary>
    public IReadOnlyList<Header> Fields { get; init; } = Headers.None;
}
