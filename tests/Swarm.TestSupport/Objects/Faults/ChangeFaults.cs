namespace Swarm.TestSupport.Objects.Faults;

/// <summary>Objects that become others while they are fetched (X7, B8).</summary>
public static class ChangeFaults
{
    /// <summary>At this request there is a new version, told by honest answers.</summary>
    public static ObjectFault Changes(Strike when) => new("changes", when, (ask, _) => Publish(ask, ask.Object.Current.Next()).Honest());

    /// <summary>There is a new version, and If-Range is ignored: 206 of it, with its own tag.</summary>
    public static ObjectFault ChangesUnpinned(Strike when) =>
        new("changes, 206 all the same", when, (ask, _) => (Publish(ask, ask.Object.Current.Next()) with { IfRange = null, IfMatch = null }).Honest());

    /// <summary>There is a new version under the old tag and date.</summary>
    public static ObjectFault ChangesSilently(Strike when) =>
        new("changes, the same tag", when, (ask, _) => Publish(ask, ask.Object.Current with { Content = ask.Object.Current.Content.Other() }).Honest());

    /// <summary>There is a new version of another length.</summary>
    public static ObjectFault ChangesLength(long by, Strike when) => new($"changes and is {by:+0;-0} bytes longer", when, (ask, honest) =>
        Publish(ask, ObjectVersion.Of(new ObjectContent(honest.Version.Content.Seed + 77, honest.Version.Content.Length + by))).Honest());

    /// <summary>A body breaks off after some bytes, and there is a new version.</summary>
    public static ObjectFault ChangesInMidBody(long after, Strike? when = null) => new($"changes after {after} bytes of a body", when ?? When.Always, (ask, honest) =>
    {
        if (!BreakFaults.IsBody(honest) || honest.BodyLength <= after) return honest;
        Publish(ask, ask.Object.Current.Next());
        return honest with { End = BodyEnd.Close, EndAfter = after };
    });

    /// <summary>If-Range is ignored: 206 whatever the tag.</summary>
    public static ObjectFault IgnoresIfRange(Strike? when = null) =>
        new("ignores If-Range", when ?? When.Ranged, (ask, _) => (ask with { IfRange = null, IfMatch = null }).Honest());

    /// <summary>If-Range never matches: 200 to every range that has one.</summary>
    public static ObjectFault NeverMatches(Strike? when = null) =>
        new("If-Range never matches", when ?? When.Ranged, (ask, honest) => ask.IfRange is null || honest.Status != 206 ? honest : (ask with { Range = null }).Honest());

    /// <summary>412 to a range.</summary>
    public static ObjectFault PreconditionFails(Strike? when = null) =>
        new("412 to a range", when ?? When.Ranged, (_, honest) => honest.Status == 206 ? honest.Refusal(412) : honest);

    /// <summary>206 that says nothing of tag or date.</summary>
    public static ObjectFault NoValidatorsInPart(Strike? when = null) =>
        new("206 without validators", when ?? When.Ranged, (_, honest) => honest.Status == 206 ? honest.Without("ETag").Without("Last-Modified") : honest);

    /// <summary>206 of the same bytes under a tag of its own.</summary>
    public static ObjectFault OtherTagInPart(Strike? when = null) =>
        new("206 with another tag", when ?? When.Ranged, (ask, honest) => honest.Status == 206 ? honest.With("ETag", $"\"node-{ask.Number}\"") : honest);

    static ObjectAsk Publish(ObjectAsk ask, ObjectVersion version)
    {
        ask.Object.Publish(version);
        return ask;
    }
}
