using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Stores.Xml;

namespace Swarm.Stores.S3;

/// <summary>A refusal in S3's words.</summary>
/// <param name="Code">Such as <c>NoSuchKey</c>; empty where the answer had no body.</param>
/// <param name="Region">The bucket's, where it is not the one that was asked.</param>
sealed record S3Error(int Status, string Code, string Message, string RequestId, string? Region)
{
    /// <summary>The status, or the one that the error amounts to: what is worth a retry is told by it.</summary>
    int AmountsTo => Code switch
    {
        "RequestTimeout" => 408,
        "SlowDown" or "ServiceUnavailable" or "Busy" or "Throttling" or "ThrottlingException" or "RequestLimitExceeded" or "BandwidthLimitExceeded" => 503,
        "InternalError" => 500,
        _ => Status is >= 200 and < 300 ? 500 : Status,
    };

    public static S3Error Of(ResponseHead head, ReadOnlyMemory<byte> body)
    {
        var error = StoreXml.TryRead(body);
        string Text(string name) => SafeText.Of(error?.Text(name), 200);
        var id = Text("RequestId");
        if (id.Length == 0) id = SafeText.Of(head.Headers.Find("x-amz-request-id"), 100);
        var region = head.Headers.Find("x-amz-bucket-region") ?? error?.Text("Region");
        return new S3Error(head.Status, Text("Code"), Text("Message"), id, region is { Length: > 0 } ? SafeText.Of(region, 40) : null);
    }

    public TransferException At(StoreAddress address, ResponseHead head, DateTimeOffset now)
    {
        var code = Code.Length > 0 ? " " + Code : "";
        var request = RequestId.Length > 0 ? $" (request {RequestId})" : "";
        var more = Message.Length > 0 && Message != Code ? ": " + Message : "";
        return new TransferException(Reason.Status, Stage.Head, $"{Words(address)}: {Status}{code}{request}{more}")
        {
            Status = AmountsTo,
            ServerWait = ServerWait.From(head, now),
        };
    }

    /// <summary>An answer that can't be what the store meant; another try may bring the whole of it.</summary>
    public static TransferException Garbled(StoreAddress address, string what) =>
        new(Reason.Truncated, Stage.Body, $"{Words(address)}: {what}") { Status = 500 };

    public static TransferException Protocol(StoreAddress address, string what) => new(Reason.Protocol, Stage.Body, $"{Words(address)}: {what}");

    static string Words(StoreAddress address) => SafeText.Of(address.ToString(), 300);
}
