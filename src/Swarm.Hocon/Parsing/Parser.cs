using System.Runtime.CompilerServices;

namespace Swarm.Hocon.Parsing;

/// <summary>One text to its syntax tree, in one pass; nothing is merged or looked up here but included files.</summary>
internal sealed class Parser
{
    readonly TextCursor _cursor;
    readonly IncludeStatement _include;
    readonly ValueParser _values;
    readonly int _maxDepth;
    int _depth;

    Parser(string text, string source, HoconParseOptions options, FileLoader files, int depth)
    {
        _depth = depth;
        _cursor = new TextCursor(text, source, options.KeepComments);
        _include = new IncludeStatement(_cursor, files);
        _values = new ValueParser(_cursor, this, options.MaxDepth);
        _maxDepth = options.MaxDepth;
    }

    /// <summary>The root: an <see cref="ObjectSyntax"/>, with or without braces, or an <see cref="ArrayNode"/>.</summary>
    public static INode Parse(string text, string source, HoconParseOptions options, FileLoader files, int depth = 0) =>
        new Parser(text, source, options, files, depth).ParseRoot();

    public ObjectSyntax ParseObject(HoconOrigin origin)
    {
        var opened = _cursor.Here;
        Descend();
        _cursor.Position++;
        var result = new ObjectSyntax(origin);
        ParseFields(result);
        if (_cursor.Current != '}')
            throw new HoconException([_cursor.Here, opened], null, $"expected '}}' for the '{{' at {opened}, got {_cursor.Describe()}");
        _cursor.Position++;
        _depth--;
        return result;
    }

    public INode ParseArray(HoconOrigin origin)
    {
        var opened = _cursor.Here;
        Descend();
        _cursor.Position++;
        var elements = new List<INode>();
        _cursor.SkipAll();
        while (_cursor.Current != ']')
        {
            elements.Add(_values.Parse(null));
            if (!SkipSeparator(false) && _cursor.Current != ']')
            {
                throw new HoconException(
                    [_cursor.Here, opened], null, $"expected ',' or ']' for the '[' at {opened}, got {_cursor.Describe()}");
            }
        }
        _cursor.Position++;
        _depth--;
        return new ArrayNode(elements, origin);
    }

    INode ParseRoot()
    {
        _cursor.SkipAll();
        INode root;
        switch (_cursor.Current)
        {
            case '{':
                root = ParseObject(_cursor.Here);
                break;
            case '[':
                root = ParseArray(_cursor.Here);
                break;
            default:
                var fields = new ObjectSyntax(_cursor.Here);
                ParseFields(fields);
                root = fields;
                break;
        }
        _cursor.SkipAll();
        return _cursor.Current == TextCursor.End
            ? root
            : throw _cursor.Fault($"expected the end of the text, got {_cursor.Describe()}");
    }

    /// <summary>Fields up to a closing brace or the end.</summary>
    void ParseFields(ObjectSyntax target)
    {
        _cursor.SkipAll();
        while (_cursor.Current is not ('}' or TextCursor.End))
        {
            var above = _cursor.TakeComments();
            var field = _include.IsHere ? new FieldSyntax(null, _include.Parse(_depth)) : ParseField();
            var separated = SkipCommaOnLine();
            field.Comments = Join(above, _cursor.TakeComments());
            target.Fields.Add(field);
            if (!(SkipSeparator(separated) || separated) && _cursor.Current is not ('}' or TextCursor.End))
                throw _cursor.Fault($"expected ',' or a new line before the next field, got {_cursor.Describe()}");
        }
        _cursor.TakeComments();
    }

    FieldSyntax ParseField()
    {
        var origin = _cursor.Here;
        var path = PathText.Read(_cursor, _maxDepth - _depth);
        _cursor.SkipAll();
        var append = false;
        switch (_cursor.Current)
        {
            case ':' or '=':
                _cursor.Position++;
                break;
            case '+' when _cursor.Ahead(1) == '=':
                _cursor.Position += 2;
                append = true;
                break;
            case '{':
                break;
            default:
                throw _cursor.Fault($"expected ':', '=' or '{{' after the key '{Clip(HoconPath.Render(path))}', got {_cursor.Describe()}");
        }
        _cursor.SkipAll();
        _depth += path.Length - 1;
        var value = _values.Parse(origin);
        _depth -= path.Length - 1;
        return new FieldSyntax(path, value, append);
    }

    /// <summary>A comma or a newline, or both; true when there was one. There is never a second comma.</summary>
    bool SkipSeparator(bool hadComma)
    {
        var separated = _cursor.SkipAll();
        if (hadComma || _cursor.Current != ',')
            return separated;
        _cursor.Position++;
        _cursor.SkipAll();
        return true;
    }

    /// <summary>Up to the end of the line, so that a comment there stays with the field before it.</summary>
    bool SkipCommaOnLine()
    {
        _cursor.SkipLineEnd();
        if (_cursor.Current != ',')
            return false;
        _cursor.Position++;
        _cursor.SkipLineEnd();
        return true;
    }

    static List<string>? Join(List<string>? above, List<string>? beside)
    {
        if (above is null || beside is null)
            return above ?? beside;
        above.AddRange(beside);
        return above;
    }

    void Descend()
    {
        if (++_depth > _maxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw _cursor.Fault($"nested deeper than {_maxDepth} levels");
    }

    static string Clip(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}
