using System.Globalization;
using System.Security.Cryptography;
using Swarm.Domain.Stores;

namespace Swarm.Stores.S3;

/// <summary>The tag of an object made of parts: MD5 of the parts' MD5s, and their number.</summary>
static class CompositeETag
{
    /// <summary>Without quotes; null where a part's tag is no MD5.</summary>
    public static string? Of(IReadOnlyCollection<PartFacts> parts)
    {
        var all = new byte[parts.Count * MD5.HashSizeInBytes];
        var at = 0;
        foreach (var part in parts.OrderBy(part => part.Number))
        {
            var tag = part.ETag.AsSpan().Trim('"');
            if (tag.Length != MD5.HashSizeInBytes * 2 || Convert.FromHexString(tag, all.AsSpan(at), out _, out var written) != System.Buffers.OperationStatus.Done) return null;
            at += written;
        }

        return $"{Convert.ToHexStringLower(MD5.HashData(all))}-{parts.Count}";
    }

    /// <summary>False only where both are known and differ.</summary>
    public static bool Agrees(string? tag, IReadOnlyCollection<PartFacts> parts)
    {
        var bare = tag.AsSpan().Trim('"');
        var cut = bare.IndexOf('-');
        if (cut != MD5.HashSizeInBytes * 2 || !int.TryParse(bare[(cut + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out _)) return true;
        return Of(parts) is not { } expected || bare.Equals(expected, StringComparison.OrdinalIgnoreCase);
    }
}
