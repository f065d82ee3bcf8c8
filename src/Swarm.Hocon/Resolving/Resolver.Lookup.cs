namespace Swarm.Hocon.Resolving;

internal sealed partial class Resolver
{
    HoconValue? Evaluate(Substitution substitution)
    {
        CountStep(substitution.Origin);
        var cycles = _cycles;
        var chain = _active.Count;
        _active.Add(substitution);
        var value = Find(substitution) ?? FromEnvironment(substitution);
        _active.RemoveAt(chain);
        if (value is not null || substitution.Optional)
            return value;
        var problem = cycles == _cycles ? "is not defined" : $"is part of a cycle: {DescribeCycle(substitution)}";
        throw new HoconException(substitution.Origin, null, $"{substitution} {problem}");
    }

    HoconValue? Find(Substitution substitution) =>
        substitution.Prefix.Length > 0 && Find(root, [.. substitution.Prefix, .. substitution.Path]) is { } near
            ? near
            : Find(root, substitution.Path);

    HoconValue? Find(ObjectNode node, ReadOnlySpan<string> path)
    {
        Layer? hidden = null;
        for (var layer = node.Fields.Find(path[0]); layer is not null; layer = layer.Below)
        {
            if (layer.State != LayerState.Hidden)
                return path.Length == 1 ? FindEnd(layer) : FindThrough(layer, path[1..]);
            hidden = layer;
        }
        if (LowerMember(node, path[0]) is { } lower)
            return Descend(lower, path[1..]);
        if (hidden is null)
            return null;
        return path.Length == 1 ? BreakCycle(hidden) : FindAhead(node.Fields.Find(path[0]), path[1..]);
    }

    HoconValue? FindEnd(Layer layer) =>
        layer.State == LayerState.Idle || layer.IsDone ? Evaluate(layer) : BreakCycle(layer);

    /// <summary>Evaluates a field again if another one on the way here can look back by now: that breaks the cycle there.</summary>
    HoconValue? BreakCycle(Layer layer)
    {
        _cycles++;
        _cycleStart = layer.Evaluation.Entry.Active;
        return _hidden > layer.Evaluation.Entry.Hidden ? Evaluate(layer) : null;
    }

    HoconValue? FindThrough(Layer layer, ReadOnlySpan<string> path) => layer.Value switch
    {
        ObjectNode node => Find(node, path),
        ArrayNode or HoconScalar => null,
        _ => Descend(Evaluate(layer), path),
    };

    /// <summary>Where nothing older is, members beside what is being evaluated are seen: <c>a = ${b} { x = 1, y = ${a.x} }</c>.</summary>
    HoconValue? FindAhead(Layer? top, ReadOnlySpan<string> path)
    {
        for (var layer = top; layer is not null; layer = layer.Below)
        {
            if (layer.Value is ObjectNode node && node.Fields.Find(path[0]) is not null)
                return Find(node, path);
            if (layer.Value is Concatenation { Parts: var parts } && LastWith(parts, path[0]) is { } part)
                return Find(part, path);
        }
        return null;
    }

    static ObjectNode? LastWith(IReadOnlyList<INode> parts, string name)
    {
        for (var i = parts.Count - 1; i >= 0; i--)
        {
            if (parts[i] is ObjectNode part && part.Fields.Find(name) is not null)
                return part;
        }
        return null;
    }

    static HoconValue? Descend(HoconValue? value, ReadOnlySpan<string> path) =>
        path.Length == 0 ? value : (value as HoconObject)?.Find(path);

    HoconValue? FromEnvironment(Substitution substitution)
    {
        var name = string.Join('.', substitution.Path);
        if (name.Length == 0 || name.AsSpan().ContainsAny('=', '\0'))
            return null;
        return substitution.List ? ListFromEnvironment(name, substitution.Origin) : Variable(name);
    }

    HoconArray? ListFromEnvironment(string name, HoconOrigin origin)
    {
        var elements = new List<HoconValue>();
        while (Variable($"{name}_{elements.Count}") is { } element)
            elements.Add(element);
        return elements.Count > 0 ? _joiner.Array([.. elements], origin) : null;
    }

    HoconScalar? Variable(string name) =>
        environment(name) is { } text ? new HoconScalar(text, HoconKind.String, HoconOrigin.Named($"environment variable {name}")) : null;

    string DescribeCycle(Substitution last)
    {
        var chain = _active.GetRange(Math.Min(_cycleStart, _active.Count), _active.Count - Math.Min(_cycleStart, _active.Count));
        chain.Add(last);
        const int Shown = 12;
        var more = chain.Count > Shown ? $" → … ({chain.Count - Shown} more)" : "";
        return string.Join(" → ", chain.Take(Shown).Select(s => $"{s} ({s.Origin})")) + $"{more} → {chain[0]}";
    }
}
