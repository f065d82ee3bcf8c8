using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.Xml;

namespace Swarm.Stores.S3;

/// <summary>Brings objects in, whole or in parts; each call makes one try.</summary>
sealed class S3Uploads(S3Calls calls, S3Listings listings, DigestAlgorithm? partDigest)
{
    static readonly Header[] AskChecksums = [new("x-amz-checksum-mode", "ENABLED")];

    public async ValueTask<ObjectFacts?> StatAsync(StoreAddress address, CancellationToken token)
    {
        var answer = await calls.AskAsync(new S3Call("HEAD", address) { Headers = AskChecksums }, token);
        if (answer.IsGood) return S3Facts.OfHead(address.Key, answer.Head);
        return answer.Head.Status == 404 ? null : throw S3Error.Of(answer.Head, answer.Body).At(address, answer.Head, calls.Now);
    }

    public async ValueTask<ObjectFacts> PutAsync(StoreAddress address, IRequestContent content, PutOptions options, CancellationToken token)
    {
        var headers = PutFields.Of(address.Key, options);
        if (options.IfAbsent) headers.Add(PutFields.IfAbsent);
        if (options.BodyDigest is { } digest) headers.Add(await PutFields.DigestAsync(content, digest, token));
        var answer = await calls.SendAsync(new S3Call("PUT", address) { Headers = headers, Content = content }, token);
        return S3Facts.OfHead(address.Key, answer.Head) with { Size = content.Length, ContentType = null };
    }

    public async ValueTask<UploadSession> BeginAsync(StoreAddress address, PutOptions options, CancellationToken token)
    {
        var call = new S3Call("POST", address) { Query = [("uploads", "")], Headers = PutFields.Of(address.Key, options), Body = [] };
        var answer = (await calls.SendAsync(call, token)).Expected("InitiateMultipartUploadResult", address, calls.Now);
        return answer.Text("UploadId") is { Length: > 0 } id ? new UploadSession(address, id) { IfAbsent = options.IfAbsent }
            : throw S3Error.Protocol(address, "an upload was begun, but its id was not said");
    }

    public async ValueTask<UploadStatus> StatusAsync(UploadSession session, CancellationToken token)
    {
        try
        {
            var parts = await listings.PartsAsync(session, token);
            return new UploadStatus { Parts = parts, Held = parts.Sum(part => part.Size) };
        }
        catch (TransferException e) when (e.Status == 404)
        {
            return UploadStatus.Gone;
        }
    }

    public async ValueTask<UploadStatus> PutPartAsync(UploadSession session, int number, IRequestContent content, CancellationToken token)
    {
        List<Header> headers = partDigest is { } digest ? [await PutFields.DigestAsync(content, digest, token)] : [];
        var answer = await calls.SendAsync(new S3Call("PUT", session.Target) { Query = Part(session, number), Headers = headers, Content = content }, token);
        return answer.Head.Headers.Find("ETag") is { Length: > 0 } tag
            ? new UploadStatus { Parts = [new PartFacts(number, content.Length, tag)], Held = content.Length }
            : throw S3Error.Protocol(session.Target, $"part {number} was taken, but its tag was not said");
    }

    /// <summary>The object is there when S3 says so in full; where its word was lost, the object itself has to show that it is made of these parts.</summary>
    public async ValueTask<ObjectFacts> CompleteAsync(UploadSession session, IReadOnlyList<PartFacts> parts, CancellationToken token)
    {
        // Some clones heed no condition here.
        if (session.IfAbsent && await StatAsync(session.Target, token) is { } there) return IsOf(there, parts) ? there : throw Taken(session.Target);
        var call = new S3Call("POST", session.Target)
        {
            Query = [("uploadId", session.Id)],
            Headers = session.IfAbsent ? [PutFields.Xml, PutFields.IfAbsent] : [PutFields.Xml],
            Body = S3Xml.Completion(parts),
        };
        try
        {
            var answer = await calls.SendAsync(call, token);
            var result = answer.Expected("CompleteMultipartUploadResult", session.Target, calls.Now);
            // Ceph's answer has no tag: the object itself is asked.
            return result.Text("ETag") is { Length: > 0 } tag ? Made(session.Target, parts, tag, S3Facts.HidesMd5(answer.Head.Headers))
                : await StatAsync(session.Target, token) is { } facts && IsOf(facts, parts) ? facts
                : throw NotOf(session.Target);
        }
        catch (TransferException e) when (e.Status is 404 or 412)
        {
            if (await StatAsync(session.Target, token) is { } facts && IsOf(facts, parts)) return facts;
            throw;
        }
    }

    public async ValueTask AbortAsync(UploadSession session, CancellationToken token)
    {
        var answer = await calls.AskAsync(new S3Call("DELETE", session.Target) { Query = [("uploadId", session.Id)] }, token);
        if (!answer.IsGood && answer.Head.Status != 404) throw S3Error.Of(answer.Head, answer.Body).At(session.Target, answer.Head, calls.Now);
    }

    /// <summary>A part that is a stretch of another object.</summary>
    public async ValueTask<PartFacts> CopyPartAsync(UploadSession session, int number, (long From, long To) range, IReadOnlyList<Header> source, CancellationToken token)
    {
        var (from, to) = range;
        List<Header> headers = [.. source, new("x-amz-copy-source-range", string.Create(CultureInfo.InvariantCulture, $"bytes={from}-{to - 1}"))];
        var answer = await calls.SendAsync(new S3Call("PUT", session.Target) { Query = Part(session, number), Headers = headers, Body = [] }, token);
        var tag = answer.Expected("CopyPartResult", session.Target, calls.Now).Text("ETag");
        return tag is { Length: > 0 } ? new PartFacts(number, to - from, tag)
            : throw S3Error.Protocol(session.Target, $"part {number} was copied, but its tag was not said");
    }

    static (string, string)[] Part(UploadSession session, int number) =>
        [("partNumber", number.ToString(CultureInfo.InvariantCulture)), ("uploadId", session.Id)];

    static TransferException Taken(StoreAddress target) =>
        new(Reason.Status, Stage.Head, $"{SafeText.Of(target.ToString(), 300)}: 412, there is an object already") { Status = 412 };

    static ObjectFacts Made(StoreAddress target, IReadOnlyList<PartFacts> parts, string tag, bool hidesMd5) =>
        hidesMd5 || CompositeETag.Agrees(tag, parts) ? new ObjectFacts(target.Key, parts.Sum(part => part.Size)) { ETag = tag }
            : throw NotOf(target);

    static TransferException NotOf(StoreAddress target) =>
        new(Reason.Checksum, Stage.Verify, $"{SafeText.Of(target.ToString(), 300)}: what the store made of the parts is not what they give");

    static bool IsOf(ObjectFacts facts, IReadOnlyList<PartFacts> parts) =>
        facts.Size == parts.Sum(part => part.Size) && CompositeETag.IsLike(CompositeETag.Count(parts), facts.ETag) && CompositeETag.Agrees(facts.ETag, parts);
}
