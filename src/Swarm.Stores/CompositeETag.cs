using System.Globalization;
using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores;

/// <summary>
/// The ETag that S3 and its clones give an object made of parts: <c>md5(md5 of part 1 · md5 of part 2 · …)-count</c>, where the parts' own ETags are
/// MD5s. Quotes and case don't count.
/// </summary>
static class CompositeETag
{
    /// <summary>Without quotes; null where a part's ETag is no MD5.</summary>
    public static string? Of(IReadOnlyCollection<PartFacts> parts)
    {
        if (parts.Count == 0) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Span<byte> digest = stackalloc byte[MD5.HashSizeInBytes];
        foreach (var part in parts.OrderBy(part => part.Number))
        {
            var tag = Bare(part.ETag);
            if (tag.Length != digest.Length * 2 || Convert.FromHexString(tag, digest, out _, out _) != System.Buffers.OperationStatus.Done) return null;
            hash.AppendData(digest);
        }

        hash.GetHashAndReset(digest);
        return Convert.ToHexStringLower(digest) + Count(parts);
    }

    /// <summary>How each such tag ends, whatever its parts' tags are.</summary>
    public static string Count(IReadOnlyCollection<PartFacts> parts) => string.Create(CultureInfo.InvariantCulture, $"-{parts.Count}");

    /// <summary>It has the form of one: encrypted objects, and some clones', have others.</summary>
    public static bool IsOne(string? tag) =>
        tag is not null && Bare(tag) is { Length: > 33 } bare && bare[32] == '-' && bare[33..].IndexOfAnyExceptInRange('0', '9') < 0
        && Checksum.TryRead(DigestAlgorithm.Md5, bare[..32], DigestForms.Hex, out _);

    public static bool Equal(string? one, string? other) => one is not null && other is not null && Bare(one).Equals(Bare(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>False only where both are known and differ.</summary>
    public static bool Agrees(string? tag, IReadOnlyCollection<PartFacts> parts) => !IsOne(tag) || Of(parts) is not { } expected || Equal(tag, expected);

    /// <param name="expected">As <see cref="Of"/> or, where that is null, <see cref="Count"/> gave it.</param>
    /// <param name="found">As a store gave it, or null.</param>
    public static bool IsLike(string expected, string? found) => found is not null && Bare(found).EndsWith(expected, StringComparison.OrdinalIgnoreCase);

    static ReadOnlySpan<char> Bare(string tag) => tag.AsSpan().Trim('"');
}
