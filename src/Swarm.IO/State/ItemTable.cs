using Swarm.Domain;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>A bundle as it was added. <see cref="Natural"/> is null where only its response can name it.</summary>
readonly record struct Item(long Id, Bundle Bundle, KnownOrigin Origin, string? Natural);

/// <summary>Bundles in list order; only ever appended to.</summary>
sealed class ItemTable(Database database, OriginTable origins)
{
    /// <summary>Stands for "no name yet": no path begins so. Null stands for host and target as they are in the URL, the usual case.</summary>
    const string Unnamed = "/";

    readonly BundleText _extra = new();
    readonly Statement _insert = database.Prepare("INSERT INTO item VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    readonly Statement _delete = database.Prepare("DELETE FROM item WHERE id = ?1");
    readonly Statement _read = database.Prepare("SELECT * FROM item WHERE id = ?1");

    public void Insert(long id, Bundle bundle, KnownOrigin origin, string? natural)
    {
        var href = bundle.Url.Href;
        var target = href.StartsWith(origin.Text, StringComparison.Ordinal) ? href.AsSpan(origin.Text.Length) : href;
        _insert.Bind(1, id).Bind(2, origin.Id).Bind(3, -(long)bundle.Priority).Bind(4, target);
        if (natural is null) _insert.Bind(5, Unnamed);
        else if (IsUsual(natural, origin, target)) _insert.Null(5);
        else _insert.Bind(5, natural);
        _insert.Bind(6, _extra.Write(bundle)).BindSum(7).Run();
    }

    public void Delete(long id) => _delete.Bind(1, id).Run();

    public Item Read(long id)
    {
        if (!_read.Bind(1, id).Step()) throw StateException.Damaged(database.Path, $"bundle {id} is missing");
        return Take(_read, reset: true);
    }

    /// <summary>The item in a statement's first seven columns.</summary>
    public Item Take(Statement row, bool reset)
    {
        row.Verify(6, "item");
        var (id, origin, rank, target) = (row.Int64(0), origins.Of(row.Int32(1)), row.Int64(2), row.Text(3)!);
        var href = target.StartsWith('/') ? origin.Text + target : target;
        var natural = row.IsNull(4) ? origin.NameHead + target : row.Text(4);
        var bundle = BundleText.Read(href, (int)-rank, row.Utf8(5));
        if (reset) row.Reset();
        return new Item(id, bundle, origin, natural == Unnamed ? null : natural);
    }

    static bool IsUsual(string natural, KnownOrigin origin, ReadOnlySpan<char> target) =>
        natural.Length == origin.NameHead.Length + target.Length && natural.StartsWith(origin.NameHead, StringComparison.Ordinal)
        && natural.AsSpan(origin.NameHead.Length).SequenceEqual(target) && target.StartsWith('/');
}
