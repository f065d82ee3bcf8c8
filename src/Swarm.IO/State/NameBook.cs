using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Naming;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>Gives names, one each. A folder beats a file; of two files, what they are decides, never who came first.</summary>
sealed class NameBook(Database database, ItemTable items, ClaimTable claims)
{
    const int CachedFolders = 8192;

    readonly HashSet<string> _folders = [];
    readonly Statement _folder = database.Prepare("INSERT INTO folder VALUES (?1, ?2, ?3)");
    readonly Statement _findFolder = database.Prepare("SELECT * FROM folder WHERE key = ?1");
    readonly Statement _put = database.Prepare("REPLACE INTO name VALUES (?1, ?2, ?3, ?4)");
    readonly Statement _find = database.Prepare("SELECT * FROM name WHERE id = ?1");
    bool _any = database.Scalar("SELECT EXISTS (SELECT 1 FROM name)") == 1;

    /// <summary>The file a bundle goes to, or null where not yet known.</summary>
    public string? PathOf(in Item item)
    {
        if (!_any || !_find.Bind(1, item.Id).Step()) return item.Natural;
        _find.Verify(3, "name");
        var path = _find.Text(2);
        _find.Reset();
        return path;
    }

    /// <summary>Claims the folders above a path; files that stood in their way are moved to other names.</summary>
    public void ClaimFolders(string path, List<Displacement> displaced)
    {
        var end = path.LastIndexOf('/');
        if (end < 0 || _folders.GetAlternateLookup<ReadOnlySpan<char>>().Contains(path.AsSpan(0, end))) return;
        if (_folders.Count > CachedFolders) _folders.Clear();
        foreach (var folder in NameRules.Folders(path))
            if (_folders.Add(folder)) ClaimFolder(folder, displaced);
    }

    /// <summary>Finds a name for a contender, which may push others to other names. Null: a bundle of the same identity, <paramref name="twin"/>, is there already.</summary>
    public string? Place(Contender newcomer, bool isNamedLate, List<Displacement> displaced, out long twin)
    {
        twin = 0;
        var (claimant, first) = (newcomer, displaced.Count);
        string? from = null;
        while (true)
        {
            var (key, holder) = Probe(claimant.Path);
            if (holder is null) claims.TryInsert(key, claimant.Id);
            var rival = holder is null or 0 || holder == claimant.Id ? null : Load(holder.Value);
            if (rival is not null && rival.Identity == claimant.Identity)
            {
                twin = rival.Id;
                return null;
            }

            if (holder == 0 || rival?.Beats(claimant) == true)
            {
                claimant = claimant.Next();
                continue;
            }

            if (rival is not null) claims.Update(key, claimant.Id);
            Write(claimant, isNamedLate || from is not null);
            if (from is null) newcomer = claimant;
            else displaced.Insert(first, new Displacement(claimant.Id, from, claimant.Path)); // who went last must make room first
            if (rival is null) return newcomer.Path;
            (from, claimant) = (rival.Path, rival.Next());
        }
    }

    /// <summary>A name for a bundle whose response gave it: the same as if it had been known from the start.</summary>
    public string ClaimLate(Item item, string natural, List<Displacement> displaced)
    {
        if (_any && _find.Bind(1, item.Id).Step())
        {
            var (before, path) = (_find.Text(1), _find.Text(2)!);
            _find.Reset();
            if (before == natural) return path;
        }

        ClaimFolders(natural, displaced);
        return Place(new Contender(item, natural), isNamedLate: true, displaced, out _)
            ?? throw StateException.Damaged(database.Path, $"bundle {item.Id} is there twice");
    }

