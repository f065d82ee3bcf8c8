using System.Runtime.CompilerServices;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Stores.Xml;

namespace Swarm.Stores.Oss;

/// <summary>Listings: of a bucket's objects, of what was left unfinished in it, of buckets. A mark that repeats would go on for ever, so it ends them.</summary>
sealed class OssListing(OssClient client)
{
    public async IAsyncEnumerable<ListPage> ObjectsAsync(StoreAddress bucket, ListDemand demand, [EnumeratorCancellation] CancellationToken token)
    {
        var first = new OssCall("GET", bucket.At(""))
            .With("list-type", 2).With("encoding-type", "url").With("max-keys", demand.PageSize ?? 1000)
            .With("prefix", demand.Prefix.Length == 0 ? null : demand.Prefix).With("delimiter", demand.Delimiter).With("start-after", demand.StartAfter);
        var marks = new Marks();
        do
        {
            var call = first.With("continuation-token", marks.Last);
            var page = (await client.SendAsync(call, token)).Xml("ListBucketResult");
            var isEncoded = page.Text("EncodingType") == "url";
            marks.Take(call, page.Text("NextContinuationToken"));
            yield return new ListPage(
                [.. page.All("Contents").Select(entry => OssFacts.Listed(entry, isEncoded)).OfType<ObjectFacts>()],
                [.. page.All("CommonPrefixes").Select(entry => entry.Decoded("Prefix", isEncoded)).OfType<string>()]);
        }
        while (marks.Last is not null);
    }

    public async IAsyncEnumerable<UnfinishedUpload> UploadsAsync(StoreAddress prefix, [EnumeratorCancellation] CancellationToken token)
    {
        var first = new OssCall("GET", prefix.At("")).With("uploads", "").With("encoding-type", "url").With("max-uploads", 1000)
            .With("prefix", prefix.Key.Length == 0 ? null : prefix.Key);
        var marks = new Marks();
        string? key = null;
        do
        {
            var call = first.With("key-marker", key).With("upload-id-marker", marks.Last is null ? null : marks.Last[(key!.Length + 1)..]);
            var page = (await client.SendAsync(call, token)).Xml("ListMultipartUploadsResult");
            var isEncoded = page.Text("EncodingType") == "url";
            foreach (var entry in page.All("Upload"))
                if (entry.Decoded("Key", isEncoded) is { } name && entry.Text("UploadId") is { } id)
                    yield return new UnfinishedUpload(new UploadSession(prefix.At(name), id), entry.Time("Initiated"));
            key = page.Flag("IsTruncated") ? page.Decoded("NextKeyMarker", isEncoded) : null;
            marks.Take(call, key is null ? null : $"{key}\n{page.Text("NextUploadIdMarker")}");
        }
        while (marks.Last is not null);
    }

    public async IAsyncEnumerable<BucketFacts> BucketsAsync([EnumeratorCancellation] CancellationToken token)
    {
        var marks = new Marks();
        do
        {
            var call = new OssCall("GET", "", "").With("marker", marks.Last);
            var page = (await client.SendAsync(call, token)).Xml("ListAllMyBucketsResult");
            foreach (var entry in page.All("Buckets").SelectMany(list => list.All("Bucket")))
                if (entry.Text("Name") is { } name) yield return new BucketFacts(name, entry.Time("CreationDate"));
            marks.Take(call, page.Flag("IsTruncated") ? page.Text("NextMarker") : null);
        }
        while (marks.Last is not null);
    }

    /// <summary>Where a listing is; the marks it has been at are not come back to.</summary>
    sealed class Marks
    {
        readonly HashSet<string> _seen = new(StringComparer.Ordinal);

        public string? Last { get; private set; }

        public void Take(OssCall call, string? mark)
        {
            if (mark is not null && !_seen.Add(mark))
                throw new TransferException(Reason.Protocol, Stage.Body, $"{call.Subject}: the listing comes back to where it was");
            Last = mark;
        }
    }
}
