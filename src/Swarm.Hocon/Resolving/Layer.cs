using System.Runtime.InteropServices;

namespace Swarm.Hocon.Resolving;

/// <summary>
/// One assignment to a field, above those it overrides. A value that hides all others (a scalar, an array) has nothing below.
/// states: idle → hidden (what it stands on is being evaluated: lookups see the layers below) → open (its members are) → idle, done.
/// </summary>
internal sealed class Layer(ObjectNode owner, string name, INode value, Layer? below)
{
    Evaluation? _evaluation;

    public ObjectNode Owner => owner;

    public string Name => name;

    public INode Value => value;

    public Layer? Below => below;

    public IReadOnlyList<string>? Comments { get; set; }

    /// <summary>A self-reference here may find an older value.</summary>
    public bool CanLookBack => below is not null || owner.Holder is { CanLookBack: true };

    public LayerState State => _evaluation?.State ?? LayerState.Idle;

    public bool IsDone => _evaluation is { Result.Known: true };

    public Evaluation Evaluation => _evaluation ??= new Evaluation();
}

internal enum LayerState
{
    Idle,
    Hidden,
    Open,
}

/// <summary>How far the evaluation of a layer has come.</summary>
internal sealed class Evaluation
{
    public LayerState State { get; set; }

    /// <summary>What was under way when evaluation last entered the layer.</summary>
    public Entry Entry { get; set; }

    public Memo Result { get; set; }

    /// <summary>What the layer stands on.</summary>
    public Memo Lower { get; set; }
}

/// <summary>How many layers that can look back were hidden, and how many substitutions were being followed.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Entry(int Hidden, int Active);

/// <summary>A value once it is known; known and null is "undefined".</summary>
internal readonly record struct Memo(bool Known, HoconValue? Value);

/// <summary>An object whose fields are merged, but not evaluated.</summary>
internal sealed class ObjectNode(Layer? holder, HoconOrigin origin, int capacity = 0) : INode
{
    /// <summary>The layer that has this object as its value; null for the root and for objects in arrays and concatenations.</summary>
    public Layer? Holder { get; set; } = holder;

    public HoconOrigin Origin { get; set; } = origin;

    public Members<Layer> Fields { get; } = new(capacity);
}

/// <summary><c>+=</c>: elements behind those of the older value.</summary>
internal sealed class Append(List<INode> elements, HoconOrigin origin) : INode
{
    public HoconOrigin Origin => origin;

    public List<INode> Elements => elements;
}
