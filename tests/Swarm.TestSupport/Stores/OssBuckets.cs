using System.Security.Cryptography;

namespace Swarm.TestSupport.Stores;

/// <summary>An object that the stub holds.</summary>
sealed record OssObject(byte[] Bytes, DateTimeOffset Modified, IReadOnlyDictionary<string, string> Fields, string ETag)
{
    public static string TagOf(ReadOnlySpan<byte> bytes) => $"\"{Convert.ToHexString(MD5.HashData(bytes))}\"";
}

/// <summary>An upload that the stub was asked to begin.</summary>
sealed class OssUpload(string id, string key, DateTimeOffset begun, IReadOnlyDictionary<string, string> fields)
{
    public string Id => id;

    public string Key => key;

    public DateTimeOffset Begun => begun;

    public IReadOnlyDictionary<string, string> Fields => fields;

    public SortedDictionary<int, byte[]> Parts { get; } = [];
}

/// <summary>A bucket of the stub, in memory. Whoever looks into it holds it locked.</summary>
sealed class OssBucket(DateTimeOffset created)
{
    public DateTimeOffset Created => created;

    public SortedDictionary<string, OssObject> Objects { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, OssUpload> Uploads { get; } = new(StringComparer.Ordinal);
}
