using Swarm.Domain;

namespace Swarm;

/// <summary>A download that has ended well.</summary>
/// <param name="Path">The file, as a full path; null where a stream was written to.</param>
/// <param name="Outcome">Status, validators, attempts, digest and the URL that answered.</param>
public sealed record DownloadResult(string? Path, Outcome Outcome)
{
    /// <summary>Bytes of the file.</summary>
    public long Length => Outcome.Length;

    /// <summary>Digest of the file as <c>name=hex</c> where one was computed, else null.</summary>
    public string? Digest => Outcome.Digest;

    /// <summary>Bytes that an earlier download had left and that were not fetched again.</summary>
    public long Resumed { get; init; }
}
