using Swarm.Stores.Gcs;
using Swarm.Stores.Oss;
using Swarm.Stores.S3;

namespace Swarm.Stores;

/// <summary>The object stores of a job.</summary>
public sealed record StoresOptions
{
    public S3Options S3 { get; init; } = new();

    public GcsOptions Gcs { get; init; } = new();

    public OssOptions Oss { get; init; } = new();

    public UploadOptions Upload { get; init; } = new();
}
