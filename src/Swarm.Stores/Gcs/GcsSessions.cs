using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;

namespace Swarm.Stores.Gcs;

/// <summary>The store's resumable sessions: their parts go in order, each answer says from where to go on. Session URLs are credentials and never told.</summary>
sealed class GcsSessions(GcsUrls urls, IExchanger exchanger, GcsCredentials credentials, TimeProvider time)
{
    public async ValueTask<UploadSession> BeginAsync(StoreAddress address, long? length, PutOptions options, CancellationToken token)
    {
        var type = options.ContentType ?? ContentTypes.Of(address.Key);
        List<Header> fields =
        [
            .. await credentials.FieldsAsync(token), .. GcsObjects.OwnFields(options),
            new("Content-Type", "application/json; charset=UTF-8"), new("X-Upload-Content-Type", type),
        ];
        if (length is { } known) fields.Add(new Header("X-Upload-Content-Length", known.ToString(CultureInfo.InvariantCulture)));
        var url = urls.Upload(address, "resumable", ("ifGenerationMatch", options.IfAbsent ? "0" : null));
        var answer = await GcsAnswer.SendAsync(exchanger, new ExchangeRequest(url, "POST", fields, GcsObjects.Resource(options, type)), token);
        if (answer.Status is not (200 or 201)) throw answer.Refused(address, time);
        if (answer.Head.Headers.Find("Location") is { } location && url.Resolve(location) is { } session)
            return new UploadSession(address, session.Href) { IfAbsent = options.IfAbsent };
        throw Protocol(address, "the answer names no session");
    }

    public ValueTask<UploadStatus> StatusAsync(UploadSession session, CancellationToken token) =>
        SendAsync(session, ResumableRules.ContentRange(0, 0, null), null, null, token);

    public ValueTask<UploadStatus> PutPartAsync(UploadSession session, PartDemand part, IRequestContent content, CancellationToken token)
    {
        var end = part.Offset + content.Length;
        if (!part.IsLast && content.Length % ResumableRules.Unit != 0)
            throw new ArgumentException($"{ResumableRules.Unit} must divide the size of all parts but the last", nameof(content));
        return SendAsync(session, ResumableRules.ContentRange(part.Offset, content.Length, part.IsLast ? end : null), content, end, token);
    }

    public async ValueTask<ObjectFacts> CompleteAsync(UploadSession session, CancellationToken token)
    {
        var status = await StatusAsync(session, token);
        if (status.Completed is { } facts) return facts;
        throw Protocol(session.Target, status.IsGone ? "the session is gone" : $"the session is open still, after {status.Held} bytes");
    }

    public async ValueTask AbortAsync(UploadSession session, CancellationToken token)
    {
        var request = await RequestAsync(session, "DELETE", null, null, token);
        var answer = await GcsAnswer.SendAsync(exchanger, request, token);
        // 499 is the store's own word for it; the others: it was gone already.
        if (!answer.IsGood && answer.Status is not (499 or 404 or 410)) throw answer.Refused(session.Target, time);
    }

    async ValueTask<UploadStatus> SendAsync(UploadSession session, string range, IRequestContent? content, long? sent, CancellationToken token)
    {
        var answer = await GcsAnswer.SendAsync(exchanger, await RequestAsync(session, "PUT", range, content, token), token);
        var judged = ResumableRules.Judge(answer.Head, sent);
        return judged.Step switch
        {
            SessionStep.Held => new UploadStatus { Held = judged.Held },
            SessionStep.Completed => Completed(session.Target, answer, content is null ? null : sent),
            // Whoever asks is told; whoever sends is refused.
            SessionStep.Gone when content is null => UploadStatus.Gone,
            _ when judged.Fault?.Error == UploadError.Range => throw Protocol(session.Target, judged.Fault.Detail),
            _ => throw answer.Refused(session.Target, time),
        };
    }

    async ValueTask<ExchangeRequest> RequestAsync(UploadSession session, string method, string? range, IRequestContent? content, CancellationToken token)
    {
        var url = WebUrl.TryParse(session.Id, out var known, out _) ? known : throw Protocol(session.Target, "the session's URL is none");
        List<Header> fields = url.Origin == urls.Origin ? [.. await credentials.FieldsAsync(token)] : [];
        if (range is not null) fields.Add(new Header("Content-Range", range));
        var isEmpty = content is null or { Length: 0 };
        return new ExchangeRequest(url, method, fields, isEmpty ? [] : null) { Content = isEmpty ? null : content };
    }

    static UploadStatus Completed(StoreAddress target, GcsAnswer answer, long? sent)
    {
        var facts = GcsObjects.Facts(answer.Json(Name(target)));
        if (sent is { } length && facts.Size is { } size && size != length)
            throw new TransferException(Reason.Size, Stage.Verify, $"{Name(target)}: the object has {size} bytes, {length} were sent");
        return new UploadStatus { Completed = facts, Held = facts.Size ?? sent ?? 0 };
    }

    static TransferException Protocol(StoreAddress address, string what) => new(Reason.Protocol, Stage.Head, $"{Name(address)}: {what}");

    static string Name(StoreAddress address) => SafeText.Of(address.ToString());
}
