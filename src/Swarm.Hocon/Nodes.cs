namespace Swarm.Hocon;

/// <summary>A part of a tree that is not resolved yet. Scalars are the same before and after.</summary>
internal interface INode
{
    HoconOrigin Origin { get; }
}

/// <summary>An object as written: fields and includes in their order, nothing merged.</summary>
internal sealed class ObjectSyntax(HoconOrigin origin) : INode
{
    public HoconOrigin Origin => origin;

    public List<FieldSyntax> Fields { get; } = [];
}

/// <summary>One field, or with a null path an include whose value is the included root object.</summary>
internal sealed class FieldSyntax(string[]? path, INode value, bool append = false)
{
    public string[]? Path => path;

    public INode Value => value;

    public bool Append => append;

    public IReadOnlyList<string>? Comments { get; set; }
}

internal sealed class ArrayNode(IReadOnlyList<INode> elements, HoconOrigin origin) : INode
{
    public HoconOrigin Origin => origin;

    public IReadOnlyList<INode> Elements => elements;
}

/// <summary>Values side by side on one line; unquoted whitespace between them is a part of its own.</summary>
internal sealed class Concatenation(IReadOnlyList<INode> parts, HoconOrigin origin) : INode
{
    public HoconOrigin Origin => origin;

    public IReadOnlyList<INode> Parts => parts;
}

/// <summary>Unquoted whitespace between two values: part of a string, nothing between objects or arrays.</summary>
internal sealed class Gap(string text, HoconOrigin origin) : INode
{
    public HoconOrigin Origin => origin;

    public string Text => text;
}

/// <summary><c>${path}</c> or <c>${?path}</c>; inside an included file, <paramref name="prefix"/> is where the include stands.</summary>
internal sealed class Substitution(string[] path, string[] prefix, bool optional, bool list, HoconOrigin origin) : INode
{
    public HoconOrigin Origin => origin;

    public string[] Path => path;

    public string[] Prefix => prefix;

    public bool Optional => optional;

    /// <summary>Written with the suffix <c>[]</c>: the environment is asked for NAME_0, NAME_1 and so on.</summary>
    public bool List => list;

    public override string ToString() => (optional ? "${?" : "${") + Clip(HoconPath.Render(path)) + (list ? "[]}" : "}");

    static string Clip(string text) => text.Length <= 100 ? text : string.Concat(text.AsSpan(0, 100), "…");
}
