using Swarm.Domain.Transfers;
using Swarm.Domain.Writing;

namespace Swarm.Settings.Sections;

/// <summary><c>segments { }</c>: how large objects are fetched in pieces, gone on with and verified.</summary>
static class SegmentsSection
{
    const int Most = 64;
    const long LeastPart = 64 << 10;
    const long LargestPart = 1 << 30;
    static readonly Choices Modes = new("required", "available", "off");
    static readonly Choices Sidecars = new("md5", "sha1", "sha256", "sha512");

    /// <param name="s">The section.</param>
    /// <param name="preset">What holds where nothing is given.</param>
    /// <param name="writing">How files are written: what keeps none can't go on with any.</param>
    public static SegmentOptions Read(Section s, SegmentOptions preset, WritingOptions writing)
    {
        var part = s.Bytes("part-size", preset.PartSize, LeastPart, LargestPart);
        var read = preset with
        {
            Segments = s.IntOrAuto("connections", preset.Segments, 1, Most),
            PartSize = part,
            MinSplit = s.Bytes("min-split", Math.Max(preset.MinSplit, part), LeastPart, long.MaxValue),
            ResumeFrom = s.Bytes("resume-from", preset.ResumeFrom, 0, long.MaxValue),
            VerifyResume = s.Flag("verify-resume", preset.VerifyResume),
            Head = s.Flag("head", preset.Head),
            Hedge = s.Flag("hedge", preset.Hedge),
            Verify = (VerifyMode)s.Choice("verify", (int)preset.Verify, Modes),
            Sidecar = s.TextOrNull("sidecar", preset.Sidecar, static text => Sidecars.IndexOf(text)),
        };
        Check(s, read, writing);
        return read;
    }

    static void Check(Section s, SegmentOptions read, WritingOptions writing)
    {
        if (read.MinSplit < read.PartSize)
            s.Refuse($"min-split ({Units.Bytes(read.MinSplit)}) is below part-size ({Units.Bytes(read.PartSize)}): nothing so short can be split",
                "min-split", "part-size");
        if (read.Verify == VerifyMode.Off && read.Sidecar is not null)
            s.Refuse("verify = off checks no digest, so sidecar has no effect: choose one", "sidecar", "verify");
        if (!writing.Discard) return;
        const string Why = "has no effect with writing.discard, which keeps no parts";
        if (read.Segments > 1) s.Fault("connections", Why);
        if (read.VerifyResume) s.Fault("verify-resume", Why);
    }
}
