using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Settings;
using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Objects.Faults;

namespace Swarm.Tests.Objects.Cases;

/// <summary>Digests and codings, true and false (X12, X13, B9).</summary>
static class DigestCases
{
    public static IEnumerable<ObjectCase> All =>
    [
        .. DigestFaults.Forms.SelectMany(Told),
        new("digests of parts", Expect.Right, () => DigestFaults.OfParts()),
        new("the list's digest is true", Expect.Right) { Ask = WithSha256 },
        .. Enum.GetValues<DigestAlgorithm>().Take(4).Select(algorithm => new ObjectCase($"the list's {algorithm} is wrong", Expect.Fails(Reason.Checksum))
        {
            Ask = (_, bundle) => bundle with { Checksum = Wrong(algorithm) }, Then = FetchedTwice,
        }),
        new("a digest is required and none is known", Expect.Fails(Reason.Checksum)) { Settings = s => Verify(s, VerifyMode.Required) },
        new("a digest is required and the server tells one", Expect.Right, () => DigestFaults.Says("Repr-Digest")) { Settings = s => Verify(s, VerifyMode.Required) },
        new("gzip unasked", Expect.RightOrNamed, () => DigestFaults.Gzips(When.Whole)) { Before = AlsoCoded },
        new("gzip unasked, one stream", Expect.Right, () => DigestFaults.Gzips()) { Hold = false, Before = AlsoCoded, Settings = s => s with { Segments = s.Segments with { Segments = 1 } } },
        new("gzip unasked, with the digest of what is stored", Expect.Right, () => DigestFaults.Gzips(When.Whole)) { Hold = false, Before = CodedWithDigest },
        .. RangeCases.Both("parts in gzip", () => DigestFaults.Gzips(When.Ranged)),
    ];

    public static Bundle WithSha256(ObjectRun run, Bundle bundle) => Sha256(bundle, run.Object.Current.Content);

    public static Bundle Sha256(Bundle bundle, ObjectContent content) =>
        bundle with { Checksum = new Checksum(DigestAlgorithm.Sha256, Convert.ToHexStringLower(content.Sha256)) };

    static IEnumerable<ObjectCase> Told(string form) =>
    [
        new($"{form} is true", Expect.Right, () => DigestFaults.Says(form)),
        new($"{form} is wrong", Expect.Fails(Reason.Checksum), () => DigestFaults.Says(form, c => c.Other()))
        {
            Then = FetchedTwice,
        },
        new($"{form} is wrong once", Expect.Right, () => DigestFaults.Says(form, c => c.Other(), When.Nth(1))),
        new($"{form} is wrong and nobody asks", Expect.Right, () => DigestFaults.Says(form, c => c.Other())) { Settings = s => Verify(s, VerifyMode.Off) },
    ];

    static void FetchedTwice(ObjectRun run) => Assert.Equal(2, run.Object.Asks.Count(a => a.Range is null));

    static SwarmSettings Verify(SwarmSettings settings, VerifyMode mode) => settings with { Segments = settings.Segments with { Verify = mode } };

    static Checksum Wrong(DigestAlgorithm algorithm)
    {
        var length = algorithm switch { DigestAlgorithm.Md5 => 32, DigestAlgorithm.Sha1 => 40, DigestAlgorithm.Sha256 => 64, _ => 128 };
        return new Checksum(algorithm, new string('a', length));
    }

    static void AlsoCoded(ObjectRun run) => run.Also.Add(Coded(run));

    /// <summary>The hash that stores tell is of what they send (source: decompressive transcoding).</summary>
    static void CodedWithDigest(ObjectRun run)
    {
        AlsoCoded(run);
        run.Object.Fields = [("x-goog-hash", "md5=" + Convert.ToBase64String(MD5.HashData(run.Also[0]))), ("x-goog-stored-content-encoding", "gzip")];
    }

    static byte[] Coded(ObjectRun run) => DigestFaults.Gzip(run.Object.Current.Content.Bytes(0, (int)run.Object.Current.Content.Length));
}
