using System.Buffers;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Stores.Xml;

namespace Swarm.Stores.Oss;

/// <summary>Signs calls, sends them and reads their answers whole. One try each; only a clock that was found wrong is set right and asked again with.</summary>
sealed class OssClient(OssPlace place, OssSignature signature, IExchanger exchanger, TimeProvider time)
{
    // What is 15 minutes off is refused.
    static readonly TimeSpan Tolerated = TimeSpan.FromMinutes(15);

    readonly IOssSigner? _signer = place.Signer(signature);
    long _skew;

    public OssPlace Place => place;

    /// <summary>The server's time, as far as it is known to differ from ours.</summary>
    DateTimeOffset Now => time.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _skew));

    /// <summary>The call's answer, good or not.</summary>
    public async ValueTask<OssAnswer> AskAsync(OssCall call, CancellationToken token)
    {
        var answer = await TryAsync(call, token);
        return answer.Error is { Code: "RequestTimeTooSkewed" } && Learns(answer.Head) ? await TryAsync(call, token) : answer;
    }

    /// <exception cref="TransferException">It was refused.</exception>
    public async ValueTask<OssAnswer> SendAsync(OssCall call, CancellationToken token) => (await AskAsync(call, token)).Good();

    public IReadOnlyList<Header> Sign(OssSubject subject)
    {
        // What a request says itself goes before what all say.
        if (place.Fields.Count > 0) subject = subject with { Headers = [.. subject.Headers, .. place.Fields.Where(field => subject.Headers.Find(field.Name) is null)] };
        return _signer is null ? subject.Headers : _signer.Sign(subject, Now);
    }

    /// <summary>The whole URL; as it is where requests go out unsigned.</summary>
    public string Presign(OssSubject subject, TimeSpan expires)
    {
        if (expires > IOssSigner.LongestExpiry || expires < TimeSpan.FromSeconds(1))
            throw new ArgumentOutOfRangeException(nameof(expires), expires, "A presigned URL of OSS is good for 1 second to 7 days.");
        var query = _signer is null ? subject.Query : _signer.Presign(subject, Now, expires);
        return OssNames.Url(place, subject.Bucket, subject.Key, query).Href;
    }

    /// <summary>Takes over the server's time where the answer shows ours to be off by more than it forgives; false where it is not.</summary>
    public bool Learns(ResponseHead refused)
    {
        if (refused.Headers.Find("Date") is not { } field || HttpDate.Parse(field) is not { } theirs) return false;
        if ((theirs - Now).Duration() < Tolerated) return false;
        Volatile.Write(ref _skew, (theirs - time.GetUtcNow()).Ticks);
        return true;
    }

    async ValueTask<OssAnswer> TryAsync(OssCall call, CancellationToken token)
    {
        var subject = new OssSubject(call.Method, call.Bucket, call.Key) { Query = call.Query, Headers = call.Headers };
        var url = OssNames.Url(place, call.Bucket, call.Key, call.Query);
        var request = new ExchangeRequest(url, call.Method, Sign(subject), call.Body) { Content = call.Content };
        await using var exchange = await exchanger.SendAsync(request, token);
        var body = call.Method == "HEAD" ? ReadOnlyMemory<byte>.Empty : await ReadAsync(call, exchange, token);
        return new OssAnswer(call, exchange.Head, body, time.GetUtcNow());
    }

    static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(OssCall call, IExchange exchange, CancellationToken token)
    {
        var body = new ArrayBufferWriter<byte>();
        try
        {
            while (await exchange.ReadAsync(body.GetMemory(4096), token) is > 0 and var read)
            {
                body.Advance(read);
                if (body.WrittenCount > StoreXml.MaxLength)
                    throw new TransferException(Reason.Protocol, Stage.Body, $"{call.Subject}: the answer is longer than any of OSS's");
            }
        }
        catch (TransferException) when (exchange.Head.Status >= 300)
        {
            // The refusal stands, whatever became of its words.
        }

        return body.WrittenMemory;
    }
}
