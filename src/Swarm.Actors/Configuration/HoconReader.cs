using System.Text;

namespace Akka.Configuration;

/// <summary>Reads objects, keys with dots, quoted and plain values, lists (as their text) and comments into a flat table of paths.</summary>
sealed class HoconReader
{
    readonly string text;
    readonly Dictionary<string, string> values = [];
    int at;

    HoconReader(string text) => this.text = text;

    public static Dictionary<string, string> Read(string text)
    {
        var reader = new HoconReader(text);
        reader.SkipSpace(separators: true);
        var braced = reader.Take('{');
        reader.Members("");
        if (braced && !reader.Take('}'))
            throw reader.Error("'}' expected");
        reader.SkipSpace(separators: true);
        return reader.at == text.Length ? reader.values : throw reader.Error("unexpected '" + text[reader.at] + "'");
    }

    void Members(string prefix)
    {
        while (true)
        {
            SkipSpace(separators: true);
            if (at == text.Length || text[at] == '}')
                return;
            var path = prefix + Key();
            SkipSpace(separators: false);
            if (!Take('=') && !Take(':') && Peek() != '{')
                throw Error("'=' or ':' or '{' expected after " + path);
            SkipSpace(separators: false);
            Value(path);
        }
    }

    void Value(string path)
    {
        if (!Take('{'))
        {
            values[path] = Peek() == '[' ? List() : Scalar();
            return;
        }
        Members(path + ".");
        if (!Take('}'))
            throw Error("'}' expected");
    }

    string Key()
    {
        var key = new StringBuilder();
        while (at < text.Length && text[at] is not ('=' or ':' or '{' or '}' or '\n'))
            if (text[at] == '"')
                key.Append(Quoted());
            else
                key.Append(text[at++]);
        return key.ToString().Trim() is { Length: > 0 } name ? name : throw Error("a key expected");
    }

    string Scalar()
    {
        if (Peek() == '"')
            return Quoted();
        var start = at;
        while (at < text.Length && text[at] is not ('\n' or ',' or '}' or ']' or '#') && !IsComment())
            at++;
        return text[start..at].Trim();
    }

    string List()
    {
        var items = new List<string>();
        at++;
        while (true)
        {
            SkipSpace(separators: true);
            if (Take(']'))
                return string.Join(',', items);
            if (at == text.Length)
                throw Error("']' expected");
            items.Add(Scalar());
        }
    }

    string Quoted()
    {
        if (string.CompareOrdinal(text, at, "\"\"\"", 0, 3) == 0)
        {
            var close = text.IndexOf("\"\"\"", at + 3, StringComparison.Ordinal);
            if (close < 0)
                throw Error("'\"\"\"' expected");
            var raw = text[(at + 3)..close];
            at = close + 3;
            return raw;
        }
        var value = new StringBuilder();
        for (at++; at < text.Length && text[at] is not ('"' or '\n'); at++)
            value.Append(text[at] == '\\' && at + 1 < text.Length ? Unescape(text[++at]) : text[at]);
        return Take('"') ? value.ToString() : throw Error("'\"' expected");
    }

    static char Unescape(char escaped) => escaped switch { 'n' => '\n', 't' => '\t', 'r' => '\r', _ => escaped };

    void SkipSpace(bool separators)
    {
        while (at < text.Length)
        {
            if (text[at] == '#' || IsComment())
                at = text.IndexOf('\n', at) is var end && end < 0 ? text.Length : end;
            else if (char.IsWhiteSpace(text[at]) || separators && text[at] == ',')
                at++;
            else
                return;
        }
    }

    bool IsComment() => text[at] == '/' && at + 1 < text.Length && text[at + 1] == '/';

    char Peek() => at < text.Length ? text[at] : '\0';

    bool Take(char expected)
    {
        if (Peek() != expected)
            return false;
        at++;
        return true;
    }

    ConfigurationException Error(string problem) => new($"line {text.AsSpan(0, at).Count('\n') + 1}: {problem}");
}
