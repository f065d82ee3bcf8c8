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
        var evaluation = layer.Evaluation;
        if (evaluation.Result.Known)
            return evaluation.Result.Value;
        CountStep(layer.Value.Origin);
        var (state, entry, cycles) = (evaluation.State, evaluation.Entry, _cycles);
        evaluation.Entry = new Entry(_hidden, _active.Count);
        var value = layer.Value switch
        {
            ObjectNode node => EvaluateOpen(layer, node, LowerOf(layer) as HoconObject),
            ArrayNode array => EvaluateOpen(layer, array),
            Append append => EvaluateHidden(layer, append),
            var other => OnTopOfLower(layer, EvaluateHidden(layer, other)),
        };
        (evaluation.State, evaluation.Entry) = (state, entry);
        // A cycle may have led here a second time: the first result counts, so that all who refer to it agree.
        if (evaluation.Result.Known)
            return evaluation.Result.Value;
        if (value is not null || cycles == _cycles)
            evaluation.Result = new Memo(true, value);
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
        layer.Evaluation.State = LayerState.Open;
        return node is ObjectNode fields ? EvaluateObject(fields, lower) : Evaluate(node)!;
    }

    HoconObject EvaluateObject(ObjectNode node, HoconObject? lower)
    {
        var fields = node.Fields;
        var members = new MemberBuilder((lower?.Count ?? 0) + fields.Count);
        if (lower is not null)
            _joiner.AddAll(ref members, lower);
        for (var i = 0; i < fields.Count; i++)
        {
            var layer = fields.ValueAt(i);
            if (Evaluate(layer) is { } value)
                members.Set(layer.Name, value, layer.Comments);
        }
        return members.Build(node.Origin);
    }

    HoconValue[] EvaluateAll(IReadOnlyList<INode> elements)
    {
        CountStep(default);
        var values = new HoconValue[elements.Count];
        var count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (Evaluate(elements[i]) is { } value)
                values[count++] = value;
        }
        return count == values.Length ? values : values[..count];
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
        HoconObject upper when LowerOf(layer) is HoconObject lower => _joiner.Merge(upper, lower),
        _ => value,
    };

    /// <summary>What this layer stands on: the layer below, or the same member of what its object stands on.</summary>
    HoconValue? LowerOf(Layer layer)
    {
        var evaluation = layer.Evaluation;
        if (evaluation.Lower.Known)
            return evaluation.Lower.Value;
        var cycles = _cycles;
        var lower = layer.Below is null ? LowerMember(layer.Owner, layer.Name) : EvaluateHidden(layer, layer.Below);
        if (lower is not null || cycles == _cycles)
            evaluation.Lower = new Memo(true, lower);
        return lower;
    }

    HoconValue? LowerMember(ObjectNode node, string name) =>
        node.Holder is { } holder && (holder.State != LayerState.Hidden || holder.Evaluation.Lower.Known)
            ? (LowerOf(holder) as HoconObject)?.Members.Find(name)
            : null;

    HoconValue? EvaluateHidden(Layer layer, Layer below)
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
        layer.Evaluation.State = LayerState.Hidden;
        return state;
    }

    void Show(Layer layer, LayerState state)
    {
        if (state != LayerState.Hidden && layer.CanLookBack)
            _hidden--;
        layer.Evaluation.State = state;
    }

    void CountStep(HoconOrigin origin)
    {
        if (++_steps > MaxSteps || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw new HoconException(origin, null, "substitutions refer to each other too often or too deeply");
    }
}
