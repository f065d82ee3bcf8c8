namespace Swarm.Hocon.Parsing;

/// <summary><c>include "name"</c>, <c>include file("name")</c>, <c>include required(…)</c>.</summary>
internal sealed class IncludeStatement(TextCursor cursor, FileLoader files)
{
    const string Keyword = "include";

    static readonly HashSet<string> Protocols = new(["http", "https", "ftp", "file", "jar"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The bare word at the start of a key is never a key.</summary>
    public bool IsHere
    {
        get
        {
            if (cursor.Current != 'i' || !cursor.At(Keyword))
                return false;
            var next = cursor.Ahead(Keyword.Length);
            return next == TextCursor.End || !Chars.IsUnquoted((char)next) || (next == '/' && cursor.Ahead(Keyword.Length + 1) == '/');
        }
    }

    public ObjectSyntax Parse(int depth)
    {
        var origin = cursor.Here;
        cursor.Position += Keyword.Length;
        cursor.SkipAll();
        var required = Enter("required(");
        var name = ReadResource();
        if (required)
            Leave();
        if (IsUrl(name))
            throw new HoconException(origin, null, "URLs can't be included");
        return files.Include(name, required, origin, depth);
    }

    string ReadResource()
    {
        foreach (var refused in (ReadOnlySpan<string>)["url(", "classpath("])
        {
            if (cursor.At(refused))
                throw cursor.Fault($"include {refused}…) is not supported: only files can be included");
        }
        var wrapped = Enter("file(");
        if (cursor.Current != '"')
            throw cursor.Fault($"include needs a quoted file name, file(\"…\") or required(…), got {cursor.Describe()}");
        var name = QuotedText.Read(cursor);
        if (wrapped)
            Leave();
        return name;
    }

    static bool IsUrl(string name) =>
        name.Contains("://", StringComparison.Ordinal)
        || (name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && Protocols.Contains(name[..colon]));

    bool Enter(string opening)
    {
        if (!cursor.At(opening))
            return false;
        cursor.Position += opening.Length;
        cursor.SkipAll();
        return true;
    }

    void Leave()
    {
        cursor.SkipAll();
        if (cursor.Current != ')')
            throw cursor.Fault($"expected ')' after the included name, got {cursor.Describe()}");
        cursor.Position++;
    }
}
