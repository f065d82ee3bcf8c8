using System.Diagnostics.CodeAnalysis;
using System.Text;
using Swarm.Domain;

namespace Swarm.Mirrors.Checking;

/// <summary>
/// The files of a tree as URLs of a host that there is none of, below a folder of its own: so references are resolved by the same rules as in
/// a browser that has the tree open, and one that leaves the tree, by <c>/…</c> or <c>../…</c>, leaves that folder.
/// </summary>
static class TreeUrls
{
    const string Host = "tree.invalid";
    const string Root = "/~tree~/";
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static WebUrl Of(string file) => WebUrl.Parse($"http://{Host}{Root}{string.Join('/', file.Split('/').Select(Uri.EscapeDataString))}");

    public static bool IsLocal(WebUrl url) => url.Origin.Host == Host;

    /// <summary>The path in the tree that a browser would open, queries left aside; false where it is none.</summary>
    public static bool TryFile(WebUrl url, [NotNullWhen(true)] out string? file)
    {
        file = null;
        if (!url.Path.StartsWith(Root, StringComparison.Ordinal)) return false;
        var encoded = url.Path[Root.Length..];
        if (encoded.Contains("%2f", StringComparison.OrdinalIgnoreCase) || encoded.Contains("%00", StringComparison.Ordinal)) return false;
        file = Decode(encoded);
        return file is { Length: > 0 };
    }

    /// <summary>Null: what is encoded is no UTF-8, as no name here is.</summary>
    public static string? Decode(ReadOnlySpan<char> encoded)
    {
        if (!encoded.Contains('%')) return encoded.ToString();
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(encoded.Length)];
        var length = 0;
        for (var i = 0; i < encoded.Length; i++)
        {
            if (encoded[i] == '%' && i + 2 < encoded.Length && char.IsAsciiHexDigit(encoded[i + 1]) && char.IsAsciiHexDigit(encoded[i + 2]))
            {
                bytes[length++] = Convert.FromHexString(encoded.Slice(i + 1, 2))[0];
                i += 2;
                continue;
            }

            var size = char.IsHighSurrogate(encoded[i]) && i + 1 < encoded.Length ? 2 : 1;
            length += Encoding.UTF8.GetBytes(encoded.Slice(i, size), bytes.AsSpan(length));
            i += size - 1;
        }

        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
