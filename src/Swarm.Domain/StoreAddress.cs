using System.Diagnostics.CodeAnalysis;

namespace Swarm.Domain;

/// <summary>An object, a prefix or, with an empty key, a bucket of a store: <c>s3://bucket/key</c>, <c>gs://…</c>, <c>oss://…</c>.</summary>
/// <param name="Key">As the store has it: nothing in it is encoded, a <c>?</c> or <c>%</c> is itself; empty for a bucket.</param>
public sealed record StoreAddress(StoreKind Kind, string Bucket, string Key)
{
    /// <summary>The longest key of all three stores, in bytes of UTF-8.</summary>
    public const int MaxKeyLength = 1024;

    static readonly (string Scheme, StoreKind Kind)[] Schemes = [("s3://", StoreKind.S3), ("gs://", StoreKind.Gs), ("oss://", StoreKind.Oss)];

    /// <summary>Bucket and key are left as they are: no folding of dots, slashes or escapes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out StoreAddress? address)
    {
        address = null;
        foreach (var (scheme, kind) in Schemes)
        {
            if (!text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) continue;
            var rest = text[scheme.Length..];
            var slash = rest.IndexOf('/');
            var bucket = slash < 0 ? rest : rest[..slash];
            if (bucket.IsEmpty) return false;
            address = new StoreAddress(kind, bucket.ToString(), slash < 0 ? "" : rest[(slash + 1)..].ToString());
            return true;
        }

        return false;
    }

    /// <summary>It begins as the address of a store does, well-formed or not.</summary>
    public static bool HasScheme(ReadOnlySpan<char> text)
    {
        foreach (var (scheme, _) in Schemes)
            if (text.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    /// <summary>The same bucket with another key.</summary>
    public StoreAddress At(string key) => this with { Key = key };

    public override string ToString() => $"{Schemes[(int)Kind].Scheme}{Bucket}/{Key}";
}
