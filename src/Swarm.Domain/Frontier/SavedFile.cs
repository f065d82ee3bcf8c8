namespace Swarm.Domain.Frontier;

/// <summary>A file that a mirror holds, of this run or, where this run failed to fetch it, of an earlier one.</summary>
/// <param name="Id">The frontier's number of its bundle.</param>
/// <param name="FinalUrl">The URL that answered, where it is not the asked one.</param>
/// <param name="File">Relative to the output folder with <c>/</c> between segments.</param>
/// <param name="ContentType">The response's field, or null.</param>
/// <param name="Kind">How its bundle ended in the last run that ended well.</param>
public sealed record SavedFile(long Id, WebUrl Url, WebUrl? FinalUrl, string File, string? ContentType, OutcomeKind Kind);

/// <summary>What became of a mirror's file since the run before.</summary>
public enum ChangeKind
{
    New,
    Changed,
    Unchanged,

    /// <summary>404 or 410; the file is still there.</summary>
    Gone,

    /// <summary>Not to be had this time; the file of an earlier run is kept.</summary>
    Kept,

    /// <summary>Leads on to another URL now (<see cref="ChangeRow.To"/>); a file of an earlier run is still there.</summary>
    Moved,
}

/// <summary>One bundle's change from one run to the next.</summary>
/// <param name="File">The file there is, or null.</param>
/// <param name="Status">The last response's in this run, or 0 where none came.</param>
/// <param name="To">For <see cref="ChangeKind.Moved"/>: where it leads.</param>
public sealed record ChangeRow(long Id, WebUrl Url, string? File, ChangeKind Kind, int Status, WebUrl? To);
