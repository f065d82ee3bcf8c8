using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Swarm.Hocon;

/// <summary>A resolved object: members by name, in the order of their first mention; lookups by path expression.</summary>
public sealed class HoconObject : HoconValue, IReadOnlyDictionary<string, HoconValue>
{
    readonly OrderedDictionary<string, HoconValue> _members;
    readonly Dictionary<string, IReadOnlyList<string>>? _comments;

    internal HoconObject(
        OrderedDictionary<string, HoconValue> members, Dictionary<string, IReadOnlyList<string>>? comments, HoconOrigin origin)
        : base(origin)
    {
        _members = members;
        _comments = comments;
        var depth = 0;
        long size = 2;
        foreach (var (name, value) in members)
        {
            depth = Math.Max(depth, value.Depth + 1);
            size += name.Length + value.Size;
        }
        Depth = depth;
        Size = size;
    }

    public override HoconKind Kind => HoconKind.Object;

    public int Count => _members.Count;

    public IEnumerable<string> Keys => _members.Keys;

    public IEnumerable<HoconValue> Values => _members.Values;

    internal override int Depth { get; }

    internal override long Size { get; }

    public HoconValue this[string key] => _members[key];

    public bool ContainsKey(string key) => _members.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out HoconValue value) => _members.TryGetValue(key, out value);

    /// <summary>The value at a path expression such as <c>swarm.strategy.delay</c> or <c>hosts."example.org".slots</c>.</summary>
    public bool TryGet(string path, [MaybeNullWhen(false)] out HoconValue value) => TryGet(HoconPath.Parse(path), out value);

    /// <summary>The comments that stand with a member; empty unless they were kept when the text was parsed.</summary>
    public IReadOnlyList<string> CommentsOf(string key) =>
        _comments is not null && _comments.TryGetValue(key, out var comments) ? comments : [];

    public IEnumerator<KeyValuePair<string, HoconValue>> GetEnumerator() => _members.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The members with whole numbers as names, by number; null when there are none.</summary>
    internal IReadOnlyList<HoconValue>? ToArray()
    {
        SortedDictionary<int, HoconValue>? byIndex = null;
        foreach (var (name, value) in _members)
        {
            if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
                (byIndex ??= [])[index] = value;
        }
        return byIndex is null ? null : [.. byIndex.Values];
    }

    internal bool TryGet(ReadOnlySpan<string> path, [MaybeNullWhen(false)] out HoconValue value)
    {
        HoconValue current = this;
        foreach (var name in path)
        {
            if (current is not HoconObject step || !step._members.TryGetValue(name, out var next))
            {
                value = null;
                return false;
            }
            current = next;
        }
        value = current;
        return true;
    }
}
