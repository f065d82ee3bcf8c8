using System.Security.Cryptography;
using Swarm.Domain;

namespace Swarm.IO.Disk;

/// <summary>Up to two digests of one file's bytes, the asked one and the one to record; nothing is kept for a file that fits its buffer.</summary>
struct Digests(DigestAlgorithm? asked, DigestAlgorithm? record) : IDisposable
{
    IncrementalHash? _asked;
    IncrementalHash? _record;

    internal DigestAlgorithm? Asked { get; } = asked;

    readonly DigestAlgorithm? Other => record == Asked ? null : record;

    /// <summary>Takes bytes that are about to leave the buffer.</summary>
    internal void Append(ReadOnlySpan<byte> bytes)
    {
        if (Asked is { } algorithm) (_asked ??= IncrementalHash.CreateHash(Name(algorithm))).AppendData(bytes);
        if (Other is { } other) (_record ??= IncrementalHash.CreateHash(Name(other))).AppendData(bytes);
    }

    /// <summary>The digests over all that was appended and what is left in the buffer.</summary>
    /// <returns>The one to write down, as <c>name=hex</c>, or null.</returns>
    /// <exception cref="TransferException">Checksum.</exception>
    internal readonly string? Finish(ReadOnlySpan<byte> rest, Checksum? demand, string path)
    {
        var found = Asked is { } algorithm ? Value(algorithm, _asked, rest) : null;
        if (demand is { } wanted && found is not null) Compare(wanted, found, path);
        if (Other is { } other) return $"{Checksum.Name(other)}={Value(other, _record, rest)}";
        return found is null ? null : $"{Checksum.Name(Asked!.Value)}={found}";
    }

    public readonly void Dispose()
    {
        _asked?.Dispose();
        _record?.Dispose();
    }

    static void Compare(Checksum wanted, string found, string path)
    {
        if (!string.Equals(wanted.Hex, found, StringComparison.OrdinalIgnoreCase))
            throw new TransferException(Reason.Checksum, Stage.Verify,
                $"'{path}' has the {Checksum.Name(wanted.Algorithm)} digest {found}, but {wanted.Hex} was asked for");
    }

    static string Value(DigestAlgorithm algorithm, IncrementalHash? begun, ReadOnlySpan<byte> rest)
    {
        Span<byte> value = stackalloc byte[64];
        if (begun is null) return Convert.ToHexStringLower(value[..CryptographicOperations.HashData(Name(algorithm), rest, value)]);
        begun.AppendData(rest);
        return Convert.ToHexStringLower(value[..begun.GetHashAndReset(value)]);
    }

    static HashAlgorithmName Name(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Md5 => HashAlgorithmName.MD5,
        DigestAlgorithm.Sha1 => HashAlgorithmName.SHA1,
        DigestAlgorithm.Sha256 => HashAlgorithmName.SHA256,
        _ => HashAlgorithmName.SHA512,
    };
}
