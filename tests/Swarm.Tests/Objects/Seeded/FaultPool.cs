using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Objects.Faults;

namespace Swarm.Tests.Objects.Seeded;

/// <summary>One kind of fault as chance may draw it.</summary>
/// <param name="Draw">The fault for an object of that length.</param>
/// <param name="NeedsDigest">It can't be told from honest bytes but by a digest.</param>
sealed record FaultKind(string Name, Func<Random, long, ObjectFault> Draw, bool NeedsDigest = false);

/// <summary>What may befall a random download. Each kind must have been met when all have ended.</summary>
static class FaultPool
{
    public static IReadOnlyList<FaultKind> Kinds { get; } =
    [
        new("break", (r, n) => BreakFaults.Breaks(r.NextInt64(n), end: r.Next(2) == 0 ? BodyEnd.Close : BodyEnd.Reset)),
        new("break of parts", (r, n) => BreakFaults.Breaks(r.NextInt64(1 + n / 8), When.Ranged)),
        new("no answer", (r, _) => BreakFaults.NoAnswer(Any(r), r.Next(2) == 0 ? BodyEnd.Close : BodyEnd.Reset)),
        new("too much promised", (r, _) => BreakFaults.PromisesMore(1 + r.Next(100_000), Any(r))),
        new("chunked and cut", (r, n) => BreakFaults.BreaksChunked(r.NextInt64(n), Any(r))),
        new("chunked", (r, _) => BreakFaults.Chunked(Any(r))),
        new("no length", (r, _) => BreakFaults.NoLength(Any(r))),
        new("Range ignored", (r, _) => RangeFaults.Ignored(When.RangedFrom(r.Next(1, 4)))),
        new("other start", (r, _) => RangeFaults.OtherStart(r.Next(-5000, 5000) is var by and not 0 ? by : 1)),
        new("later end", (r, _) => RangeFaults.LaterEnd(r.Next(1, 5000))),
        new("shorter", (r, n) => RangeFaults.Shorter(Math.Max(1, n / r.Next(4, 40)))),
        new("overlapping", (r, _) => RangeFaults.Overlapping(r.Next(1, 5000))),
        new("206 to a whole", (r, n) => r.Next(2) == 0 ? RangeFaults.PartOfWhole() : RangeFaults.BeginningOfWhole(r.NextInt64(1, Math.Max(2, n)))),
        new("other total", (r, _) => RangeLies.OtherTotal(r.Next(2) == 0 ? 1 : -1)),
        new("bad Content-Range", (r, _) => r.Next(3) switch { 0 => RangeLies.NoContentRange(), 1 => RangeLies.OpenTotal(), _ => RangeLies.Form("bytes {1}-{0}/{2}") }),
        new("body and Content-Range differ", (r, _) => r.Next(2) == 0 ? RangeLies.ShorterBody(r.Next(1, 100)) : RangeLies.LongerBody(r.Next(1, 100))),
        new("multipart", (_, n) => n < 4 << 20 ? RangeLies.Multipart() : RangeLies.NoContentRange()),
        new("odd status to a range", (r, _) => r.Next(4) switch { 0 => RangeLies.NotModified(), 1 => RangeLies.NoContent(), 2 => RangeLies.NotSatisfiable(), _ => ChangeFaults.PreconditionFails() }),
        new("416 as if empty", (_, _) => RangeLies.NotSatisfiable("bytes */0")),
        new("other bytes", (r, _) => RangeLies.OtherBytes(-r.Next(1, 1000)), NeedsDigest: true),
        new("changes", (r, _) => ChangeFaults.Changes(When.Nth(r.Next(2, 6)))),
        new("changes, If-Range ignored", (r, _) => ChangeFaults.ChangesUnpinned(When.Nth(r.Next(2, 6)))),
        new("changes silently", (r, _) => ChangeFaults.ChangesSilently(When.Nth(r.Next(2, 6))), NeedsDigest: true),
        new("changes its length", (r, n) => ChangeFaults.ChangesLength(r.NextInt64(-n / 2, n / 2 + 10), When.Nth(r.Next(2, 6)))),
        new("changes in mid-body", (r, n) => ChangeFaults.ChangesInMidBody(r.NextInt64(n))),
        new("If-Range never matches", (_, _) => ChangeFaults.NeverMatches()),
        new("other tag in a part", (r, _) => r.Next(2) == 0 ? ChangeFaults.OtherTagInPart() : ChangeFaults.NoValidatorsInPart()),
        new("status", (r, _) => StatusFaults.Fails(r.Next(500, 505), Any(r))),
        new("wait", (r, _) => StatusFaults.Waits(r.Next(2) == 0 ? 429 : 503, r.Next(3).ToString(System.Globalization.CultureInfo.InvariantCulture), Any(r))),
        new("redirect", (r, _) => StatusFaults.Redirects(when: Any(r))),
        new("wrong digest", (r, n) => DigestFaults.Says(DigestFaults.Forms[r.Next(DigestFaults.Forms.Count)], c => new ObjectContent(c.Seed + 9, Math.Min(n, 4096)))),
        new("stall", (r, n) => SlowFaults.Stalls(r.NextInt64(n), Any(r))),
    ];

    static Strike Any(Random chance) => chance.Next(3) switch { 0 => When.Whole, 1 => When.Ranged, _ => When.Always };
}
