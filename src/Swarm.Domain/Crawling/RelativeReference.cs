using System.Buffers;
using System.Globalization;
using System.Text;

namespace Swarm.Domain.Crawling;

/// <summary>Relative references between files of a tree, such that a browser with the one open by <c>file:</c> finds the other (RFC 3986, section 4.2).</summary>
public static class RelativeReference
{
    // Less than a path may hold: what HTML, srcset or CSS could take for its own is encoded, so that the text stands anywhere as it is. A colon as
    // well, lest a first segment read as a scheme.
    static readonly SearchValues<char> s_bare = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~=+@!$;");

    /// <param name="fromFile">The file that the reference stands in, relative to the tree's root, <c>/</c> between segments.</param>
    /// <param name="toFile">The file it leads to, likewise; the same file gives its own last segment.</param>
    public static string From(string fromFile, string toFile)
    {
        var shared = SharedFolders(fromFile, toFile);
        var result = new StringBuilder(toFile.Length + 16);
        for (var up = fromFile.AsSpan(shared).Count('/'); up > 0; up--) result.Append("../");
        Append(result, toFile.AsSpan(shared));
        return result.ToString();
    }

    /// <summary>The length of the folders that both begin with, last slash included.</summary>
    static int SharedFolders(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var common = one.CommonPrefixLength(other);
        return one[..common].LastIndexOf('/') + 1;
    }

    static void Append(StringBuilder to, ReadOnlySpan<char> path)
    {
        Span<byte> utf8 = stackalloc byte[4];
        while (!path.IsEmpty)
        {
            var run = path.IndexOfAnyExcept(s_bare);
            if (run < 0) run = path.Length;
            to.Append(path[..run]);
            path = path[run..];
            if (path.IsEmpty) return;
            Rune.DecodeFromUtf16(path, out var rune, out var consumed);
            path = path[consumed..];
            if (rune.Value == '/') to.Append('/');
            else
                foreach (var octet in utf8[..rune.EncodeToUtf8(utf8)])
                    to.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }
    }
}
