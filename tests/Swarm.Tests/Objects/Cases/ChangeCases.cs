using Swarm.Domain;
using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Objects.Faults;

namespace Swarm.Tests.Objects.Cases;

/// <summary>Objects that change, and validators that are weak or missing (X7, B8): never a mixture.</summary>
static class ChangeCases
{
    public static IEnumerable<ObjectCase> All =>
    [
        new("changes at the second request", Expect.Right, () => ChangeFaults.Changes(When.Nth(2))),
        new("changes at the third request", Expect.Right, () => ChangeFaults.Changes(When.Nth(3))),
        new("changes at the second request, If-Range ignored", Expect.Right, () => ChangeFaults.ChangesUnpinned(When.Nth(2))),
        new("changes at the third request, If-Range ignored", Expect.Right, () => ChangeFaults.ChangesUnpinned(When.Nth(3)), () => ChangeFaults.IgnoresIfRange()),
        new("changes at every range", Expect.RightOrNamed, () => ChangeFaults.Changes(When.Ranged)) { Then = Bounded },
        new("changes at every range, If-Range ignored", Expect.RightOrNamed, () => ChangeFaults.ChangesUnpinned(When.Ranged)) { Then = Bounded },
        new("changes in mid-body", Expect.Right, () => ChangeFaults.ChangesInMidBody(30_000).Once()) { Hold = false },
        new("changes in mid-body, If-Range ignored", Expect.Right, () => ChangeFaults.ChangesInMidBody(30_000).Once(), () => ChangeFaults.IgnoresIfRange()) { Hold = false },
        new("changes in every body", Expect.AnyFailure, () => ChangeFaults.ChangesInMidBody(30_000)) { Hold = false, Then = Bounded },
        new("changes without a word, told by a digest", Expect.RightOr(Reason.Checksum), () => ChangeFaults.ChangesSilently(When.Nth(2)).Once())
        {
            Ask = (run, bundle) => DigestCases.Sha256(bundle, run.Object.Current.Content.Other()),
        },
        new("becomes longer", Expect.Right, () => ChangeFaults.ChangesLength(5000, When.Nth(2))),
        new("becomes shorter", Expect.Right, () => ChangeFaults.ChangesLength(-500_000, When.Nth(2))),
        new("becomes longer, If-Range ignored", Expect.Right, () => ChangeFaults.ChangesLength(5000, When.Nth(2)), () => ChangeFaults.IgnoresIfRange()),
        new("If-Range never matches", Expect.Right, () => ChangeFaults.NeverMatches()),
        new("If-Range never matches, and bodies break", Expect.RightOrNamed, () => ChangeFaults.NeverMatches(), () => BreakFaults.Breaks(300_000, When.Nth(1))) { Hold = false },
        .. RangeCases.Both("412 to a range", () => ChangeFaults.PreconditionFails()),
        .. RangeCases.Both("206 without validators", () => ChangeFaults.NoValidatorsInPart()),
        .. RangeCases.Both("206 with a tag of its own", () => ChangeFaults.OtherTagInPart()),
        Weak("a weak tag alone", v => v with { ETag = "W/\"1\"", LastModified = null }),
        Weak("no validators", v => v with { ETag = null, LastModified = null }),
        Weak("a date of the same second", v => v with { ETag = null, LastModified = ObjectVersion.Date }),
        Weak("a weak tag and a date of the same second", v => v with { ETag = "W/\"1\"", LastModified = ObjectVersion.Date }),
        new("a date alone", Expect.Right) { Version = v => v with { ETag = null } },
        new("a date alone, and the body breaks", Expect.Right, () => BreakFaults.Breaks(300_000).Once()) { Version = v => v with { ETag = null }, Hold = false },
        new("no validators, and it changes in mid-body", Expect.Right, () => ChangeFaults.ChangesInMidBody(30_000).Once())
        {
            Version = v => v with { ETag = null, LastModified = null }, Hold = false,
        },
        new("a weak tag, and it changes in mid-body under the same tag", Expect.Right, () => ChangeFaults.ChangesInMidBody(30_000).Once())
        {
            Version = v => v with { ETag = "W/\"1\"", LastModified = null }, Hold = false,
        },
        new("a mirror with other bytes", Expect.RightOrNamed, () => BreakFaults.Breaks(300_000))
        {
            Hold = false, Ask = WithMirror,
        },
        new("a mirror with other bytes under the same tag, told by a digest", Expect.RightOr(Reason.Checksum, Reason.Status),
            () => BreakFaults.Breaks(300_000))
        {
            Hold = false, Ask = (run, bundle) => WithMirror(run, DigestCases.WithSha256(run, bundle)),
        },
    ];

    /// <summary>Nothing here can pin a range: one connection, and nothing that pretends to.</summary>
    static ObjectCase Weak(string name, Func<ObjectVersion, ObjectVersion> version) => new(name, Expect.Right)
    {
        Version = version,
        Before = run => run.Object.HoldFor = TimeSpan.FromMilliseconds(100),
        Then = run => Assert.Equal([null], run.Object.Asks.Select(a => a.Range)),
    };

    static void Bounded(ObjectRun run) => Assert.InRange(run.Object.Asks.Count, 1, 60);

    static Bundle WithMirror(ObjectRun run, Bundle bundle)
    {
        var current = run.Object.Current;
        var mirror = run.Serve("/mirror.bin", current with { Content = current.Content.Other() });
        return bundle with { Mirrors = [WebUrl.Parse(run.Origin.Url(mirror))] };
    }
}
