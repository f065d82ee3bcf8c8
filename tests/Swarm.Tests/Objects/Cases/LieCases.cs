using Swarm.Domain;
using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Objects.Faults;

namespace Swarm.Tests.Objects.Cases;

/// <summary>Heads of parts that are false or out of form (B7).</summary>
static class LieCases
{
    static readonly string[] Forms =
    [
        "bits {0}-{1}/{2}", "bytes {0}-{1}", "bytes {0}-{1}/", "bytes {1}-{0}/{2}", "bytes -{1}/{2}", "bytes {0}-/{2}", "bytes */{2}", "bytes {0}-{1}/{0}", "{0}-{1}/{2}", "bytes={0}-{1}/{2}",
        "bytes {0}-99999999999999999999/99999999999999999999", "bytes 18446744073709551616-{1}/{2}", "bytes +{0}-{1}/{2}", "bytes {0} - {1} / {2}", "bytes 0x{0}-{1}/{2}", "", "bytes",
        "bytes {0}-{1}/{2}, bytes {0}-{1}/{2}",
    ];

    public static IEnumerable<ObjectCase> All =>
    [
        .. Forms.SelectMany(form => RangeCases.Both($"Content-Range '{form}'", () => RangeLies.Form(form))),
        .. RangeCases.Both("total one more", () => RangeLies.OtherTotal(1)),
        .. RangeCases.Both("total one less", () => RangeLies.OtherTotal(-1)),
        .. RangeCases.Both("total open", () => RangeLies.OpenTotal()),
        .. RangeCases.Both("no Content-Range", () => RangeLies.NoContentRange()),
        .. RangeCases.Both("two Content-Ranges", () => RangeLies.TwoContentRanges()),
        .. RangeCases.Both("multipart", () => RangeLies.Multipart()),
        .. RangeCases.Both("body shorter than Content-Range", () => RangeLies.ShorterBody(10)),
        .. RangeCases.Both("body longer than Content-Range", () => RangeLies.LongerBody(10)),
        .. RangeCases.Both("304 to a range", () => RangeLies.NotModified()),
        .. RangeCases.Both("204 to a range", () => RangeLies.NoContent()),
        .. RangeCases.Both("416 with the size", () => RangeLies.NotSatisfiable()),
        .. RangeCases.Both("416 with another size", () => RangeLies.NotSatisfiable("bytes */5")),
        .. RangeCases.Both("416 as if it were empty", () => RangeLies.NotSatisfiable("bytes */0")),
        .. RangeCases.Both("416 without a size", () => RangeLies.NotSatisfiable("bytes")),
        new("other bytes than Content-Range says, told by a digest", Expect.RightOr(Reason.Checksum), () => RangeLies.OtherBytes(-64)) { Ask = DigestCases.WithSha256 },
        new("other bytes than Content-Range says, once, told by a digest", Expect.Right, () => RangeLies.OtherBytes(-64).Once()) { Ask = DigestCases.WithSha256 },
        new("other bytes than Content-Range says, once, told by x-goog-hash", Expect.Right, () => RangeLies.OtherBytes(-64).Once())
        {
            Before = run => run.Object.Fields = [DigestFaults.Field("x-goog-hash crc32c", run.Object.Current.Content)],
        },
    ];
}
