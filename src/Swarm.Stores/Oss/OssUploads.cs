using System.Globalization;
using System.Xml.Linq;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.Xml;

namespace Swarm.Stores.Oss;

/// <summary>Uploads in parts.</summary>
/// <param name="bodyDigest">Sent with each part.</param>
sealed class OssUploads(OssClient client, DigestAlgorithm? bodyDigest)
{
    const string Unknown = "NoSuchUpload";

    public async ValueTask<UploadSession> BeginAsync(StoreAddress address, PutOptions options, CancellationToken token)
    {
        var call = new OssCall("POST", address).With("uploads", "") with { Headers = OssPutFields.Of(address, options) };
        var result = (await client.SendAsync(call, token)).Xml("InitiateMultipartUploadResult");
        return new UploadSession(address, result.Text("UploadId") ?? throw Broken(call, "the upload has no id")) { IfAbsent = options.IfAbsent };
    }

    /// <summary>All pages of the parts that OSS holds.</summary>
    public async ValueTask<UploadStatus> StatusAsync(UploadSession session, CancellationToken token)
    {
        var parts = new List<PartFacts>();
        long? mark = null;
        do
        {
            var call = Call("GET", session).With("max-parts", 1000).With("part-number-marker", mark);
            var answer = await client.AskAsync(call, token);
            if (answer.Error is { Code: Unknown }) return UploadStatus.Gone;
            var page = answer.Good().Xml("ListPartsResult");
            parts.AddRange(page.All("Part").Select(Part).OfType<PartFacts>());
            var next = page.Flag("IsTruncated") ? page.Number("NextPartNumberMarker") ?? throw Broken(call, "the list of parts tells not where it goes on") : null as long?;
            if (next <= (mark ?? 0)) throw Broken(call, "the list of parts comes back to where it was");
            mark = next;
        }
        while (mark is not null);
        return new UploadStatus { Parts = [.. parts.OrderBy(part => part.Number)], Held = parts.Sum(part => part.Size) };
    }

    public async ValueTask<UploadStatus> PutPartAsync(UploadSession session, PartDemand part, IRequestContent content, CancellationToken token)
    {
        var call = Call("PUT", session).With("partNumber", part.Number) with { Headers = await OssPutFields.DigestAsync(content, bodyDigest, token) };
        var answer = await OssObjects.SendSummedAsync(client, call, content, token);
        return Held(call, part.Number, content.Length, answer.Head.Headers.Find("ETag"));
    }

    /// <summary>As <see cref="PutPartAsync"/>, of a stretch of another object, which must be the one of that tag still.</summary>
    public async ValueTask<PartFacts> CopyPartAsync(UploadSession session, int number, StoreAddress source, (long Start, long End) range, string? etag, CancellationToken token)
    {
        var call = Call("PUT", session).With("partNumber", number) with
        {
            Headers =
            [
                .. OssCopies.SourceFields(source, etag),
                new("x-oss-copy-source-range", string.Create(CultureInfo.InvariantCulture, $"bytes={range.Start}-{range.End - 1}")),
            ],
        };
        var result = (await client.SendAsync(call, token)).Xml("CopyPartResult");
        return Held(call, number, range.End - range.Start, result.Text("ETag")).Parts[0];
    }

    public async ValueTask<ObjectFacts> CompleteAsync(UploadSession session, IReadOnlyList<PartFacts> parts, CancellationToken token)
    {
        var list = parts.OrderBy(part => part.Number)
            .Select(part => new XElement("Part", new XElement("PartNumber", part.Number), new XElement("ETag", part.ETag)));
        var call = Call("POST", session) with
        {
            Body = StoreXml.Write(new XElement("CompleteMultipartUpload", list)),
            Headers = session.IfAbsent ? [new("Content-Type", "application/xml"), OssPutFields.NeverOverwrite] : [new("Content-Type", "application/xml")],
        };
        var answer = await client.SendAsync(call, token);
        var result = answer.Xml("CompleteMultipartUploadResult");
        return OssFacts.Made(session.Target.Key, parts.Sum(part => part.Size), answer.Head, result.Text("ETag"));
    }

    public async ValueTask AbortAsync(UploadSession session, CancellationToken token)
    {
        var answer = await client.AskAsync(Call("DELETE", session), token);
        if (answer.Error is not { Code: Unknown }) answer.Good();
    }

    static OssCall Call(string method, UploadSession session) => new OssCall(method, session.Target).With("uploadId", session.Id);

    static UploadStatus Held(OssCall call, int number, long size, string? etag) =>
        new() { Parts = [new PartFacts(number, size, etag ?? throw Broken(call, "the part has no tag"))] };

    static PartFacts? Part(XElement entry) => entry.Number("PartNumber") is { } number && entry.Number("Size") is { } size
        ? new PartFacts((int)Math.Min(number, int.MaxValue), size, entry.Text("ETag") ?? "") : null;

    static TransferException Broken(OssCall call, string what) => new(Reason.Protocol, Stage.Body, $"{call.Subject}: {what}");
}
