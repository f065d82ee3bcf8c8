using System.Buffers.Binary;
using System.Globalization;

namespace Swarm.Domain;

/// <summary>The digests that a list, a server or a file beside the object may give.</summary>
public enum DigestAlgorithm
{
    Md5,
    Sha1,
    Sha256,
    Sha512,

    /// <summary>Castagnoli's, as Google Cloud Storage and S3 give it.</summary>
    Crc32C,

    /// <summary>CRC-64/XZ, as OSS gives it.</summary>
    Crc64,
}

/// <summary>How a digest may be written.</summary>
[Flags]
public enum DigestForms
{
    Hex = 1,
    Base64 = 2,

    /// <summary>Of a CRC-64 alone.</summary>
    Decimal = 4,
    Any = Hex | Base64 | Decimal,
}

/// <summary>An expected digest of the stored bytes.</summary>
/// <param name="Algorithm">Which digest.</param>
/// <param name="Hex">Lower-case hexadecimal; of a CRC, the highest byte first.</param>
public readonly record struct Checksum(DigestAlgorithm Algorithm, string Hex)
{
    /// <summary>By algorithm: bytes of the digest, its usual name, others.</summary>
    static readonly (int Length, string Name, string[] Aliases)[] Kinds =
    [
        (16, "md5", []),
        (20, "sha-1", ["sha1", "sha"]),
        (32, "sha-256", ["sha256"]),
        (64, "sha-512", ["sha512"]),
        (4, "crc32c", ["crc-32c"]),
        (8, "crc64", ["crc-64", "crc64ecma", "crc64-xz"]),
    ];

    /// <summary>
    /// Reads <c>sha-256=…</c> (aria2), <c>sha256:…</c> or a bare hexadecimal digest from MD5 to SHA-512, told by its length. A named digest may be
    /// in hexadecimal or base64, and a CRC-64 in decimal.
    /// </summary>
    public static bool TryParse(string text, out Checksum checksum)
    {
        var cut = text.AsSpan().IndexOfAny('=', ':');
        var value = text.AsSpan(cut + 1).Trim();
        var algorithm = cut < 0 ? OfLength(value.Length) : OfName(text.AsSpan(0, cut).Trim());
        checksum = default;
        return algorithm is { } known && TryRead(known, value, DigestForms.Any, out checksum);
    }

    /// <summary>Reads a digest whose algorithm is known, in any of <paramref name="forms"/>; 16 digits are hexadecimal where that is one of them.</summary>
    public static bool TryRead(DigestAlgorithm algorithm, ReadOnlySpan<char> text, DigestForms forms, out Checksum checksum)
    {
        Span<byte> digest = stackalloc byte[Kinds[(int)algorithm].Length];
        var isRead = (forms.HasFlag(DigestForms.Hex) && TryHex(text, digest))
            || (forms.HasFlag(DigestForms.Base64) && TryBase64(text, digest))
            || (forms.HasFlag(DigestForms.Decimal) && TryDecimal(text, digest));
        checksum = isRead ? new Checksum(algorithm, Convert.ToHexStringLower(digest)) : default;
        return isRead;
    }

    public override string ToString() => $"{Name(Algorithm)}={Hex}";

    /// <summary>The algorithm's usual name: <c>md5</c>, <c>sha-1</c>, <c>sha-256</c>, <c>sha-512</c>, <c>crc32c</c>, <c>crc64</c>.</summary>
    public static string Name(DigestAlgorithm algorithm) => Kinds[(int)algorithm].Name;

    /// <summary>The algorithm of that name, in any case and with or without its hyphen, or null.</summary>
    public static DigestAlgorithm? OfName(ReadOnlySpan<char> name)
    {
        for (var i = 0; i < Kinds.Length; i++)
        {
            if (name.Equals(Kinds[i].Name, StringComparison.OrdinalIgnoreCase)) return (DigestAlgorithm)i;
            foreach (var alias in Kinds[i].Aliases)
                if (name.Equals(alias, StringComparison.OrdinalIgnoreCase)) return (DigestAlgorithm)i;
        }

        return null;
    }

    static DigestAlgorithm? OfLength(int digits)
    {
        var at = Array.FindIndex(Kinds, kind => kind.Length * 2 == digits);
        return at is >= 0 and <= (int)DigestAlgorithm.Sha512 ? (DigestAlgorithm)at : null;
    }

    static bool TryHex(ReadOnlySpan<char> text, Span<byte> digest) =>
        text.Length == digest.Length * 2 && Convert.FromHexString(text, digest, out _, out _) == System.Buffers.OperationStatus.Done;

    // A white space within would be skipped: the length of the text is that of the digest, padded.
    static bool TryBase64(ReadOnlySpan<char> text, Span<byte> digest) =>
        text.Length == (digest.Length + 2) / 3 * 4 && Convert.TryFromBase64Chars(text, digest, out var written) && written == digest.Length;

    static bool TryDecimal(ReadOnlySpan<char> text, Span<byte> digest)
    {
        if (digest.Length != sizeof(ulong) || !ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return false;
        BinaryPrimitives.WriteUInt64BigEndian(digest, value);
        return true;
    }
}
