using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.Domain.Frontier;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>
/// What a mirror has saved, read through a connection of its own: while no run is active, by one thread at a time, closed before what opened it.
/// Knows bundles that ask by a plain GET and are named by their responses, as a mirror's are. Remembers its latest answers.
/// </summary>
public sealed class SavedPlaces : ISavedPlaces, IDisposable
{
    const int MostHops = 20;
    const int Remembered = 32_768;

    readonly Database _database;
    readonly NameBook _names;
    readonly OpenTable _open;
    readonly OutcomeTable _outcomes;
    readonly OutcomeTable _before;
    readonly SavedRows _rows;
    readonly LatestAnswers<WebUrl, SavedPlace?> _latest = new(Remembered);

    internal SavedPlaces(Database database)
    {
        _database = database;
        try
        {
            var totals = new Meta(database).Read();
            var items = new ItemTable(database, new OriginTable(database));
            _names = new NameBook(database, items, new ClaimTable(database, totals.Stored));
            (_open, _outcomes, _before) = (new OpenTable(database), new OutcomeTable(database), new OutcomeTable(database, "before"));
            _rows = new SavedRows(database, items, _names);
            _names.Restore(totals.Stored);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public SavedPlace? Find(WebUrl url)
    {
        if (_latest.TryGet(url, out var place)) return place;
        place = Follow(url);
        _latest.Put(url, place);
        return place;
    }

    /// <summary>All files there are, in the order in which their bundles were found; read as they are asked for.</summary>
    public IEnumerable<SavedFile> Files() => _rows.Files();

    /// <summary>How this run's ends differ from those before <see cref="IFrontier.BeginAgain"/>; what is still open is left out.</summary>
    public IEnumerable<ChangeRow> Changes() => _rows.Changes();

    public void Dispose() => _database.Dispose();

    SavedPlace? Follow(WebUrl first)
    {
        var url = first;
        for (var hops = 0; hops <= MostHops; hops++)
        {
            if (_names.FindIdentity(url.Href) is not { } item)
                return hops == 0 ? null : Nothing(Reason.Scope, $"leads on to {SafeText.Of(url.Href)}, which does not belong to the mirror");
            var path = _names.PathOf(item);
            var outcome = _outcomes.Find(item.Id, path);
            if (outcome is not { Kind: OutcomeKind.Moved, FinalUrl: { } next }) return PlaceOf(item.Id, path, outcome);
            url = next;
        }

        return Nothing(Reason.Redirect, $"leads on more than {MostHops} times");
    }

    /// <summary>A file of an earlier run counts as long as there is none of this.</summary>
    SavedPlace PlaceOf(long id, string? path, Outcome? outcome) =>
        (outcome?.File ?? (outcome is { IsGood: true } ? null : _before.Find(id, path)?.File)) is { } file
            ? new SavedPlace(file, null) : new SavedPlace(null, outcome is null ? _open.Find(id)?.Last : outcome.Failure);

    static SavedPlace Nothing(Reason reason, string detail) => new(null, new Failure(reason, Stage.Head, detail));
}
