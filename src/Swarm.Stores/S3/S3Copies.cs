using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Stores.S3.Signing;
using Swarm.Stores.Xml;

namespace Swarm.Stores.S3;

/// <summary>Copies within the store; the bytes never come here. What is too large for one request goes in parts, of one version of the source.</summary>
sealed class S3Copies(S3Calls calls, S3Uploads uploads, long wholeUpTo)
{
    const long PartSize = 256 << 20;
    const int Workers = 4;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async ValueTask<ObjectFacts> CopyAsync(StoreAddress source, StoreAddress target, PutOptions options, CancellationToken token)
    {
        var facts = await uploads.StatAsync(source, token)
            ?? throw new TransferException(Reason.Status, Stage.Head, $"{SafeText.Of(source.ToString(), 300)}: 404, there is no such object") { Status = 404 };
        List<Header> from = [new("x-amz-copy-source", $"/{Uri.EscapeDataString(source.Bucket)}/{CanonicalQuery.Path(source.Key)}")];
        if (facts.ETag is { } tag) from.Add(new Header("x-amz-copy-source-if-match", tag));
        return facts.Size > wholeUpTo
            ? await InPartsAsync(target, from, facts, facts.Size.Value, Inherited(facts, options), token)
            : await WholeAsync(target, from, facts, options, token);
    }

    async Task<ObjectFacts> WholeAsync(StoreAddress target, List<Header> from, ObjectFacts facts, PutOptions options, CancellationToken token)
    {
        var isNew = options.ContentType is not null || options.Headers.Count > 0;
        List<Header> headers = [.. from, new("x-amz-metadata-directive", isNew ? "REPLACE" : "COPY")];
        if (isNew) headers.AddRange(PutFields.Of(target.Key, Inherited(facts, options)));
        if (options.IfAbsent) headers.Add(PutFields.IfAbsent);
        var answer = await calls.SendAsync(new S3Call("PUT", target) { Headers = headers, Body = [] }, token);
        var result = answer.Expected("CopyObjectResult", target, calls.Now);
        return new ObjectFacts(target.Key, facts.Size) { ETag = result.Text("ETag"), Modified = S3Facts.Time(result.Text("LastModified")) };
    }

    async Task<ObjectFacts> InPartsAsync(StoreAddress target, List<Header> from, ObjectFacts facts, long length, PutOptions options, CancellationToken token)
    {
        var size = PartRange.S3.SizeFor(length, Math.Min(PartSize, wholeUpTo));
        var session = await uploads.BeginAsync(target, options, token);
        try
        {
            var parts = new PartFacts[(length + size - 1) / size];
            var ways = new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = token };
            await Parallel.ForAsync(0, parts.Length, ways, async (i, stop) =>
                parts[i] = await uploads.CopyPartAsync(session, i + 1, (i * size, Math.Min((i + 1) * size, length)), from, stop));
            return await uploads.CompleteAsync(session, parts, token);
        }
        catch
        {
            await ForgetAsync(session);
            throw;
        }
    }

    // Its own patience: the caller's may be what has ended.
    async Task ForgetAsync(UploadSession session)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await uploads.AbortAsync(session, patience.Token);
        }
        catch (Exception e) when (e is TransferException or OperationCanceledException)
        {
            // The first failure says more; "uploads" lists what is left.
        }
    }

    // An upload in parts takes nothing over by itself.
    static PutOptions Inherited(ObjectFacts facts, PutOptions options) => options with
    {
        ContentType = options.ContentType ?? facts.ContentType,
        Headers = [.. options.Headers, .. facts.Metadata.Select(m => new Header("x-amz-meta-" + m.Name, m.Value)).Where(h => options.Headers.Find(h.Name) is null)],
    };
}
