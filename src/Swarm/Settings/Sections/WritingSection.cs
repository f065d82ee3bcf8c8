using Swarm.Domain;
using Swarm.Domain.Writing;

namespace Swarm.Settings.Sections;

/// <summary><c>writing { }</c>: how files are written, and what is left of those that fail.</summary>
static class WritingSection
{
    static readonly Choices Leaves = new("nothing", "marker", "partial");
    static readonly Choices Durabilities = new("process", "power");
    static readonly Choices Digests = new("none", "md5", "sha-1", "sha-256", "sha-512");

    public static WritingOptions Read(Section s, WritingOptions preset)
    {
        var read = preset with
        {
            OnFailure = (FailureLeaves)s.Choice("on-failure", (int)preset.OnFailure, Leaves),
            Durability = (Durability)s.Choice("durability", (int)preset.Durability, Durabilities),
            SkipExisting = s.Flag("skip-existing", preset.SkipExisting),
            IfModified = s.Flag("if-modified", preset.IfModified),
            KeepServerTime = s.Flag("keep-server-time", preset.KeepServerTime),
            Discard = s.Flag("discard", preset.Discard),
            Record = Digest(s, "record", preset.Record),
            MaximumLength = s.BytesOrNone("maximum-length", preset.MaximumLength),
        };
        if (read.SkipExisting && read.IfModified)
            s.Refuse("skip-existing asks for nothing that is there, if-modified asks for it again: choose one",
                "skip-existing", "if-modified");
        if (read.Discard) CheckDiscard(s, read);
        return read;
    }

    static void CheckDiscard(Section s, WritingOptions read)
    {
        const string Why = "has no effect with discard, which keeps no files";
        if (read.OnFailure != FailureLeaves.Nothing) s.Fault("on-failure", Why);
        if (read.SkipExisting) s.Fault("skip-existing", Why);
        if (read.IfModified) s.Fault("if-modified", Why);
        if (read.KeepServerTime) s.Fault("keep-server-time", Why);
    }

    static DigestAlgorithm? Digest(Section s, string key, DigestAlgorithm? preset)
    {
        var choice = s.Choice(key, preset is { } given ? (int)given + 1 : 0, Digests);
        return choice == 0 ? null : (DigestAlgorithm)(choice - 1);
    }
}
