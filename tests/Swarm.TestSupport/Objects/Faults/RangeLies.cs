namespace Swarm.TestSupport.Objects.Faults;

/// <summary>Answers to a range whose head is false, out of form, or of another kind (B7).</summary>
public static class RangeLies
{
    /// <summary>Content-Range names another total.</summary>
    public static ObjectFault OtherTotal(long by, Strike? when = null) =>
        Says($"Content-Range with a total {by:+0;-0}", when, reply => RangeFaults.Text($"bytes {reply.Start}-{RangeFaults.Last(reply)}/{reply.Version.Content.Length + by}"));

    /// <summary>Content-Range leaves the total open.</summary>
    public static ObjectFault OpenTotal(Strike? when = null) =>
        Says("Content-Range with * for the total", when, reply => RangeFaults.Text($"bytes {reply.Start}-{RangeFaults.Last(reply)}/*"));

    /// <summary>A text in place of Content-Range's, <c>{0}</c> being the first byte, <c>{1}</c> the last, <c>{2}</c> the total.</summary>
    public static ObjectFault Form(string form, Strike? when = null) => Says($"Content-Range: {form}", when, reply =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, form, reply.Start, RangeFaults.Last(reply), reply.Version.Content.Length));

    /// <summary>206 with no Content-Range.</summary>
    public static ObjectFault NoContentRange(Strike? when = null) =>
        OfPart("206 without Content-Range", when, reply => reply.Without("Content-Range"));

    /// <summary>Two Content-Range fields, the first of them false.</summary>
    public static ObjectFault TwoContentRanges(Strike? when = null) => OfPart("two Content-Ranges", when, reply =>
        reply with { Fields = [("Content-Range", RangeFaults.Text($"bytes 0-{reply.Count - 1}/{reply.Version.Content.Length}")), .. reply.Fields] });

    /// <summary>Content-Range says what was asked for, the bytes are others.</summary>
    public static ObjectFault OtherBytes(long by, Strike? when = null) => OfPart($"206 with bytes from {by:+0;-0}", when, reply =>
        reply.Start + by >= 0 ? reply with { Start = reply.Start + by } : reply);

    /// <summary>Content-Range says what was asked for, Content-Length and body are shorter.</summary>
    public static ObjectFault ShorterBody(long by, Strike? when = null) =>
        OfPart($"206 with {by} bytes fewer than Content-Range says", when, reply => reply.Count > by ? reply with { Count = reply.Count - by } : reply);

    /// <summary>Content-Range says what was asked for, Content-Length and body are longer.</summary>
    public static ObjectFault LongerBody(long by, Strike? when = null) =>
        OfPart($"206 with {by} bytes more than Content-Range says", when, reply => reply with { Count = reply.Count + by });

    /// <summary>One range asked for, answered as multipart/byteranges.</summary>
    public static ObjectFault Multipart(Strike? when = null) => OfPart("multipart/byteranges", when, reply => InParts(reply));

    /// <summary>304 to a range.</summary>
    public static ObjectFault NotModified(Strike? when = null) =>
        OfPart("304 to a range", when, reply => (reply.Without("Content-Range") with { Status = 304, HasBody = false }));

    /// <summary>416 to a range that there is.</summary>
    public static ObjectFault NotSatisfiable(string contentRange = "bytes */{0}", Strike? when = null) => OfPart($"416 {contentRange}", when, reply =>
        reply.Refusal(416, ("Content-Range", string.Format(System.Globalization.CultureInfo.InvariantCulture, contentRange, reply.Version.Content.Length))));

    /// <summary>204, which has no body, to a range.</summary>
    public static ObjectFault NoContent(Strike? when = null) =>
        OfPart("204 to a range", when, reply => (reply.Without("Content-Range") with { Status = 204, HasBody = false }));

    static ObjectFault Says(string name, Strike? when, Func<ObjectReply, string> contentRange) => OfPart(name, when, reply => reply.With("Content-Range", contentRange(reply)));

    static ObjectFault OfPart(string name, Strike? when, Func<ObjectReply, ObjectReply> change) =>
        new(name, when ?? When.Ranged, (_, honest) => RangeFaults.IsPart(honest) ? change(honest) : honest);

    static ObjectReply InParts(ObjectReply reply)
    {
        var said = reply.Fields.First(f => f.Name == "Content-Range").Value;
        var before = HttpWire.Bytes($"--seam\r\nContent-Type: application/octet-stream\r\nContent-Range: {said}\r\n\r\n");
        var body = reply.Version.Content.Bytes(reply.Start, (int)reply.Count);
        return reply.Without("Content-Range").With("Content-Type", "multipart/byteranges; boundary=seam") with { Body = [.. before, .. body, .. "\r\n--seam--\r\n"u8] };
    }
}
