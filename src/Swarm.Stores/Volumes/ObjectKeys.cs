using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using Swarm.Domain;

namespace Swarm.Stores.Volumes;

/// <summary>From paths, as the naming rules make them, to keys below a prefix; and what else of a server's words goes into a store.</summary>
static class ObjectKeys
{
    static readonly SearchValues<char> Controls = SearchValues.Create([.. Enumerable.Range(0, 32).Select(c => (char)c), '\x7f']);

    /// <param name="root">A bucket, or a prefix, with or without a slash at its end.</param>
    /// <exception cref="TransferException">Name.</exception>
    internal static StoreAddress At(StoreAddress root, string path)
    {
        var key = PrefixOf(root) + path;
        return Fault(path, key) is { } why ? throw new TransferException(Reason.Name, Stage.Write, $"cannot store '{SafeText.Of(path, 200)}': {why}") : root.At(key);
    }

    /// <summary>The path that <see cref="At"/> made this of, or null.</summary>
    internal static string? PathOf(StoreAddress root, StoreAddress target) =>
        target.At("") == root.At("") && target.Key.StartsWith(PrefixOf(root), StringComparison.Ordinal) ? target.Key[PrefixOf(root).Length..] : null;

    /// <summary>The media type as it may be sent on; null where it is none.</summary>
    internal static string? MediaType(string? said) =>
        said is { Length: <= 256 } && !said.AsSpan().ContainsAny(Controls) && Ascii.IsValid(said) && MediaTypeHeaderValue.TryParse(said, out _) ? said : null;

    static string PrefixOf(StoreAddress root) => root.Key.Length == 0 || root.Key.EndsWith('/') ? root.Key : root.Key + "/";

    static string? Fault(string path, string key)
    {
        if (path.AsSpan().ContainsAny(Controls)) return "it holds a control character";
        foreach (var range in path.AsSpan().Split('/'))
            if (path.AsSpan()[range] is "" or "." or "..") return "a segment of the path is empty or leads elsewhere";
        return Encoding.UTF8.GetByteCount(key) > StoreAddress.MaxKeyLength ? $"the key is longer than {StoreAddress.MaxKeyLength} bytes" : null;
    }
}
