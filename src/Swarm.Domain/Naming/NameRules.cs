using System.Text;

namespace Swarm.Domain.Naming;

/// <summary>Settles clashes between natural names so that the result depends on the set of URLs alone, never on their order.</summary>
/// <remarks>
/// A folder takes its name from any file; of several files the one that <see cref="Wins"/> keeps it; a loser, also one that had the name until now,
/// tries its <see cref="Alternative"/>, and where it loses that, the alternative's. So URLs propose and names choose: deferred acceptance
/// (Gale and Shapley 1962), whose outcome is the same for every order of proposals.
/// </remarks>
public static class NameRules
{
    /// <summary>Equal for paths that may be one file on some file system: SipHash-2-4 of the folded path, the same in every run.</summary>
    public static ulong Key(string path)
    {
        if (path.Length > NamePath.MaxBytes || !Ascii.IsValid(path)) return SipHash.Of(FoldedName.Of(path));
        Span<char> folded = stackalloc char[NamePath.MaxBytes];
        return SipHash.Of(folded[..path.AsSpan().ToUpperInvariant(folded)]);
    }

    /// <summary>True for paths that may be one file on some file system.</summary>
    public static bool Same(string path, string other) => path == other || FoldedName.Of(path) == FoldedName.Of(other);

    /// <summary>The folders above a path, from the top: <c>a</c>, <c>a/b</c> of <c>a/b/c</c>.</summary>
    public static IEnumerable<string> Folders(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }

    /// <summary>The next name of one who lost <paramref name="path"/>: in the same folder, <c>name~1a2b3c4d.ext</c>. Applied to its own result it gives the one after.</summary>
    public static string Alternative(string path, string identity)
    {
        var file = path.LastIndexOf('/') + 1;
        return string.Concat(path.AsSpan(0, file), HashedName.With(path[file..], string.Concat(path, "\n", identity)));
    }

    /// <summary>True where the file of <paramref name="identity"/> (its URL) takes a name from that of <paramref name="other"/>.</summary>
    public static bool Wins(string identity, string other) => string.CompareOrdinal(identity, other) < 0;
}
