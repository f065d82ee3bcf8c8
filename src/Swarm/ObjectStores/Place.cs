using Swarm.Domain;

namespace Swarm.ObjectStores;

/// <summary>Where bytes are or go, as people write it: <c>s3://bucket/key</c>, <c>gs://…</c>, <c>oss://…</c>, an http(s) URL, <c>-</c> for a standard stream, or a local path.</summary>
public abstract record Place
{
    /// <summary>A file or folder here; the path as given.</summary>
    public sealed record Local(string Path) : Place
    {
        /// <summary>It is to be a folder: one is there, or it is written so.</summary>
        public bool IsFolder => Path.EndsWith('/') || Path.EndsWith(System.IO.Path.DirectorySeparatorChar) || Directory.Exists(Path);

        public override string ToString() => Path;
    }

    /// <summary>An object, a prefix or a bucket.</summary>
    public sealed record Stored(StoreAddress Address) : Place
    {
        public override string ToString() => Address.ToString();
    }

    public sealed record Web(WebUrl Url) : Place
    {
        public override string ToString() => Url.Href;
    }

    /// <summary>Standard input or output.</summary>
    public sealed record Standard : Place
    {
        public override string ToString() => "-";
    }

    /// <exception cref="FormatException">It is none of them; the words say what to write instead.</exception>
    public static Place Parse(string text)
    {
        if (text.Length == 0) throw new FormatException("an empty text is no place");
        if (text == "-") return new Standard();
        if (StoreAddress.TryParse(text, out var address)) return new Stored(address);
        if (StoreAddress.HasScheme(text)) throw new FormatException($"'{SafeText.Of(text, 200)}' names no bucket: write it like s3://bucket/key");
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0 || text.AsSpan(0, scheme).ContainsAnyExcept(Letters)) return new Local(text);
        if (WebUrl.TryParse(text, out var url, out var fault)) return new Web(url);
        throw new FormatException($"'{SafeText.Of(text, 200)}' can't be used: {fault} (a file of that name is ./{SafeText.Of(text, 200)})");
    }

    /// <exception cref="FormatException">It is no address in a store.</exception>
    public static StoreAddress ParseStored(string text) => Parse(text) is Stored { Address: var address }
        ? address
        : throw new FormatException($"'{SafeText.Of(text, 200)}' is not in a store: write it like s3://bucket/key (or gs://, oss://)");

    const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.";
}
