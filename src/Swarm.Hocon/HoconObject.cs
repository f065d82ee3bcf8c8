using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Swarm.Hocon;

/// <summary>A resolved object: members by name, in the order of their first mention; lookups by path expression.</summary>
public sealed class HoconObject : HoconValue, IReadOnlyDictionary<string, HoconValue>
{
    readonly Members<HoconValue> _members;
    readonly Dictionary<string, IReadOnlyList<string>>? _comments;

    internal HoconObject(Members<HoconValue> members, Dictionary<string, IReadOnlyList<string>>? comments, HoconOrigin origin)
        : base(origin)
    {
        _members = members;
        _comments = comments;
        long size = 2;
        for (var i = 0; i < members.Count; i++)
        {
            var value = members.ValueAt(i);
            Depth = Math.Max(Depth, value.Depth + 1);
            size += members.NameAt(i).Length + value.Size;
        }
        Size = size;
    }

    public override HoconKind Kind => HoconKind.Object;

    public int Count => _members.Count;

    public IEnumerable<string> Keys => this.Select(m => m.Key);

    public IEnumerable<HoconValue> Values => this.Select(m => m.Value);

    internal override int Depth { get; }

    internal override long Size { get; }

    internal Members<HoconValue> Members => _members;

    public HoconValue this[string key] => _members.Find(key) ?? throw new KeyNotFoundException($"{Origin}: no member '{key}'");

    public bool ContainsKey(string key) => _members.Find(key) is not null;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out HoconValue value) => (value = _members.Find(key)) is not null;

    /// <summary>The value at a path expression such as <c>swarm.strategy.delay</c> or <c>hosts."example.org".slots</c>.</summary>
    public bool TryGet(string path, [MaybeNullWhen(false)] out HoconValue value) => (value = Find(HoconPath.Parse(path))) is not null;

    /// <summary>The comments that stand with a member; empty unless they were kept when the text was parsed.</summary>
    public IReadOnlyList<string> CommentsOf(string key) =>
        _comments is not null && _comments.TryGetValue(key, out var comments) ? comments : [];

    public IEnumerator<KeyValuePair<string, HoconValue>> GetEnumerator()
    {
        for (var i = 0; i < _members.Count; i++)
            yield return new(_members.NameAt(i), _members.ValueAt(i));
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal HoconValue? Find(ReadOnlySpan<string> path)
    {
        HoconValue? current = this;
        foreach (var name in path)
        {
            if (current is not HoconObject step || (current = step._members.Find(name)) is null)
                return null;
        }
        return current;
    }

    /// <summary>The members with whole numbers as names, by number; null when there are none.</summary>
    internal HoconValue[]? ToArray()
    {
        SortedDictionary<int, HoconValue>? byIndex = null;
        foreach (var (name, value) in this)
        {
            if (!name.Contains('\0') && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                (byIndex ??= [])[index] = value;
        }
        return byIndex is null ? null : [.. byIndex.Values];
    }
}
