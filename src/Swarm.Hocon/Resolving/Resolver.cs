using System.Runtime.CompilerServices;

namespace Swarm.Hocon.Resolving;

/// <summary>
/// Evaluates a composed tree. Substitutions look forward to the final value of their path; where that would lead back to the field
/// that is being evaluated, they see the layers below it; where nothing is below, they are undefined.
/// </summary>
internal sealed partial class Resolver(ObjectNode root, Func<string, string?> environment)
{
    const int MaxSteps = 5_000_000;

    readonly List<Substitution> _active = [];
    readonly Joiner _joiner = new();
    int _hidden;
    int _steps;
    int _cycles;
    int _cycleStart;

    public HoconObject Resolve() => EvaluateObject(root, null);

    /// <summary>For arrays as roots: substitutions find nothing but the environment.</summary>
    public HoconValue Resolve(INode node) => Evaluate(node)!;

    /// <summary>The final value of a field as seen from this layer down; null is "undefined".</summary>
    HoconValue? Evaluate(Layer layer)
    {
        if (layer.Value is HoconScalar scalar)
            return scalar;
        if (layer.Result.Known)
            return layer.Result.Value;
        CountStep(layer.Value.Origin);
        var (state, entry, cycles) = (layer.State, layer.Entry, _cycles);
        layer.Entry = new Entry(_hidden, _active.Count);
        var value = layer.Value switch
        {
            ObjectNode node => EvaluateOpen(layer, node, LowerOf(layer) as HoconObject),
            ArrayNode array => EvaluateOpen(layer, array),
            Append append => EvaluateHidden(layer, append),
            var other => OnTopOfLower(layer, EvaluateHidden(layer, other)),
        };
        (layer.State, layer.Entry) = (state, entry);
        // A cycle may have led here a second time: the first result counts, so that all who refer to it agree.
        if (layer.Result.Known)
            return layer.Result.Value;
        if (value is not null || cycles == _cycles)
            layer.Result = new Memo(true, value);
        return value;
    }

    HoconValue? Evaluate(INode node) => node switch
    {
        HoconScalar scalar => scalar,
        ObjectNode fields => EvaluateObject(fields, null),
        ArrayNode array => _joiner.Array(EvaluateAll(array.Elements), array.Origin),
        Substitution substitution => Evaluate(substitution),
        Concatenation parts => _joiner.Join(parts, EvaluateParts(parts)),
        _ => throw new InvalidOperationException($"unexpected {node.GetType().Name}"),
    };

    HoconValue EvaluateOpen(Layer layer, INode node, HoconObject? lower = null)
    {
        layer.State = LayerState.Open;
        return node is ObjectNode fields ? EvaluateObject(fields, lower) : Evaluate(node)!;
    }

    HoconObject EvaluateObject(ObjectNode node, HoconObject? lower)
    {
        var members = new OrderedDictionary<string, HoconValue>((lower?.Count ?? 0) + node.Fields.Count);
        Dictionary<string, IReadOnlyList<string>>? comments = null;
        if (lower is not null)
        {
            foreach (var (name, value) in lower)
            {
                members[name] = value;
                if (lower.CommentsOf(name) is { Count: > 0 } kept)
                    (comments ??= [])[name] = kept;
            }
        }
        foreach (var (name, layer) in node.Fields)
        {
            if (Evaluate(layer) is not { } value)
                continue;
            members[name] = value;
            if (layer.Comments is not null)
                (comments ??= [])[name] = layer.Comments;
        }
        return Joiner.Check(new HoconObject(members, comments, node.Origin));
    }

    List<HoconValue> EvaluateAll(IReadOnlyList<INode> elements)
    {
        CountStep(default);
        var values = new List<HoconValue>(elements.Count);
        foreach (var element in elements)
        {
            if (Evaluate(element) is { } value)
                values.Add(value);
        }
        return values;
    }

    HoconValue?[] EvaluateParts(Concatenation concatenation)
    {
        var values = new HoconValue?[concatenation.Parts.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = concatenation.Parts[i] is Gap ? null : Evaluate(concatenation.Parts[i]);
        return values;
    }

    /// <summary>Undefined leaves the older value as it was; an object merges with an older object.</summary>
    HoconValue? OnTopOfLower(Layer layer, HoconValue? value) => value switch
    {
        null => LowerOf(layer),
        HoconObject upper when LowerOf(layer) is HoconObject lower => Joiner.Merge(upper, lower),
        _ => value,
    };

    /// <summary>What this layer stands on: the layer below, or the same member of what its object stands on.</summary>
    HoconValue? LowerOf(Layer layer)
    {
        if (layer.Lower.Known)
            return layer.Lower.Value;
        var cycles = _cycles;
        var lower = layer.Below is null ? LowerMember(layer.Owner, layer.Name) : EvaluateBelow(layer, layer.Below);
        if (lower is not null || cycles == _cycles)
            layer.Lower = new Memo(true, lower);
        return lower;
    }

    HoconValue? LowerMember(ObjectNode node, string name) =>
        node.Holder is { } holder && (holder.Lower.Known || holder.State != LayerState.Hidden)
            && LowerOf(holder) is HoconObject lower && lower.TryGetValue(name, out var value)
            ? value
            : null;

    HoconValue? EvaluateBelow(Layer layer, Layer below)
    {
        var state = Hide(layer);
        var value = Evaluate(below);
        Show(layer, state);
        return value;
    }

    HoconValue? EvaluateHidden(Layer layer, INode node)
    {
        var state = Hide(layer);
        var value = node is Append append
            ? _joiner.Append(LowerOf(layer), EvaluateAll(append.Elements), append.Origin)
            : Evaluate(node);
        Show(layer, state);
        return value;
    }

    LayerState Hide(Layer layer)
    {
        var state = layer.State;
        if (state != LayerState.Hidden && layer.CanLookBack)
            _hidden++;
        layer.State = LayerState.Hidden;
        return state;
    }

    void Show(Layer layer, LayerState state)
    {
        if (state != LayerState.Hidden && layer.CanLookBack)
            _hidden--;
        layer.State = state;
    }

    void CountStep(HoconOrigin origin)
    {
        if (++_steps > MaxSteps || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new HoconException(origin, null, "substitutions refer to each other too often or too deeply");
    }
}
