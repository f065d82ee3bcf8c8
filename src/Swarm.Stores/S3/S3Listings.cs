using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Stores.Xml;

namespace Swarm.Stores.S3;

/// <summary>Everything that comes in pages: objects, buckets, unfinished uploads, parts. A place to go on from that comes twice ends a listing as broken.</summary>
sealed class S3Listings(S3Calls calls)
{
    public async IAsyncEnumerable<ListPage> ObjectsAsync(StoreAddress bucket, ListDemand demand, [EnumeratorCancellation] CancellationToken token)
    {
        bucket = bucket.At("");
        List<(string, string)> query = [("list-type", "2"), ("encoding-type", "url")];
        if (demand.Prefix.Length > 0) query.Add(("prefix", demand.Prefix));
        if (demand.Delimiter is { } delimiter) query.Add(("delimiter", delimiter));
        if (demand.StartAfter is { } after) query.Add(("start-after", after));
        if (demand.PageSize is { } size) query.Add(("max-keys", Text(size)));
        await foreach (var page in PagesAsync(bucket, "ListBucketResult", query, [("NextContinuationToken", "continuation-token")], token))
        {
            yield return new ListPage(
                [.. page.All("Contents").Select(entry => S3Facts.OfListing(page, entry, bucket))],
                [.. page.All("CommonPrefixes").Select(prefix => page.Name(prefix.Text("Prefix") ?? ""))]);
        }
    }

    public async IAsyncEnumerable<BucketFacts> BucketsAsync([EnumeratorCancellation] CancellationToken token)
    {
        var account = new StoreAddress(StoreKind.S3, "", "");
        await foreach (var page in PagesAsync(account, "ListAllMyBucketsResult", [], [("ContinuationToken", "continuation-token")], token))
        {
            foreach (var bucket in page.All("Buckets").SelectMany(all => all.All("Bucket")))
                yield return new BucketFacts(bucket.Text("Name") ?? "", S3Facts.Time(bucket.Text("CreationDate")));
        }
    }

    public async IAsyncEnumerable<UnfinishedUpload> UploadsAsync(StoreAddress prefix, [EnumeratorCancellation] CancellationToken token)
    {
        // Ceph encodes keys here where it is asked to, but does not say so.
        List<(string, string)> query = [("uploads", "")];
        if (prefix.Key.Length > 0) query.Add(("prefix", prefix.Key));
        (string, string)[] next = [("NextKeyMarker", "key-marker"), ("NextUploadIdMarker", "upload-id-marker")];
        await foreach (var page in PagesAsync(prefix.At(""), "ListMultipartUploadsResult", query, next, token))
        {
            foreach (var upload in page.All("Upload"))
            {
                if (upload.Text("Key") is not { } key || upload.Text("UploadId") is not { Length: > 0 } id) continue;
                yield return new UnfinishedUpload(new UploadSession(prefix.At(page.Name(key)), id), S3Facts.Time(upload.Text("Initiated")));
            }
        }
    }

    public async Task<IReadOnlyList<PartFacts>> PartsAsync(UploadSession session, CancellationToken token)
    {
        var parts = new SortedDictionary<int, PartFacts>();
        await foreach (var page in PagesAsync(session.Target, "ListPartsResult", [("uploadId", session.Id)], [("NextPartNumberMarker", "part-number-marker")], token))
        {
            foreach (var part in page.All("Part"))
            {
                if (S3Facts.Number(part.Text("PartNumber")) is not (> 0 and <= 10_000 and var number) || S3Facts.Number(part.Text("Size")) is not { } size)
                    throw S3Error.Protocol(session.Target, "a list of parts with one that has no number or size");
                parts[(int)number] = new PartFacts((int)number, size, part.Text("ETag") ?? "");
            }
        }

        return [.. parts.Values];
    }

    // Where a page is the last is told by IsTruncated; of buckets by there being no token.
    async IAsyncEnumerable<XElement> PagesAsync(
        StoreAddress at, string root, IReadOnlyList<(string, string)> query, (string Element, string Parameter)[] next, [EnumeratorCancellation] CancellationToken token)
    {
        var watch = new RepeatWatch();
        (string, string)[] place = [];
        while (true)
        {
            var answer = await calls.SendAsync(new S3Call("GET", at) { Query = [.. query, .. place] }, token);
            var page = answer.Expected(root, at, calls.Now);
            yield return page;
            if (page.Text("IsTruncated") is { } isCut ? isCut != "true" : page.Text(next[0].Element) is not { Length: > 0 }) yield break;
            place = [.. next.Where(of => page.Text(of.Element) is { Length: > 0 }).Select(of => (of.Parameter, page.Text(of.Element)!))];
            if (place.Length == 0) throw S3Error.Protocol(at, "a page of a listing that goes on does not say where");
            if (watch.HasSeen(string.Join('\n', place))) throw S3Error.Protocol(at, "a listing that goes on where it has been already");
        }
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Finds that a sequence runs in a circle, at the latest in its third round, and remembers two of its members only (Brent's way).</summary>
sealed class RepeatWatch
{
    string? _last, _kept;
    int _steps, _limit = 1;

    public bool HasSeen(string member)
    {
        if (member == _last || member == _kept) return true;
        _last = member;
        if (++_steps == _limit) (_kept, _steps, _limit) = (member, 0, _limit * 2);
        return false;
    }
}
