namespace Swarm.TestSupport.Objects.Faults;

/// <summary>Bodies that end before their end (X5, X6; RFC 9112, section 8).</summary>
public static class BreakFaults
{
    /// <summary>A body ends after this many bytes, whatever was announced.</summary>
    public static ObjectFault Breaks(long after, Strike? when = null, BodyEnd end = BodyEnd.Close) =>
        new($"{end} after {after} bytes", when ?? When.Always, (_, honest) => HasMore(honest, after) ? honest with { End = end, EndAfter = after } : honest);

    /// <summary>The connection ends in place of an answer.</summary>
    public static ObjectFault NoAnswer(Strike? when = null, BodyEnd end = BodyEnd.Close) =>
        new($"{end} without an answer", when ?? When.Always, (_, honest) => honest with { End = end, EndAfter = -1 });

    /// <summary>Content-Length promises more than comes; a whole body's Content-Length alone, a range's with a Content-Range that agrees.</summary>
    public static ObjectFault PromisesMore(long more, Strike? when = null) =>
        new($"Content-Length {more} too large", when ?? When.Always, (_, honest) => IsBody(honest) ? honest with { StatedLength = honest.BodyLength + more } : honest);

    /// <summary>Chunked, and cut before its last chunk.</summary>
    public static ObjectFault BreaksChunked(long after, Strike? when = null) =>
        new($"chunked, cut after {after} bytes", when ?? When.Always,
            (_, honest) => HasMore(honest, after) ? honest with { Framing = BodyFraming.Chunked, End = BodyEnd.Close, EndAfter = after } : honest);

    /// <summary>Chunked and whole: no length is known beforehand.</summary>
    public static ObjectFault Chunked(Strike? when = null) =>
        new("chunked", when ?? When.Always, (_, honest) => IsBody(honest) ? honest with { Framing = BodyFraming.Chunked } : honest);

    /// <summary>No length is said, the end of the connection ends the body.</summary>
    public static ObjectFault NoLength(Strike? when = null) =>
        new("ends with the connection", when ?? When.Always, (_, honest) => IsBody(honest) ? honest with { Framing = BodyFraming.Connection } : honest);

    internal static bool IsBody(ObjectReply reply) => reply is { Status: 200 or 206, HasBody: true };

    static bool HasMore(ObjectReply reply, long after) => IsBody(reply) && reply.BodyLength > after;
}
