using System.Net;
using System.Security;
using System.Text;
using System.Xml.Linq;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Stores.Xml;

namespace Swarm.Stores.S3;

/// <summary>What S3's documents have of their own.</summary>
static class S3Xml
{
    const string Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";
    const string Declaration = """<?xml version="1.0" encoding="UTF-8"?>""";

    /// <summary>The root that was expected; anything else is no success, whatever the status said.</summary>
    public static XElement Expected(this S3Answer answer, string name, StoreAddress address, DateTimeOffset now)
    {
        if (StoreXml.TryRead(answer.Body) is not { } root) throw S3Error.Garbled(address, $"{answer.Head.Status}, but its body is empty or cut");
        if (root.Name.LocalName == name) return root;
        throw root.Name.LocalName == "Error" ? S3Error.Of(answer.Head, answer.Body).At(address, answer.Head, now)
            : S3Error.Protocol(address, $"{answer.Head.Status}, but its body is not what was asked for");
    }

    /// <summary>A name of a page whose names may be encoded as in a form.</summary>
    public static string Name(this XElement page, string text) => page.Text("EncodingType") == "url" ? WebUtility.UrlDecode(text) : text;

    public static byte[] Completion(IEnumerable<PartFacts> parts)
    {
        var text = new StringBuilder($"""{Declaration}<CompleteMultipartUpload xmlns="{Namespace}">""");
        foreach (var part in parts.OrderBy(part => part.Number))
            text.Append($"<Part><ETag>{SecurityElement.Escape(part.ETag.Trim('"'))}</ETag><PartNumber>{part.Number}</PartNumber></Part>");
        return Encoding.UTF8.GetBytes(text.Append("</CompleteMultipartUpload>").ToString());
    }

    public static byte[] Removal(IEnumerable<string> keys)
    {
        var text = new StringBuilder($"""{Declaration}<Delete xmlns="{Namespace}"><Quiet>true</Quiet>""");
        // A carriage return as itself would be read as a line feed.
        foreach (var key in keys) text.Append("<Object><Key>").Append(SecurityElement.Escape(key).Replace("\r", "&#13;", StringComparison.Ordinal)).Append("</Key></Object>");
        return Encoding.UTF8.GetBytes(text.Append("</Delete>").ToString());
    }

    public static byte[] Location(string region) => Encoding.UTF8.GetBytes(
        $"""{Declaration}<CreateBucketConfiguration xmlns="{Namespace}"><LocationConstraint>{region}</LocationConstraint></CreateBucketConfiguration>""");
}
