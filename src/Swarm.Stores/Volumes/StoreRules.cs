using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Volumes;

/// <summary>How objects made of parts are checked as a whole.</summary>
static class StoreRules
{
    /// <summary>The CRC that a store itself gives of its objects.</summary>
    internal static DigestAlgorithm SumOf(StoreKind kind) => kind == StoreKind.Oss ? DigestAlgorithm.Crc64 : DigestAlgorithm.Crc32C;

    /// <summary>
    /// The one CRC of parts from which all that is asked for can be joined, so that they may come in any order; null: something else is asked for,
    /// which can only be taken of the bytes in order.
    /// </summary>
    internal static DigestAlgorithm? JoinedSum(StoreKind kind, IReadOnlyList<DigestAlgorithm> asked, DigestAlgorithm? record)
    {
        DigestAlgorithm[] all = [.. (record is { } own ? asked.Append(own) : asked).Distinct()];
        return all is [] ? SumOf(kind) : all is [DigestAlgorithm.Crc32C or DigestAlgorithm.Crc64] ? all[0] : null;
    }

    /// <summary>What a store says of an object that it can't be, in words; or null.</summary>
    /// <param name="sums">Of all that was sent.</param>
    internal static string? Contradiction(ObjectFacts made, long length, IntervalSet sums)
    {
        if (made.Size is { } size && size != length) return $"it has {size} bytes instead of {length}";
        foreach (var digest in made.Digests)
            if (Whole(sums, digest.Algorithm) is { } found && !string.Equals(digest.Hex, found, StringComparison.OrdinalIgnoreCase))
                return $"its {Checksum.Name(digest.Algorithm)} is {digest.Hex} instead of {found}";
        return null;
    }

    /// <param name="sums">Of all parts.</param>
    /// <param name="algorithm">The CRC that was taken of them.</param>
    /// <param name="record">To be written down, asked for or not.</param>
    /// <returns>As <c>name=hex</c> where one was asked for.</returns>
    /// <exception cref="TransferException">Checksum.</exception>
    internal static string? Check(IntervalSet sums, DigestAlgorithm algorithm, IReadOnlyList<Checksum> demanded, DigestAlgorithm? record, string path)
    {
        if (demanded.Count == 0 && record is null) return null;
        var found = Whole(sums, algorithm) ?? throw new TransferException(Reason.Checksum, Stage.Verify, $"'{path}' can't be checked: the sums of its parts are not known");
        foreach (var asked in demanded)
        {
            if (asked.Algorithm != algorithm) throw Late(path);
            if (!string.Equals(asked.Hex, found, StringComparison.OrdinalIgnoreCase))
                throw new TransferException(Reason.Checksum, Stage.Verify, $"'{path}' has the {Checksum.Name(algorithm)} digest {found}, but {asked.Hex} was asked for");
        }

        return $"{Checksum.Name(algorithm)}={found}";
    }

    internal static TransferException Late(string path) =>
        new(Reason.Checksum, Stage.Verify, $"'{path}' went out before a digest that is asked for now was known");

    static string? Whole(IntervalSet sums, DigestAlgorithm algorithm) => sums.Intervals is not [{ Start: 0, Sums: var whole }] ? null : algorithm switch
    {
        DigestAlgorithm.Crc32C => whole.Crc32C?.ToString("x8", CultureInfo.InvariantCulture),
        DigestAlgorithm.Crc64 => whole.Crc64?.ToString("x16", CultureInfo.InvariantCulture),
        _ => null,
    };
}
