using System.Globalization;
using System.Xml.Linq;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Stores.Xml;

namespace Swarm.Stores.Oss;

/// <summary>A refusal: the answer's status, OSS's own code (empty where it gave none), the request's id, and what it says of where and when to ask instead.</summary>
sealed record OssError(int Status, string Code, string? RequestId, string? Endpoint, TimeSpan? Wait)
{
    /// <summary>Reads the document, or, of answers without a body, the field that holds it.</summary>
    public static OssError Of(ResponseHead head, XElement? body, DateTimeOffset now)
    {
        var error = body ?? Hidden(head.Headers.Find("x-oss-err"));
        return new OssError(
            head.Status,
            SafeText.Of(error?.Text("Code"), 100),
            SafeText.Of(head.Headers.Find("x-oss-request-id") ?? error?.Text("RequestId"), 100) is { Length: > 0 } id ? id : null,
            SafeText.Of(error?.Text("Endpoint"), 200) is { Length: > 0 } endpoint ? endpoint : null,
            ServerWait.From(head, now));
    }

    /// <summary>In words without the server's: these quote what was signed.</summary>
    public TransferException Exception(OssCall call) =>
        new(Reason.Status, Stage.Head, string.Create(CultureInfo.InvariantCulture, $"{call.Subject}: {Status} {Code}").TrimEnd() + Hint() + Request())
        {
            Status = OssRetry.AmountsTo(Status, Code), ServerWait = Wait,
        };

    static XElement? Hidden(string? field)
    {
        var bytes = new byte[field?.Length ?? 0];
        return field is not null && Convert.TryFromBase64String(field, bytes, out var length) ? StoreXml.TryRead(bytes.AsMemory(0, length)) : null;
    }

    string Hint() => Code == "AccessDenied" && Endpoint is not null ? $", the bucket's endpoint is {Endpoint}" : "";

    string Request() => RequestId is null ? "" : $" (request {RequestId})";
}
