using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Swarm.Domain.Crawling.Traps;

/// <summary>Pages that belong together, and how new the latest of them were.</summary>
sealed class Family(FamilyName name)
{
    /// <summary>Neighbours are alike when one in so many of the latest pages is: pages of one template may come near to a few of many by chance.</summary>
    const int AlikeOneIn = 10;

    /// <summary>Pages with too little text to be compared count as new up to this many times the grace, if their bytes differ.</summary>
    const int TextlessGrace = 10;

    /// <summary>Fewer pages prove nothing.</summary>
    const int FewestToThrive = 10;

    readonly List<ulong> _latest = [];
    readonly List<bool> _isNew = [];
    int _next;
    int _newOfLatest;
    long _textless;

    public string Name => name.Name;

    public long Pages { get; private set; }

    public long New { get; private set; }

    public long LastSeen { get; set; }

    /// <summary>Half of its latest pages at least were new.</summary>
    public bool IsThriving => _latest.Count >= FewestToThrive && _newOfLatest * 2 >= _latest.Count;

    public void Saw(bool isRepeated, ulong likeness, NoveltyOptions options)
    {
        var isNew = !isRepeated && (likeness == 0 ? ++_textless <= (long)TextlessGrace * options.Grace : !IsAlike(likeness, options.AlikeWithin));
        Pages++;
        New += isNew ? 1 : 0;
        _newOfLatest += isNew ? 1 : 0;
        if (_latest.Count < Window(options))
        {
            _latest.Add(likeness);
            _isNew.Add(isNew);
            return;
        }

        _newOfLatest -= _isNew[_next] ? 1 : 0;
        (_latest[_next], _isNew[_next]) = (likeness, isNew);
        _next = (_next + 1) % _latest.Count;
    }

    /// <summary>Why no more of it is wanted, or null.</summary>
    public string? Starves(NoveltyOptions options)
    {
        if (options.Grace <= 0 || Pages < (long)options.Grace * name.Scale || _latest.Count < Window(options)) return null;
        return _newOfLatest >= options.Least * _latest.Count ? null
            : string.Create(CultureInfo.InvariantCulture, $"novelty: of the latest {_latest.Count} pages of {Name} {_newOfLatest} were new");
    }

    public void Save(BinaryWriter to)
    {
        to.Write(Name);
        to.Write7BitEncodedInt(name.Scale);
        to.Write7BitEncodedInt64(Pages);
        to.Write7BitEncodedInt64(New);
        to.Write7BitEncodedInt64(_textless);
        to.Write7BitEncodedInt(_next);
        to.Write7BitEncodedInt(_latest.Count);
        foreach (var likeness in _latest) to.Write(likeness);
        foreach (var isNew in _isNew) to.Write(isNew);
    }

    public static Family Load(BinaryReader from)
    {
        var family = new Family(new FamilyName(from.ReadString(), from.Read7BitEncodedInt()))
        {
            Pages = from.Read7BitEncodedInt64(),
            New = from.Read7BitEncodedInt64(),
            _textless = from.Read7BitEncodedInt64(),
            _next = from.Read7BitEncodedInt(),
        };
        for (var left = from.Read7BitEncodedInt(); left > 0; left--) family._latest.Add(from.ReadUInt64());
        for (var left = family._latest.Count; left > 0; left--) family._isNew.Add(from.ReadBoolean());
        family._newOfLatest = family._isNew.Count(isNew => isNew);
        if (family._next >= family._latest.Count) family._next = 0;
        return family;
    }

    int Window(NoveltyOptions options) => Math.Max(1, options.Window) * name.Scale;

    bool IsAlike(ulong likeness, int within)
    {
        var wanted = Math.Max(1, _latest.Count / AlikeOneIn);
        foreach (var other in CollectionsMarshal.AsSpan(_latest))
            if (other != 0 && BitOperations.PopCount(other ^ likeness) <= within && --wanted == 0) return true;
        return false;
    }
}
