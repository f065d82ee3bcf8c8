namespace Swarm.Domain.Integrity;

/// <summary>What came of reading a field.</summary>
enum DigestReading
{
    Read,
    Unreadable,

    /// <summary>The same algorithm is named twice.</summary>
    Ambiguous,
}

/// <summary>Reads the value of a digest field; digests go to their algorithm's place, algorithms that are not known are passed over.</summary>
delegate DigestReading DigestReader(ReadOnlySpan<char> value, Span<Checksum?> found);

/// <summary>The ways that fields write digests.</summary>
static class DigestReaders
{
    /// <summary><c>sha-256=:base64:, sha-512=:base64:</c> (RFC 9530, section 3). Of a key that is there twice the last counts.</summary>
    internal static DigestReading Structured(ReadOnlySpan<char> value, Span<Checksum?> found)
    {
        var members = new ByteSequences(value);
        while (members.Next())
        {
            if (Checksum.OfName(members.Key) is not { } algorithm) continue;
            if (!TryBase64(algorithm, members.Value, out var checksum)) return DigestReading.Unreadable;
            found[(int)algorithm] = checksum;
        }

        return members.IsMalformed ? DigestReading.Unreadable : DigestReading.Read;
    }

    /// <summary><c>SHA-256=base64,MD5=base64,crc32c=hex</c> (RFC 3230, section 4.3.2; IANA's registry for CRC32c), or x-goog-hash's <c>crc32c=base64,md5=base64</c>.</summary>
    internal static DigestReading Listed(ReadOnlySpan<char> value, Span<Checksum?> found)
    {
        foreach (var range in value.Split(','))
        {
            var item = value[range].Trim(" \t");
            if (item.IsEmpty) continue;
            var cut = item.IndexOf('=');
            if (cut < 0) return DigestReading.Unreadable;
            if (Checksum.OfName(item[..cut]) is not { } algorithm) continue;
            if (found[(int)algorithm] is not null) return DigestReading.Ambiguous;
            if (!TryListed(algorithm, item[(cut + 1)..], out var checksum)) return DigestReading.Unreadable;
            found[(int)algorithm] = checksum;
        }

        return DigestReading.Read;
    }

    /// <summary>One digest and nothing else.</summary>
    internal static DigestReader Single(DigestAlgorithm algorithm, DigestForms form) => (value, found) =>
    {
        if (!Checksum.TryRead(algorithm, value, form, out var checksum)) return DigestReading.Unreadable;
        found[(int)algorithm] = checksum;
        return DigestReading.Read;
    };

    // A CRC's leading zeros may be left out.
    static bool TryListed(DigestAlgorithm algorithm, ReadOnlySpan<char> text, out Checksum checksum) =>
        Checksum.TryRead(algorithm, text, DigestForms.Hex | DigestForms.Base64, out checksum)
        || (algorithm == DigestAlgorithm.Crc32C && text.Length is > 0 and < 8
            && Checksum.TryRead(algorithm, text.ToString().PadLeft(8, '0'), DigestForms.Hex, out checksum));

    // Padding that was left out is put back (RFC 9651, section 4.2.7).
    static bool TryBase64(DigestAlgorithm algorithm, ReadOnlySpan<char> text, out Checksum checksum)
    {
        Span<char> padded = stackalloc char[88];
        checksum = default;
        if (text.Length > padded.Length) return false;
        padded.Fill('=');
        text.CopyTo(padded);
        return Checksum.TryRead(algorithm, padded[..((text.Length + 3) / 4 * 4)], DigestForms.Base64, out checksum);
    }
}
