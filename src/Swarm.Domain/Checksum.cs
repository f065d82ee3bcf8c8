namespace Swarm.Domain;

/// <summary>The digests that a list may ask for.</summary>
public enum DigestAlgorithm
{
    Md5,
    Sha1,
    Sha256,
    Sha512,
}

/// <summary>An expected digest of the stored bytes.</summary>
/// <param name="Algorithm">Which digest.</param>
/// <param name="Hex">Lower-case hexadecimal.</param>
public readonly record struct Checksum(DigestAlgorithm Algorithm, string Hex)
{
    /// <summary>Reads <c>sha-256=…</c> (aria2), <c>sha256:…</c> or a bare hexadecimal digest, told by its length.</summary>
    public static bool TryParse(string text, out Checksum checksum)
    {
        var cut = text.AsSpan().IndexOfAny('=', ':');
        var hex = (cut < 0 ? text : text[(cut + 1)..]).Trim().ToLowerInvariant();
        var named = cut < 0 ? OfLength(hex.Length) : OfName(text.AsSpan(0, cut).Trim());
        var fits = named is { } algorithm && hex.Length == HexLength(algorithm) && IsHex(hex);
        checksum = fits ? new Checksum(named!.Value, hex) : default;
        return fits;
    }

    public override string ToString() => $"{Name(Algorithm)}={Hex}";

    /// <summary>The algorithm's usual name: <c>md5</c>, <c>sha-1</c>, <c>sha-256</c>, <c>sha-512</c>.</summary>
    public static string Name(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Md5 => "md5",
        DigestAlgorithm.Sha1 => "sha-1",
        DigestAlgorithm.Sha256 => "sha-256",
        _ => "sha-512",
    };

    static int HexLength(DigestAlgorithm algorithm) => algorithm switch
    {
        DigestAlgorithm.Md5 => 32,
        DigestAlgorithm.Sha1 => 40,
        DigestAlgorithm.Sha256 => 64,
        _ => 128,
    };

    static DigestAlgorithm? OfLength(int length) => length switch
    {
        32 => DigestAlgorithm.Md5,
        40 => DigestAlgorithm.Sha1,
        64 => DigestAlgorithm.Sha256,
        128 => DigestAlgorithm.Sha512,
        _ => null,
    };

    static DigestAlgorithm? OfName(ReadOnlySpan<char> name)
    {
        Span<char> lower = stackalloc char[8];
        if (name.Length > lower.Length) return null;
        return lower[..name.ToLowerInvariant(lower)] switch
        {
            "md5" => DigestAlgorithm.Md5,
            "sha1" or "sha-1" => DigestAlgorithm.Sha1,
            "sha256" or "sha-256" => DigestAlgorithm.Sha256,
            "sha512" or "sha-512" => DigestAlgorithm.Sha512,
            _ => null,
        };
    }

    static bool IsHex(string text)
    {
        foreach (var c in text)
            if (!char.IsAsciiHexDigit(c)) return false;
        return true;
    }
}
