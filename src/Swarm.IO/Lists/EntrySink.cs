using Swarm.Domain;
using Swarm.Domain.Lists;
using Swarm.IO.Lists.Globs;

namespace Swarm.IO.Lists;

/// <summary>Takes what the lines of a list say, as bundles or faults, and gives it out one entry at a time; patterns are expanded as they are given out.</summary>
sealed class EntrySink(ListTargets targets, bool glob)
{
    readonly Queue<Item> _items = new();
    long _expanded;
    long _drop;

    /// <summary>Named in faults.</summary>
    internal string Source { get; set; } = "";

    /// <summary>Where relative names lead.</summary>
    internal ListTargets Targets => targets;

    internal bool Any => _items.Count > 0;

    /// <summary>The first entries were given out by an earlier run.</summary>
    internal void Drop(long entries) => _drop = entries;

    internal void Fault(long line, string message) => _items.Enqueue(new Item(null, new ListFault(Source, line, message), null, line));

    /// <summary>All that lines up to this one said has been added.</summary>
    internal void Covered(long line) => _items.Enqueue(new Item(null, null, null, line));

    internal void Add(string url, long line) => Add(url, line, null);

    /// <param name="dress">Gives the bundle what the list says besides its URL.</param>
    internal void Add(string url, long line, Func<WebUrl, Bundle>? dress)
    {
        if (glob && GlobPattern.IsOne(url))
        {
            if (!GlobPattern.TryParse(url, out var pattern, out var why)) Fault(line, $"{Shown(url)}: {why}; write \\[ or \\{{ for the character itself");
            // Where the first is no URL, the others won't be either: told once.
            else if (!targets.TryFind(pattern[0], out _, out why)) Fault(line, why);
            else _items.Enqueue(new Item(null, null, new Expansion(pattern, dress), line));
        }
        else if (targets.TryFind(url, out var target, out var fault)) _items.Enqueue(new Item(target.Dressed(dress), null, null, line));
        else Fault(line, fault);
    }

    /// <summary>True where the next thing is no entry but a line fully covered.</summary>
    internal bool TakeCovered(out long line)
    {
        var item = _items.Peek();
        line = item.Line;
        if (!item.IsCovered) return false;
        _items.Dequeue();
        return true;
    }

    /// <summary>The next entry; false where it was given out before.</summary>
    internal bool TryTake(out ListEntry entry)
    {
        var item = _items.Peek();
        if (item.Expansion is { } expansion) return TryExpand(expansion, item.Line, out entry);
        _items.Dequeue();
        entry = new ListEntry(item.Bundle, item.Fault);
        if (_drop == 0) return true;
        _drop--;
        return false;
    }

    /// <summary>Text of a list as faults show it: not more than fits a line.</summary>
    internal static string Shown(string text) => text.Length <= 200 ? $"'{text}'" : $"'{text.AsSpan(0, 200)}…'";

    bool TryExpand(Expansion expansion, long line, out ListEntry entry)
    {
        entry = default;
        var dropped = Math.Min(_drop, expansion.Pattern.Count - _expanded);
        (_expanded, _drop) = (_expanded + dropped, _drop - dropped);
        var any = _expanded < expansion.Pattern.Count;
        if (any)
        {
            var good = targets.TryFind(expansion.Pattern[_expanded++], out var target, out var fault);
            entry = good ? new ListEntry(target.Dressed(expansion.Dress), null) : new ListEntry(null, new ListFault(Source, line, fault));
        }
        if (_expanded == expansion.Pattern.Count)
        {
            _items.Dequeue();
            _expanded = 0;
        }
        return any;
    }

    sealed record Expansion(GlobPattern Pattern, Func<WebUrl, Bundle>? Dress);

    readonly record struct Item(Bundle? Bundle, ListFault? Fault, Expansion? Expansion, long Line)
    {
        internal bool IsCovered => Bundle is null && Fault is null && Expansion is null;
    }
}
