using System.Globalization;

namespace Swarm.TestSupport.Objects.Faults;

/// <summary>Ranges that are ignored or answered with another part of the object, which is said truly (X1 to X4).</summary>
public static class RangeFaults
{
    /// <summary>200 with the whole object to a range.</summary>
    public static ObjectFault Ignored(Strike? when = null) => new("ignores Range", when ?? When.Ranged, (ask, honest) => IsPart(honest) ? (ask with { Range = null }).Honest() : honest);

    /// <summary>A part that begins elsewhere; before the asked place where negative. It ends where asked.</summary>
    public static ObjectFault OtherStart(long by, Strike? when = null) => new($"206 begins {by:+0;-0} bytes elsewhere", when ?? When.Ranged, (_, honest) =>
        IsPart(honest) && honest.Start + by >= 0 && honest.Count > by ? honest.Part(honest.Start + by, Last(honest)) : honest);

    /// <summary>A part that goes on behind the asked end.</summary>
    public static ObjectFault LaterEnd(long by, Strike? when = null) => new($"206 ends {by} bytes later", when ?? When.Ranged, (_, honest) =>
        IsPart(honest) && Last(honest) + by < honest.Version.Content.Length ? honest.Part(honest.Start, Last(honest) + by) : honest);

    /// <summary>A part that ends before the asked end, complete in itself.</summary>
    public static ObjectFault Shorter(long bytes, Strike? when = null) => new($"206 of {bytes} bytes", when ?? When.Ranged, (_, honest) =>
        IsPart(honest) && honest.Count > bytes ? honest.Part(honest.Start, honest.Start + bytes - 1) : honest);

    /// <summary>A part that covers its neighbours as well.</summary>
    public static ObjectFault Overlapping(long by, Strike? when = null) => new($"206 overlaps by {by} bytes", when ?? When.Ranged, (_, honest) =>
        IsPart(honest) && honest.Start >= by && Last(honest) + by < honest.Version.Content.Length ? honest.Part(honest.Start - by, Last(honest) + by) : honest);

    /// <summary>206 with all of it to a request without a range.</summary>
    public static ObjectFault PartOfWhole(Strike? when = null) => new("206 without Range", when ?? When.Whole, (_, honest) =>
        honest is { Status: 200, Count: > 0 } ? honest.Part(0, honest.Count - 1) : honest);

    /// <summary>206 with its first bytes to a request without a range.</summary>
    public static ObjectFault BeginningOfWhole(long bytes, Strike? when = null) => new("206 with the beginning, without Range", when ?? When.Whole, (_, honest) =>
        honest.Status == 200 && honest.Count > bytes ? honest.Part(0, bytes - 1) : honest);

    internal static bool IsPart(ObjectReply reply) => reply is { Status: 206, Body: null };

    internal static long Last(ObjectReply reply) => reply.Start + reply.Count - 1;

    internal static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
