using System.Globalization;
using System.Xml.Linq;

namespace Swarm.TestSupport.Stores;

/// <summary>The stub's calls for uploads in parts, strict about order, tags and sizes.</summary>
sealed class OssUploadApi(OssStub stub, OssObjectApi objects)
{
    const int LeastPart = 100 << 10;

    int _begun;

    public OssReply Initiate(OssAsk ask, OssBucket bucket)
    {
        if (OssObjectApi.Forbidden(ask, bucket, ask.Key) is { } taken) return taken;
        var id = $"UPLOAD{Interlocked.Increment(ref _begun):D4}+/=";
        bucket.Uploads[id] = new OssUpload(id, ask.Key, stub.Now, OssObjectApi.Kept(ask.Fields));
        return OssReply.Xml(new XElement("InitiateMultipartUploadResult", new XElement("Bucket", ask.Bucket), new XElement("UploadId", id)));
    }

    public OssReply Part(OssAsk ask, OssBucket bucket)
    {
        if (Find(ask, bucket) is not { } upload) return OssReply.Error(404, "NoSuchUpload");
        var number = int.Parse(ask.Parameter("partNumber")!, CultureInfo.InvariantCulture);
        if (number is < 1 or > 10_000) return OssReply.Error(400, "InvalidArgument");
        if (ask.Field("x-oss-copy-source") is not null) return CopyPart(ask, upload, number);
        if (OssObjectApi.BodyFault(ask) is { } fault) return fault;
        upload.Parts[number] = ask.Body;
        return OssReply.Empty().With("ETag", OssObject.TagOf(ask.Body)).With("x-oss-hash-crc64ecma", PlainCrc64.Decimal(ask.Body));
    }

    public OssReply ListParts(OssAsk ask, OssBucket bucket)
    {
        if (Find(ask, bucket) is not { } upload) return OssReply.Error(404, "NoSuchUpload");
        var after = int.Parse(ask.Parameter("part-number-marker") ?? "0", CultureInfo.InvariantCulture);
        var most = Math.Min(int.Parse(ask.Parameter("max-parts") ?? "1000", CultureInfo.InvariantCulture), stub.LongestPage);
        var page = upload.Parts.Where(part => part.Key > after).Take(most).ToList();
        var more = upload.Parts.Count(part => part.Key > after) > page.Count;
        return OssReply.Xml(new XElement(
            "ListPartsResult", new XElement("UploadId", upload.Id), new XElement("IsTruncated", more),
            more ? new XElement("NextPartNumberMarker", page[^1].Key) : null,
            page.Select(part => new XElement(
                "Part", new XElement("PartNumber", part.Key), new XElement("Size", part.Value.Length), new XElement("ETag", OssObject.TagOf(part.Value)),
                new XElement("HashCrc64ecma", PlainCrc64.Decimal(part.Value))))));
    }

    public OssReply Complete(OssAsk ask, OssBucket bucket)
    {
        if (Find(ask, bucket) is not { } upload) return OssReply.Error(404, "NoSuchUpload");
        if (OssObjectApi.Forbidden(ask, bucket, ask.Key) is { } taken) return taken;
        var asked = XElement.Load(new MemoryStream(ask.Body)).Elements("Part")
            .Select(part => (Number: (int)part.Element("PartNumber")!, Tag: (string)part.Element("ETag")!)).ToList();
        if (asked.Count == 0) return OssReply.Error(400, "MalformedXML");
        if (asked.Zip(asked.Skip(1)).Any(pair => pair.First.Number >= pair.Second.Number)) return OssReply.Error(400, "InvalidPartOrder");
        if (asked.Any(part => !upload.Parts.TryGetValue(part.Number, out var bytes) || OssObject.TagOf(bytes) != part.Tag)) return OssReply.Error(400, "InvalidPart");
        if (asked.SkipLast(1).Any(part => upload.Parts[part.Number].Length < LeastPart)) return OssReply.Error(400, "EntityTooSmall");
        byte[] whole = [.. asked.SelectMany(part => upload.Parts[part.Number])];
        var tag = OssObject.TagOf(System.Text.Encoding.ASCII.GetBytes(string.Concat(asked.Select(part => part.Tag))))[..^1] + $"-{asked.Count}\"";
        bucket.Objects[ask.Key] = new OssObject(whole, stub.Now, upload.Fields, tag);
        bucket.Uploads.Remove(upload.Id);
        return OssReply.Xml(new XElement("CompleteMultipartUploadResult", new XElement("Bucket", ask.Bucket), new XElement("ETag", tag)))
            .With("x-oss-hash-crc64ecma", PlainCrc64.Decimal(whole));
    }

    public static OssReply Abort(OssAsk ask, OssBucket bucket) =>
        Find(ask, bucket) is { } upload && bucket.Uploads.Remove(upload.Id) ? OssReply.Empty(204) : OssReply.Error(404, "NoSuchUpload");

    public OssReply ListUploads(OssAsk ask, OssBucket bucket)
    {
        var after = (Key: ask.Parameter("key-marker") ?? "", Id: ask.Parameter("upload-id-marker") ?? "");
        var all = bucket.Uploads.Values.Where(upload => upload.Key.StartsWith(ask.Parameter("prefix") ?? "", StringComparison.Ordinal))
            .OrderBy(upload => upload.Key, StringComparer.Ordinal).ThenBy(upload => upload.Id, StringComparer.Ordinal)
            .Where(upload => string.CompareOrdinal(upload.Key, after.Key) > 0 || (upload.Key == after.Key && string.CompareOrdinal(upload.Id, after.Id) > 0)).ToList();
        var page = all.Take(stub.LongestPage).ToList();
        return OssReply.Xml(new XElement(
            "ListMultipartUploadsResult", new XElement("EncodingType", "url"), new XElement("IsTruncated", all.Count > page.Count),
            page.Count == 0 ? null : new XElement("NextKeyMarker", OssAsk.Encode(page[^1].Key)), page.Count == 0 ? null : new XElement("NextUploadIdMarker", page[^1].Id),
            page.Select(upload => new XElement(
                "Upload", new XElement("Key", OssAsk.Encode(upload.Key)), new XElement("UploadId", upload.Id), new XElement("Initiated", OssReply.Time(upload.Begun))))));
    }

    static OssUpload? Find(OssAsk ask, OssBucket bucket) =>
        bucket.Uploads.GetValueOrDefault(ask.Parameter("uploadId")!) is { } upload && upload.Key == ask.Key ? upload : null;

    OssReply CopyPart(OssAsk ask, OssUpload upload, int number)
    {
        var (source, fault) = objects.Source(ask);
        if (fault is not null) return fault;
        var form = OssObjectApi.RangeForm().Match(ask.Field("x-oss-copy-source-range")!);
        if (OssObjectApi.Resolve(form.Groups[1].Value, form.Groups[2].Value, source!.Bytes.Length) is not { } slice) return OssReply.Error(416, "InvalidRange");
        upload.Parts[number] = source.Bytes[slice.Start..slice.End];
        return OssReply.Xml(new XElement("CopyPartResult", new XElement("ETag", OssObject.TagOf(upload.Parts[number]))));
    }
}
