namespace Swarm.Domain.Integrity;

/// <summary>The text of a file that lies beside another and has its digest: <c>URL.sha256</c> and the like.</summary>
public static class SidecarText
{
    /// <summary>
    /// The digest of <paramref name="fileName"/>: from the first line that names it, as sha256sum or BSD's sha256 write it, folders left out; else
    /// from the one line that is a digest without a name. Null where there is none, or several of the latter.
    /// </summary>
    public static Checksum? Find(ReadOnlySpan<char> text, ReadOnlySpan<char> fileName, DigestAlgorithm algorithm)
    {
        Checksum? nameless = null;
        var several = false;
        foreach (var raw in text.EnumerateLines())
        {
            var line = raw.Trim(" \t\ufeff").ToString();
            if (ReadNamed(line, algorithm, out var name) is { } named && IsOf(name, fileName)) return named;
            if (ReadNameless(line, algorithm) is not { } bare) continue;
            several |= nameless is { } other && other != bare;
            nameless = bare;
        }

        return several ? null : nameless;
    }

    static Checksum? ReadNamed(string line, DigestAlgorithm algorithm, out string name)
    {
        name = "";
        if (!ChecksumLine.TryRead(line, out var read)) return null;
        name = read.Name;
        var isOther = read.Kind is { } kind && Checksum.OfName(kind) != algorithm;
        return !isOther && Checksum.TryRead(algorithm, read.Hex, DigestForms.Hex, out var checksum) ? checksum : null;
    }

    // sha256sum calls its standard input '-'.
    static Checksum? ReadNameless(string line, DigestAlgorithm algorithm)
    {
        var hex = line.EndsWith(" -", StringComparison.Ordinal) ? line.AsSpan(0, line.Length - 2).TrimEnd() : line;
        return Checksum.TryRead(algorithm, hex, DigestForms.Hex, out var checksum) ? checksum : null;
    }

    static bool IsOf(ReadOnlySpan<char> name, ReadOnlySpan<char> fileName) =>
        name[(name.LastIndexOfAny('/', '\\') + 1)..].SequenceEqual(fileName);
}
