namespace Swarm.Hocon.Resolving;

/// <summary>Collects the members of one resolved object; what is set later stands above.</summary>
internal struct MemberBuilder(int capacity)
{
    readonly Members<HoconValue> _members = new(capacity);
    Dictionary<string, IReadOnlyList<string>>? _comments;

    public void AddAll(HoconObject lower)
    {
        var members = lower.Members;
        for (var i = 0; i < members.Count; i++)
            Set(members.NameAt(i), members.ValueAt(i), lower.CommentsOf(members.NameAt(i)));
    }

    /// <summary>Objects merge with those that are there.</summary>
    public void MergeAll(HoconObject upper, Joiner joiner)
    {
        var members = upper.Members;
        for (var i = 0; i < members.Count; i++)
        {
            var (name, value) = (members.NameAt(i), members.ValueAt(i));
            if (value is HoconObject above && _members.Find(name) is HoconObject below)
                value = joiner.Merge(above, below);
            Set(name, value, upper.CommentsOf(name));
        }
    }

    public void Set(string name, HoconValue value, IReadOnlyList<string>? comments)
    {
        _members.Set(name, value);
        if (comments is { Count: > 0 })
            (_comments ??= [])[name] = comments;
    }

    public readonly HoconObject Build(HoconOrigin origin) => Joiner.Check(new HoconObject(_members, _comments, origin));
}
