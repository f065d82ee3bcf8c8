using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.Settings.Sections;

/// <summary><c>writing { }</c>: how files are written, and what is left of those that fail.</summary>
static class WritingSection
{
    static readonly Choices<FailureLeaves> Leaves =
        new(("nothing", FailureLeaves.Nothing), ("marker", FailureLeaves.Marker), ("partial", FailureLeaves.Partial));

    static readonly Choices<Durability> Durabilities = new(("process", Durability.Process), ("power", Durability.Power));

    static readonly Choices<DigestAlgorithm?> Digests =
        new([("none", null), .. Enum.GetValues<DigestAlgorithm>().Select(a => (Checksum.Name(a), (DigestAlgorithm?)a))]);

    public static WritingOptions Read(Section s, WritingOptions preset)
    {
        var read = preset with
        {
            OnFailure = s.Choice("on-failure", preset.OnFailure, Leaves),
            Durability = s.Choice("durability", preset.Durability, Durabilities),
            SkipExisting = s.Flag("skip-existing", preset.SkipExisting),
            IfModified = s.Flag("if-modified", preset.IfModified),
            KeepServerTime = s.Flag("keep-server-time", preset.KeepServerTime),
            Discard = s.Flag("discard", preset.Discard),
            Record = s.Choice("record", preset.Record, Digests),
            MaximumLength = s.BytesOrNone("maximum-length", preset.MaximumLength),
        };
        s.Refuse(read.SkipExisting && read.IfModified, "skip-existing asks for nothing that is there, if-modified asks for it again: choose one", "skip-existing", "if-modified");
        if (read.Discard) CheckDiscard(s, read);
        return read;
    }

    static void CheckDiscard(Section s, WritingOptions read)
    {
        const string Why = "has no effect with discard, which keeps no files";
        s.Refuse(read.OnFailure != FailureLeaves.Nothing, Why, "on-failure");
        s.Refuse(read.SkipExisting, Why, "skip-existing");
        s.Refuse(read.IfModified, Why, "if-modified");
        s.Refuse(read.KeepServerTime, Why, "keep-server-time");
    }
}
