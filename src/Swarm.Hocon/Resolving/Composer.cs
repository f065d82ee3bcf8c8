namespace Swarm.Hocon.Resolving;

/// <summary>Merges the fields of documents into one tree of layers, later ones above earlier ones; evaluates nothing.</summary>
internal sealed class Composer(int maxDepth)
{
    readonly List<string> _path = [];
    int _depth;
    int _arrays;
    bool _included;
    bool _inArray;
    string[] _prefix = [];

    public ObjectNode Root { get; } = new(null, default);

    public void Add(ObjectSyntax document)
    {
        Root.Origin = document.Origin;
        Fill(Root, document);
    }

    public INode Compose(INode syntax) => syntax switch
    {
        ObjectSyntax fields => ComposeObject(fields),
        ArrayNode array when All<HoconScalar>(array.Elements) => array,
        ArrayNode array => new ArrayNode(ComposeElements(array.Elements), array.Origin),
        Concatenation parts => new Concatenation(ComposeAll(parts.Parts), parts.Origin),
        Substitution substitution when _included => Relocate(substitution),
        _ => syntax,
    };

    void Fill(ObjectNode target, ObjectSyntax syntax)
    {
        foreach (var field in syntax.Fields)
        {
            if (field.Path is not null)
                Assign(target, field);
            else
                Include(target, (ObjectSyntax)field.Value);
        }
    }

    void Assign(ObjectNode target, FieldSyntax field)
    {
        var path = field.Path!;
        Descend(path.Length, field.Value.Origin);
        for (var i = 0; i < path.Length - 1; i++)
        {
            _path.Add(path[i]);
            target = ChildObject(target, path[i], field.Value.Origin);
        }
        var name = path[^1];
        _path.Add(name);
        if (field.Append)
            AppendTo(target, name, field.Value);
        else
            Set(target, name, field.Value);
        if (field.Comments is not null)
            target.Fields.Find(name)!.Comments = field.Comments;
        _path.RemoveRange(_path.Count - path.Length, path.Length);
        _depth -= path.Length;
    }

    void Set(ObjectNode target, string name, INode value)
    {
        switch (value)
        {
            case ObjectSyntax fields:
                var child = ChildObject(target, name, fields.Origin, fields.Fields.Count);
                child.Origin = fields.Origin;
                Fill(child, fields);
                break;
            case Concatenation { Parts: var parts } when All<ObjectSyntax>(parts):
                foreach (var part in parts)
                {
                    if (part is ObjectSyntax)
                        Set(target, name, part);
                }
                break;
            case Concatenation or Substitution:
                Push(target, name, Compose(value), target.Fields.Find(name));
                break;
            default:
                Push(target, name, Compose(value), null);
                break;
        }
    }

    /// <summary>Appends to the top layer where that can be done in place, so that a thousand <c>+=</c> don't stack up.</summary>
    void AppendTo(ObjectNode target, string name, INode value)
    {
        var element = ComposeElements([value])[0];
        var top = target.Fields.Find(name);
        if (top?.Value is Append append && !MayRefer(element))
            append.Elements.Add(element);
        else
            Push(target, name, new Append([element], value.Origin), top);
    }

    void Include(ObjectNode target, ObjectSyntax file)
    {
        var (included, inArray, prefix) = (_included, _inArray, _prefix);
        (_included, _inArray, _prefix) = (true, _arrays > 0, [.. _path]);
        Fill(target, file);
        (_included, _inArray, _prefix) = (included, inArray, prefix);
    }

    ObjectNode ComposeObject(ObjectSyntax fields)
    {
        var node = new ObjectNode(null, fields.Origin, fields.Fields.Count);
        Fill(node, fields);
        return node;
    }

    List<INode> ComposeElements(IReadOnlyList<INode> elements)
    {
        _arrays++;
        Descend(1, default);
        var composed = ComposeAll(elements);
        _depth--;
        _arrays--;
        return composed;
    }

    List<INode> ComposeAll(IReadOnlyList<INode> syntax)
    {
        var composed = new List<INode>(syntax.Count);
        foreach (var node in syntax)
            composed.Add(Compose(node));
        return composed;
    }

    /// <summary>A substitution of an included file is first looked up below the place of the include.</summary>
    Substitution Relocate(Substitution s)
    {
        if (_inArray)
            throw new HoconException(s.Origin, null, $"{s} stands in a file included inside an array, where it has no path of its own");
        return _prefix.Length == 0 ? s : new Substitution(s.Path, _prefix, s.Optional, s.List, s.Origin);
    }

    static ObjectNode ChildObject(ObjectNode parent, string name, HoconOrigin origin, int capacity = 1)
    {
        var below = parent.Fields.Find(name);
        if (below?.Value is ObjectNode present)
            return present;
        var child = new ObjectNode(null, origin, capacity);
        child.Holder = Push(parent, name, child, below);
        return child;
    }

    static Layer Push(ObjectNode owner, string name, INode value, Layer? below)
    {
        var top = owner.Fields.Find(name);
        var layer = new Layer(owner, name, value, below) { Comments = top?.Comments };
        owner.Fields.Set(name, layer);
        return layer;
    }

    static bool MayRefer(INode node) => node switch
    {
        HoconScalar => false,
        ObjectNode inner => MayRefer(inner.Fields.Values),
        ArrayNode array => array.Elements.Any(MayRefer),
        _ => true,
    };

    static bool MayRefer(ReadOnlySpan<Layer> fields)
    {
        foreach (var layer in fields)
        {
            if (layer.Below is not null || MayRefer(layer.Value))
                return true;
        }
        return false;
    }

    static bool All<T>(IReadOnlyList<INode> parts)
    {
        foreach (var part in parts)
        {
            if (part is not (T or Gap))
                return false;
        }
        return true;
    }

    void Descend(int levels, HoconOrigin origin)
    {
        _depth += levels;
        if (_depth > maxDepth)
            throw new HoconException(origin, HoconPath.Render([.. _path.Take(8)]), $"nested deeper than {maxDepth} levels");
    }
}
