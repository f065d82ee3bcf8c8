using Swarm.Domain;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>How bundles ended: one row each, the last end counts.</summary>
/// <param name="table"><c>outcome</c>, or <c>before</c> for the last good ends from before all was asked for again.</param>
sealed class OutcomeTable(Database database, string table = "outcome")
{
    const int LongestDetail = 1000;

    readonly Statement _put = database.Prepare(
        $"REPLACE INTO {table} VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)");
    readonly Statement _find = database.Prepare($"SELECT * FROM {table} WHERE id = ?1");
    readonly Statement _delete = database.Prepare($"DELETE FROM {table} WHERE id = ?1");

    public void Put(long id, Outcome outcome, DateTimeOffset finished)
    {
        var failure = outcome.Failure;
        _put.Bind(1, id).Bind(2, Code(outcome)).Bind(3, outcome.Attempts).Bind(4, outcome.Status).Bind(5, outcome.Length)
            .Bind(6, outcome.Elapsed.Ticks / TimeSpan.TicksPerMicrosecond).Bind(7, finished.ToUnixTimeMilliseconds())
            .Bind(8, outcome.FinalUrl?.Href).Bind(9, outcome.Validators.ETag).Bind(10, outcome.Validators.LastModified)
            .Bind(11, outcome.Digest).Bind(12, outcome.ContentType);
        if (failure is null) _put.Null(13).Null(14).Null(15);
        else _put.Bind(13, (long)failure.Reason).Bind(14, (long)failure.Stage).Bind(15, failure.Detail.AsSpan(0, Math.Min(failure.Detail.Length, LongestDetail)));
        _put.BindSum(16).Run();
    }

    /// <param name="path">The bundle's name, for the outcome's.</param>
    public Outcome? Find(long id, string? path) => FindWithTime(id, path)?.Outcome;

    public (Outcome Outcome, DateTimeOffset Finished)? FindWithTime(long id, string? path)
    {
        if (!_find.Bind(1, id).Step()) return null;
        var found = Take(_find, 0, path, table);
        _find.Reset();
        return found;
    }

    public void Delete(long id) => _delete.Bind(1, id).Run();

    /// <summary>Kind, and whether a file was kept: its name stands with the bundle.</summary>
    static long Code(Outcome outcome) => ((long)outcome.Kind * 2) + (outcome.File is null ? 0 : 1);

    /// <summary>The outcome in a statement's columns, and when it came.</summary>
    public static (Outcome Outcome, DateTimeOffset Finished) Take(Statement row, int first, string? path, string table = "outcome")
    {
        row.Verify(first + 15, table, first);
        var code = row.Int32(first + 1);
        var final = row.Text(first + 7);
        return (new Outcome((OutcomeKind)(code / 2))
        {
            Attempts = row.Int32(first + 2),
            Status = row.Int32(first + 3),
            Length = row.Int64(first + 4),
            Elapsed = new TimeSpan(row.Int64(first + 5) * TimeSpan.TicksPerMicrosecond),
            FinalUrl = final is null ? null : WebUrl.Parse(final),
            Validators = new Validators(row.Text(first + 8), row.Text(first + 9)),
            Digest = row.Text(first + 10),
            ContentType = row.Text(first + 11),
            Failure = row.IsNull(first + 12) ? null
                : new Failure((Reason)row.Int32(first + 12), (Stage)row.Int32(first + 13), row.Text(first + 14) ?? ""),
            File = code % 2 == 1 ? path : null,
        }, DateTimeOffset.FromUnixTimeMilliseconds(row.Int64(first + 6)));
    }
}
