using System.Globalization;
using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Integrity;

namespace Swarm.IO.Disk;

/// <summary>One digest of bytes that come piece by piece.</summary>
public sealed class RunningDigest(DigestAlgorithm algorithm) : IDisposable
{
    readonly IncrementalHash? _hash = Name(algorithm) is { } name ? IncrementalHash.CreateHash(name) : null;
    ulong _crc;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_hash is not null) _hash.AppendData(bytes);
        else _crc = Crc(algorithm, _crc, bytes);
    }

    /// <summary>In lower-case hexadecimal.</summary>
    public string Finish(ReadOnlySpan<byte> rest)
    {
        Append(rest);
        if (_hash is null) return Hex(algorithm, _crc);
        Span<byte> value = stackalloc byte[64];
        return Convert.ToHexStringLower(value[.._hash.GetHashAndReset(value)]);
    }

    public void Dispose() => _hash?.Dispose();

    internal static string Of(DigestAlgorithm algorithm, ReadOnlySpan<byte> bytes)
    {
        if (Name(algorithm) is not { } name) return Hex(algorithm, Crc(algorithm, 0, bytes));
        Span<byte> value = stackalloc byte[64];
        return Convert.ToHexStringLower(value[..CryptographicOperations.HashData(name, bytes, value)]);
    }

    internal static string Hex(DigestAlgorithm algorithm, ulong crc) =>
        crc.ToString(algorithm == DigestAlgorithm.Crc32C ? "x8" : "x16", CultureInfo.InvariantCulture);

    static ulong Crc(DigestAlgorithm algorithm, ulong crc, ReadOnlySpan<byte> bytes) =>
        algorithm == DigestAlgorithm.Crc32C ? Crc32C.Append((uint)crc, bytes) : Crc64.Append(crc, bytes);

    static HashAlgorithmName? Name(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Md5 => HashAlgorithmName.MD5,
        DigestAlgorithm.Sha1 => HashAlgorithmName.SHA1,
        DigestAlgorithm.Sha256 => HashAlgorithmName.SHA256,
        DigestAlgorithm.Sha512 => HashAlgorithmName.SHA512,
        _ => null,
    };
}
