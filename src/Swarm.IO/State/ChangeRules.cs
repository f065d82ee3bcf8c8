using Swarm.Domain;
using Swarm.Domain.Frontier;

namespace Swarm.IO.State;

/// <summary>What a bundle's two latest ends say of its file.</summary>
static class ChangeRules
{
    /// <summary>Null: there is no file and was none.</summary>
    public static ChangeKind? Compare(Outcome now, Outcome? before) => now.Kind switch
    {
        OutcomeKind.Moved => before is not null && (before.File is not null || before.FinalUrl is { } led && !led.Equals(now.FinalUrl)) ? ChangeKind.Moved : null,
        OutcomeKind.Failed when before?.File is null => null,
        OutcomeKind.Failed => now.Status is 404 or 410 ? ChangeKind.Gone : ChangeKind.Kept,
        _ when now.File is null => null,
        _ when before?.File is null => ChangeKind.New,
        OutcomeKind.Done => AreAlike(now, before) ? ChangeKind.Unchanged : ChangeKind.Changed,
        _ => ChangeKind.Unchanged,
    };

    /// <summary>By digest where both have one of the same kind, else by length and what the server says of identity.</summary>
    static bool AreAlike(Outcome now, Outcome before)
    {
        if (now.Digest is { } digest && before.Digest is { } other && AlgorithmOf(digest).SequenceEqual(AlgorithmOf(other))) return digest == other;
        return now.Length == before.Length && now.Validators.Any && now.Validators == before.Validators;
    }

    static ReadOnlySpan<char> AlgorithmOf(string digest) => digest.AsSpan(0, Math.Max(0, digest.IndexOf('=', StringComparison.Ordinal)));
}
