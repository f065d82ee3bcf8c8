using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.TestSupport.Objects;

/// <summary>One request for an object, as far as the answer turns on it.</summary>
/// <param name="Number">1 for the object's first request, and so on.</param>
/// <param name="RangeNumber">1 for its first request with a range, and so on; of one without, the number that the next will have.</param>
/// <param name="Range">Null: none, or one that can't be understood, which is ignored (RFC 9110, section 14.2).</param>
public sealed record ObjectAsk(ServedObject Object, string Method, int Number, int RangeNumber, ByteRange? Range)
{
    public string? IfRange { get; init; }

    public string? IfMatch { get; init; }

    public string? IfNoneMatch { get; init; }

    public required OriginRequest Request { get; init; }

    /// <summary>What an honest server answers, the object being what it is now.</summary>
    public ObjectReply Honest() => HonestServer.Answer(this);

    internal static ObjectAsk Read(ServedObject served, OriginRequest request, int number, int rangeNumber) =>
        new(served, request.Method, number, rangeNumber, RangeOf(request))
        {
            IfRange = request.Field("If-Range"),
            IfMatch = request.Field("If-Match"),
            IfNoneMatch = request.Field("If-None-Match"),
            Request = request,
        };

    static ByteRange? RangeOf(OriginRequest request) =>
        request.Method == "GET" && request.Field("Range") is { } text && text.StartsWith("bytes=", StringComparison.Ordinal) && ByteRange.TryParse(text, out var range) ? range : null;
}
