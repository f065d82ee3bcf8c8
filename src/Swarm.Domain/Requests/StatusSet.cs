using System.Globalization;
using System.Runtime.InteropServices;

namespace Swarm.Domain.Requests;

/// <summary>A set of HTTP statuses, written <c>400-599 !404</c>: numbers and ranges, <c>!</c> takes away.</summary>
public sealed class StatusSet : IEquatable<StatusSet>
{
    readonly bool[] _members = new bool[600];
    readonly string _text;

    StatusSet(string text) => _text = text;

    public bool Contains(int status) => (uint)status < (uint)_members.Length && _members[status];

    /// <exception cref="FormatException">Names the part that is no status.</exception>
    public static StatusSet Parse(string text)
    {
        var set = new StatusSet(text);
        foreach (var part in text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            set.Put(part, part.TrimStart('!'), member: part[0] != '!');
        return set;
    }

    void Put(string part, string range, bool member)
    {
        var cut = range.IndexOf('-', StringComparison.Ordinal);
        if (!Status(cut < 0 ? range : range[..cut], out var first) || !Status(cut < 0 ? range : range[(cut + 1)..], out var last) || last < first)
            throw new FormatException($"'{part}' is no status between 100 and 599, nor a range such as 500-599");
        for (var status = first; status <= last; status++) _members[status] = member;
    }

    static bool Status(string text, out int status) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out status) && status is >= 100 and <= 599;

    public bool Equals(StatusSet? other) => other is not null && _members.AsSpan().SequenceEqual(other._members);

    public override bool Equals(object? obj) => Equals(obj as StatusSet);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(_members.AsSpan()));
        return hash.ToHashCode();
    }

    public override string ToString() => _text;
}
