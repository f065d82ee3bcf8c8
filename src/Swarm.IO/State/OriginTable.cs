using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>An origin with its number in the state file.</summary>
sealed record KnownOrigin(int Id, Origin Origin, string Text)
{
    /// <summary>How the usual names begin: the host, with the port where it is not the scheme's own.</summary>
    public string NameHead { get; } = Origin.HasDefaultPort ? Origin.Host : $"{Origin.Host}_{Origin.Port}";
}

/// <summary>Origins by number, and the pace at which each was asked last. Keeps a bounded part in memory.</summary>
sealed class OriginTable(Database database)
{
    const int Cached = 20_000;

    readonly Dictionary<Origin, KnownOrigin> _byOrigin = [];
    readonly Dictionary<int, KnownOrigin> _byId = [];
    readonly Statement _find = database.Prepare("SELECT id FROM origin WHERE text = ?1");
    readonly Statement _add = database.Prepare("INSERT INTO origin VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    readonly Statement _put = database.Prepare("REPLACE INTO origin VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    readonly Statement _read = database.Prepare("SELECT * FROM origin WHERE id = ?1");
    int _last = (int)database.Scalar("SELECT max(id) FROM origin");

    /// <summary>The origin's number; a new one is stored, within the transaction at hand.</summary>
    public KnownOrigin Of(Origin origin)
    {
        if (_byOrigin.TryGetValue(origin, out var known)) return known;
        known = Find(origin);
        if (known is not null) return known;
        known = new KnownOrigin(++_last, origin, origin.ToString());
        Bind(_add, known).Null(5).Null(6).BindSum(7).Run();
        return Keep(known);
    }

    public KnownOrigin? Find(Origin origin)
    {
        if (_byOrigin.TryGetValue(origin, out var known)) return known;
        var text = origin.ToString();
        return _find.Bind(1, text).Scalar() is { } id ? Keep(new KnownOrigin((int)id, origin, text)) : null;
    }

    public KnownOrigin Of(int id)
    {
        if (_byId.TryGetValue(id, out var known)) return known;
        if (!_read.Bind(1, id).Step()) throw StateException.Damaged(database.Path, $"origin {id} is missing");
        _read.Verify(6, "origin");
        var text = _read.Text(1)!;
        _read.Reset();
        return Keep(new KnownOrigin(id, Origin.Parse(text), text));
    }

    public void Remember(Origin origin, PaceMemory pace)
    {
        var known = Of(origin);
        Bind(_put, known).Bind(5, (long)(pace.Concurrency * 1000)).Bind(6, pace.Spacing.Ticks).BindSum(7).Run();
    }

    public PaceMemory? Recall(Origin origin)
    {
        if (Find(origin) is not { } known || !_read.Bind(1, known.Id).Step()) return null;
        _read.Verify(6, "origin");
        var pace = _read.IsNull(4) ? null : new PaceMemory(_read.Int64(4) / 1000.0, new TimeSpan(_read.Int64(5)));
        _read.Reset();
        return pace;
    }

    static Statement Bind(Statement statement, KnownOrigin known) =>
        statement.Bind(1, known.Id).Bind(2, known.Text).Bind(3, known.Origin.Host).Bind(4, known.NameHead);

    KnownOrigin Keep(KnownOrigin known)
    {
        if (_byId.Count >= Cached)
        {
            _byId.Clear();
            _byOrigin.Clear();
        }

        return _byOrigin[known.Origin] = _byId[known.Id] = known;
    }
}
