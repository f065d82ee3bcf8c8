using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Stores.Xml;

namespace Swarm.Stores.Oss;

/// <summary>Copies within OSS: at once up to 1 GiB, in parts above. The source stays the one that was looked at, or the copy fails.</summary>
sealed class OssCopies(OssClient client, OssObjects objects, OssUploads uploads)
{
    const long AtOnceUpTo = 1L << 30;
    const long PartSize = 256 << 20;

    // Its own patience: whatever ended the copy must not keep it from being cleared away.
    static readonly TimeSpan AbortPatience = TimeSpan.FromSeconds(30);

    public async ValueTask<ObjectFacts> CopyAsync(StoreAddress source, StoreAddress target, PutOptions options, TimeProvider time, CancellationToken token)
    {
        var facts = await objects.StatAsync(source, token)
            ?? throw new TransferException(Reason.Status, Stage.Head, $"{SafeText.Of(source.ToString(), 400)}: 404 NoSuchKey") { Status = 404 };
        return facts.Size > AtOnceUpTo
            ? await InPartsAsync(source, target, facts, Inherited(facts, options), time, token)
            : await AtOnceAsync(source, target, facts, options, token);
    }

    public static IReadOnlyList<Header> SourceFields(StoreAddress source, string? etag)
    {
        var from = new Header("x-oss-copy-source", OssText.EncodePath($"/{source.Bucket}/{source.Key}"));
        return etag is null ? [from] : [from, new("x-oss-copy-source-if-match", etag)];
    }

    async ValueTask<ObjectFacts> AtOnceAsync(StoreAddress source, StoreAddress target, ObjectFacts facts, PutOptions options, CancellationToken token)
    {
        var replaces = options.ContentType is not null || options.Headers.Count > 0;
        IReadOnlyList<Header> own = replaces ? [new("x-oss-metadata-directive", "REPLACE"), .. OssPutFields.Of(target, options)]
            : options.IfAbsent ? [OssPutFields.NeverOverwrite] : [];
        var call = new OssCall("PUT", target) { Headers = [.. SourceFields(source, facts.ETag), .. own] };
        var answer = await client.SendAsync(call, token);
        return OssFacts.Made(target.Key, facts.Size ?? 0, answer.Head, answer.Xml("CopyObjectResult").Text("ETag"));
    }

    async ValueTask<ObjectFacts> InPartsAsync(
        StoreAddress source, StoreAddress target, ObjectFacts facts, PutOptions options, TimeProvider time, CancellationToken token)
    {
        var session = await uploads.BeginAsync(target, options, token);
        try
        {
            var (size, partSize) = (facts.Size!.Value, OssPartSize.For(facts.Size.Value, PartSize));
            var parts = new List<PartFacts>();
            for (var start = 0L; start < size; start += partSize)
                parts.Add(await uploads.CopyPartAsync(session, parts.Count + 1, source, (start, Math.Min(start + partSize, size)), facts.ETag, token));
            return await uploads.CompleteAsync(session, parts, token);
        }
        catch
        {
            await AbortAsync(session, time);
            throw;
        }
    }

    async ValueTask AbortAsync(UploadSession session, TimeProvider time)
    {
        using var patience = new CancellationTokenSource(AbortPatience, time);
        try
        {
            await uploads.AbortAsync(session, patience.Token);
        }
        catch (Exception e) when (e is TransferException or OperationCanceledException)
        {
            // The copy's own failure is what is told; `swarm uploads` finds what is left.
        }
    }

    // What a copy at once takes over by itself.
    static PutOptions Inherited(ObjectFacts facts, PutOptions options) => options.ContentType is not null || options.Headers.Count > 0 ? options : options with
    {
        ContentType = facts.ContentType,
        Headers = [.. facts.Metadata.Select(field => new Header("x-oss-meta-" + field.Name, field.Value))],
    };
}