    /// <summary>A name of the same type that nobody has or will ask for, in no folder that could be lacking.</summary>
    public string Detour(long id, string path)
    {
        var dot = path.LastIndexOf('.');
        var extension = dot > path.LastIndexOf('/') && path.Length - dot <= 11 ? path[dot..] : "";
        for (var tries = 0; ; tries++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"~{id}-{tries}{extension}");
            if (Probe(name).Holder is null) return name;
        }
    }

    /// <summary>For a bundle without a name: false where its identity is known, as that of <paramref name="twin"/>.</summary>
    public bool TryClaimIdentity(long id, Bundle bundle, out long twin)
    {
        twin = 0;
        var identity = Contender.IdentityOf(bundle);
        for (var key = unchecked((long)SipHash.Of(identity)); ; key = unchecked(key + 1))
        {
            if (claims.TryInsert(key, -id)) return true;
            if (claims.Find(key) is not ({ } holder and < 0) || Contender.IdentityOf(items.Read(-holder).Bundle) != identity) continue;
            twin = -holder;
            return false;
        }
    }

    /// <summary>The bundle without a natural name that has this identity, or null.</summary>
    public Item? FindIdentity(string identity)
    {
        for (var key = unchecked((long)SipHash.Of(identity)); claims.Find(key) is { } holder; key = unchecked(key + 1))
            if (holder < 0 && items.Read(-holder) is var item && Contender.IdentityOf(item.Bundle) == identity) return item;
        return null;
    }

    /// <summary>Claims anew what the bundles from <paramref name="low"/> on had claimed before a crash.</summary>
    public void Restore(long low)
    {
        using var rows = database.PrepareOnce("SELECT * FROM item WHERE id >= ?1 ORDER BY id");
        rows.Bind(1, low);
        while (rows.Step()) Restore(items.Take(rows, reset: false));
    }

    void Restore(in Item item)
    {
        if (item.Natural is null) TryClaimIdentity(item.Id, item.Bundle, out _);
        if (PathOf(item) is not { } path) return;
        var (key, holder) = Probe(path);
        if (holder is null) claims.TryInsert(key, item.Id);
    }

    void ClaimFolder(string path, List<Displacement> displaced)
    {
        var (key, holder) = Probe(path);
        if (holder == 0) return;
        if (holder is null) claims.TryInsert(key, 0);
        else claims.Update(key, 0);
        _folder.Bind(1, key).Bind(2, path).BindSum(3).Run();
        if (holder is null) return;
        var rival = Load(holder.Value);
        var to = Place(rival.Next(), isNamedLate: true, displaced, out _) ?? throw StateException.Damaged(database.Path, $"bundle {rival.Id} is there twice");
        displaced.Add(new Displacement(rival.Id, rival.Path, to));
    }

    /// <summary>The row that holds a path, or the free one that would.</summary>
    (long Key, long? Holder) Probe(string path)
    {
        for (var key = unchecked((long)NameRules.Key(path)); ; key = unchecked(key + 1))
        {
            var holder = claims.Find(key);
            if (holder is null || (holder == 0 ? NameRules.Same(FolderAt(key), path) : holder > 0 && NameRules.Same(Load(holder.Value).Path, path)))
                return (key, holder);
        }
    }

    string FolderAt(long key)
    {
        if (!_findFolder.Bind(1, key).Step()) throw StateException.Damaged(database.Path, "a folder's name is missing");
        _findFolder.Verify(2, "folder");
        var path = _findFolder.Text(1)!;
        _findFolder.Reset();
        return path;
    }

    Contender Load(long id)
    {
        var item = items.Read(id);
        if (!_any || !_find.Bind(1, id).Step()) return new Contender(item, item.Natural ?? "");
        _find.Verify(3, "name");
        var contender = new Contender(item, _find.Text(1)!) { Path = _find.Text(2)! };
        _find.Reset();
        return contender;
    }

    void Write(Contender contender, bool always)
    {
        if (!always && contender.Path == contender.Natural) return;
        _put.Bind(1, contender.Id).Bind(2, contender.Natural).Bind(3, contender.Path).BindSum(4).Run();
        _any = true;
    }
}
