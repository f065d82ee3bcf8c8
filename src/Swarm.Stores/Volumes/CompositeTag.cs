using System.Globalization;
using System.Security.Cryptography;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Volumes;

/// <summary>The ETag that S3's kind of store gives an object made of parts: the MD5 of its parts' MD5s, a hyphen and how many there were.</summary>
static class CompositeTag
{
    /// <summary>Without quotes; of parts whose ETags are no MD5s only the hyphen and the number.</summary>
    internal static string Of(IReadOnlyList<PartFacts> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> digest = stackalloc byte[16];
        foreach (var part in parts)
        {
            var tag = part.ETag.AsSpan().Trim('"');
            if (tag.Length != 32 || Convert.FromHexString(tag, digest, out _, out _) != System.Buffers.OperationStatus.Done) return Count(parts);
            hash.AppendData(digest);
        }

        hash.GetHashAndReset(digest);
        return Convert.ToHexStringLower(digest) + Count(parts);
    }

    /// <param name="expected">As <see cref="Of"/> gave it.</param>
    /// <param name="found">As a store gave it, or null.</param>
    internal static bool IsLike(string expected, string? found) =>
        found is not null && found.AsSpan().Trim('"').EndsWith(expected, StringComparison.OrdinalIgnoreCase);

    static string Count(IReadOnlyList<PartFacts> parts) => "-" + parts.Count.ToString(CultureInfo.InvariantCulture);
}
