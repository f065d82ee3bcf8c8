using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>Ends of this run beside those before it, page by page in the order of their numbers.</summary>
sealed class SavedRows(Database database, ItemTable items, NameBook names)
{
    /// <summary>Few: rows that wait for their turn live through collections of garbage.</summary>
    const int Page = 100;
    const int End = 7;
    const int Before = End + 16;

    const string Select = "SELECT item.*, outcome.*, before.* FROM item LEFT JOIN outcome ON outcome.id = item.id LEFT JOIN before ON before.id = item.id";

    public IEnumerable<SavedFile> Files()
    {
        // A file of this run, or one of an earlier run that nothing good has taken the place of.
        foreach (var (item, now, before) in Rows("outcome.kind % 2 = 1 OR (before.kind % 2 = 1 AND coalesce(outcome.kind / 2, 3) = 3)"))
            if ((now?.File is null ? before : now) is { File: { } file } saved)
                yield return new SavedFile(item.Id, item.Bundle.Url, saved.FinalUrl, file, saved.ContentType, saved.Kind);
    }

    public IEnumerable<ChangeRow> Changes()
    {
        foreach (var (item, now, before) in Rows("outcome.id IS NOT NULL AND (outcome.kind % 2 = 1 OR before.id IS NOT NULL)"))
            if (ChangeRules.Compare(now!, before) is { } kind)
                yield return new ChangeRow(item.Id, item.Bundle.Url, now!.File ?? before?.File, kind, now.Status, kind == ChangeKind.Moved ? now.FinalUrl : null);
    }

    IEnumerable<(Item Item, Outcome? Now, Outcome? Before)> Rows(string condition)
    {
        using var rows = database.PrepareOnce($"{Select} WHERE item.id >= ?1 AND ({condition}) ORDER BY item.id LIMIT {Page}");
        var page = new List<(Item Item, Outcome?, Outcome?)>(Page);
        var low = 0L;
        do
        {
            page.Clear();
            rows.Bind(1, low);
            while (rows.Step()) page.Add(Take(rows));
            foreach (var row in page) yield return row;
            if (page.Count > 0) low = page[^1].Item.Id + 1;
        }
        while (page.Count == Page);
    }

    (Item, Outcome?, Outcome?) Take(Statement row)
    {
        var item = items.Take(row, reset: false);
        var path = names.PathOf(item);
        return (item, row.IsNull(End) ? null : OutcomeTable.Take(row, End, path).Outcome,
            row.IsNull(Before) ? null : OutcomeTable.Take(row, Before, path, "before").Outcome);
    }
}
