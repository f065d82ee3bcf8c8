using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Swarm.TestSupport.Stores;

/// <summary>The stub's calls for buckets: listings, and removing many.</summary>
sealed class OssBucketApi(OssStub stub)
{
    public OssReply List(OssAsk ask, OssBucket bucket)
    {
        var (prefix, delimiter) = (ask.Parameter("prefix") ?? "", ask.Parameter("delimiter") ?? "");
        var after = ask.Parameter("continuation-token") is { } token ? Encoding.UTF8.GetString(Convert.FromBase64String(token)) : ask.Parameter("start-after") ?? "";
        var most = Math.Min(int.Parse(ask.Parameter("max-keys") ?? "100", CultureInfo.InvariantCulture), stub.LongestPage);
        var entries = bucket.Objects.Where(found => found.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(found => (Name: Folded(found.Key, prefix, delimiter), found.Key, found.Value))
            .DistinctBy(entry => entry.Name).Where(entry => string.CompareOrdinal(entry.Name, after) > 0).ToList();
        var page = entries.Take(most).ToList();
        var isEncoded = ask.Parameter("encoding-type") == "url";
        string Text(string text) => isEncoded ? OssAsk.Encode(text) : text;
        var more = entries.Count > page.Count;
        return OssReply.Xml(new XElement(
            "ListBucketResult", new XElement("Name", ask.Bucket), new XElement("IsTruncated", more), isEncoded ? new XElement("EncodingType", "url") : null,
            more ? new XElement("NextContinuationToken", Convert.ToBase64String(Encoding.UTF8.GetBytes(page[^1].Name))) : null,
            page.Where(entry => entry.Name == entry.Key).Select(entry => new XElement(
                "Contents", new XElement("Key", Text(entry.Key)), new XElement("LastModified", OssReply.Time(entry.Value.Modified)), new XElement("ETag", entry.Value.ETag),
                new XElement("Type", "Normal"), new XElement("Size", entry.Value.Bytes.Length), new XElement("StorageClass", "Standard"))),
            page.Where(entry => entry.Name != entry.Key).Select(entry => new XElement("CommonPrefixes", new XElement("Prefix", Text(entry.Name))))));
    }

    public static OssReply DeleteMany(OssAsk ask, OssBucket bucket)
    {
        if (ask.Field("Content-MD5") is null) return OssReply.Error(400, "MissingArgument");
        if (OssObjectApi.BodyFault(ask) is { } fault) return fault;
        var keys = XElement.Load(new MemoryStream(ask.Body), LoadOptions.PreserveWhitespace).Elements("Object").Select(entry => (string)entry.Element("Key")!).ToList();
        if (keys.Count > 1000) return OssReply.Error(400, "MalformedXML");
        foreach (var key in keys) bucket.Objects.Remove(key);
        return OssReply.Xml(new XElement(
            "DeleteResult", new XElement("EncodingType", "url"), keys.Select(key => new XElement("Deleted", new XElement("Key", OssAsk.Encode(key))))));
    }

    public OssReply ListBuckets(OssAsk ask)
    {
        var all = stub.Buckets.OrderBy(bucket => bucket.Key, StringComparer.Ordinal).Where(bucket => string.CompareOrdinal(bucket.Key, ask.Parameter("marker") ?? "") > 0).ToList();
        var page = all.Take(stub.LongestPage).ToList();
        return OssReply.Xml(new XElement(
            "ListAllMyBucketsResult", new XElement("IsTruncated", all.Count > page.Count), page.Count == 0 ? null : new XElement("NextMarker", page[^1].Key),
            new XElement("Buckets", page.Select(bucket => new XElement(
                "Bucket", new XElement("Name", bucket.Key), new XElement("CreationDate", OssReply.Time(bucket.Value.Created)))))));
    }

    static string Folded(string key, string prefix, string delimiter)
    {
        var at = delimiter.Length == 0 ? -1 : key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return at < 0 ? key : key[..(at + delimiter.Length)];
    }
}
