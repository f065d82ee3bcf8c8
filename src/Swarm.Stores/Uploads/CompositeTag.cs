using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Uploads;

/// <summary>The ETag that S3 and its clones give an object made of parts: <c>md5(md5 of part 1 · md5 of part 2 · …)-count</c>, where parts' ETags are MD5s.</summary>
static class CompositeTag
{
    /// <summary>With its quotes; null where a part's ETag is none of MD5.</summary>
    public static string? Of(IReadOnlyList<PartFacts> parts)
    {
        var tags = new byte[parts.Count * MD5.HashSizeInBytes];
        for (var i = 0; i < parts.Count; i++)
            if (!Checksum.TryRead(DigestAlgorithm.Md5, Bare(parts[i].ETag), DigestForms.Hex, out var part)
                || Convert.FromHexString(part.Hex, tags.AsSpan(i * MD5.HashSizeInBytes), out _, out _) != System.Buffers.OperationStatus.Done) return null;
        return parts.Count == 0 ? null : $"\"{Convert.ToHexStringLower(MD5.HashData(tags))}-{parts.Count}\"";
    }

    /// <summary>It has the form of one: encrypted objects, and some clones', have others.</summary>
    public static bool IsOne(string? tag) =>
        tag is not null && Bare(tag) is { Length: > 33 } bare && bare[32] == '-' && Checksum.TryRead(DigestAlgorithm.Md5, bare[..32], DigestForms.Hex, out _);

    public static bool Equal(string? one, string? other) => one is not null && other is not null && Bare(one).Equals(Bare(other), StringComparison.OrdinalIgnoreCase);

    static ReadOnlySpan<char> Bare(string tag) => tag.AsSpan().Trim('"');
}
