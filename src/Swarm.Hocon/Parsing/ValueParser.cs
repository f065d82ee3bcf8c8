namespace Swarm.Hocon.Parsing;

/// <summary>One value: everything up to the end of the line, a comma or a closing bracket, side by side.</summary>
internal sealed class ValueParser(TextCursor cursor, Parser nested, int maxDepth)
{
    /// <summary>A field's value is said to stand where its key stands (<paramref name="field"/>).</summary>
    public INode Parse(HoconOrigin? field)
    {
        var origin = field ?? cursor.Here;
        var first = ParsePart(origin) ?? throw cursor.Fault($"expected a value, got {cursor.Describe()}");
        List<INode>? parts = null;
        while (true)
        {
            var end = cursor.Position;
            cursor.SkipBlanks();
            if (!PartStartsHere())
                return parts is null ? first : Combine(parts, origin);
            parts ??= [first];
            if (cursor.Position > end)
                parts.Add(new Gap(Blanks(end), cursor.Here));
            parts.Add(ParsePart(cursor.Here)!);
        }
    }

    string Blanks(int start) =>
        cursor.Position == start + 1 && cursor.Text[start] == ' ' ? " " : cursor.Text[start..cursor.Position];

    bool PartStartsHere() => cursor.Current is '"' or '{' or '[' or '$' || PlainText.StartsHere(cursor);

    INode? ParsePart(HoconOrigin origin) => cursor.Current switch
    {
        '{' => nested.ParseObject(origin),
        '[' => nested.ParseArray(origin),
        '"' => new HoconScalar(QuotedText.Read(cursor), HoconKind.String, origin),
        '$' => ParseSubstitution(),
        _ when PlainText.StartsHere(cursor) => PlainText.ToScalar(PlainText.ReadWords(cursor), origin),
        _ => null,
    };

    Substitution ParseSubstitution()
    {
        var origin = cursor.Here;
        if (cursor.Ahead(1) != '{')
            throw cursor.Fault("'$' must be followed by '{' (or be quoted)");
        cursor.Position += 2;
        var optional = cursor.Current == '?';
        if (optional)
            cursor.Position++;
        var path = PathText.Read(cursor, maxDepth);
        var list = cursor.At("[]");
        if (list)
            cursor.Position += 2;
        cursor.SkipBlanks();
        if (cursor.Current != '}')
            throw cursor.Fault($"expected '}}' to close the substitution at {origin}, got {cursor.Describe()}");
        cursor.Position++;
        return new Substitution(path, [], optional, list, origin);
    }

    /// <summary>What is already known to be a string becomes one; what can never go together is refused.</summary>
    static INode Combine(List<INode> parts, HoconOrigin origin)
    {
        INode? simple = null, compound = null;
        var open = false;
        foreach (var part in parts)
        {
            if (part is HoconScalar)
                simple ??= part;
            else if (part is ObjectSyntax or ArrayNode)
                compound ??= part;
            else if (part is Substitution)
                open = true;
        }
        if (simple is not null && compound is not null)
        {
            var late = parts.IndexOf(simple) > parts.IndexOf(compound) ? simple : compound;
            throw new HoconException(late.Origin, null, "a string can't be joined with an object or array on the same line");
        }
        return open || compound is not null ? new Concatenation(parts, origin) : JoinText(parts, origin);
    }

    static HoconScalar JoinText(List<INode> parts, HoconOrigin origin)
    {
        var texts = new string[parts.Count];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = parts[i] is Gap gap ? gap.Text : ((HoconScalar)parts[i]).Text;
        return new HoconScalar(string.Concat(texts), HoconKind.String, origin);
    }
}
