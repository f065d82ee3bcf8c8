using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.IO.Disk.Parts;

/// <summary>Holds a whole file against what is demanded of it: CRCs by those of its pieces where they are known, all else by what was taken in passing or is read back.</summary>
sealed class PartVerification(IDiskFile file, long length, PieceSums sums, PrefixDigest? prefix, string path)
{
    /// <returns>The digest to write down, as <c>name=hex</c>, or null.</returns>
    /// <exception cref="TransferException">Checksum.</exception>
    internal string? Check(IReadOnlyList<Checksum> demanded, DigestAlgorithm? record)
    {
        if (demanded.Count == 0 && record is null) return null;
        var found = Find([.. demanded.Select(checksum => checksum.Algorithm).Concat(record is { } one ? [one] : []).Distinct()]);
        foreach (var (algorithm, hex) in found) Digests.Compare(demanded, algorithm, hex, path);
        var written = record ?? demanded[0].Algorithm;
        return found.Find(checksum => checksum.Algorithm == written).ToString();
    }

    List<Checksum> Find(List<DigestAlgorithm> asked)
    {
        var found = new List<Checksum>();
        foreach (var algorithm in asked)
            if (Joined(algorithm) is { } crc) found.Add(new Checksum(algorithm, RunningDigest.Hex(algorithm, crc)));
        asked.RemoveAll(algorithm => Joined(algorithm) is not null);
        if (asked.Count == 0) return found;
        if (prefix is not null && prefix.Covers(asked)) return [.. found, .. prefix.Finish(file, length, path)];
        using var whole = new PrefixDigest(asked);
        return [.. found, .. whole.Finish(file, length, path)];
    }

    ulong? Joined(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Crc32C => sums.Crc32C,
        DigestAlgorithm.Crc64 => sums.Crc64,
        _ => null,
    };
}
