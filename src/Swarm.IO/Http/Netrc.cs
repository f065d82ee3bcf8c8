using System.Text;

namespace Swarm.IO.Http;

/// <summary>A netrc file: user and password by exact host name, with a default where the file gives one.</summary>
sealed class Netrc
{
    readonly Dictionary<string, string> _byHost = new(StringComparer.OrdinalIgnoreCase);
    string? _default;

    Netrc()
    {
    }

    /// <summary><c>user:password</c> for a host, or null. The default entry is for URLs that were asked for, never for redirects' targets.</summary>
    public string? Find(string host, bool orDefault) => _byHost.TryGetValue(host, out var user) ? user : orDefault ? _default : null;

    /// <exception cref="InvalidDataException">A word that has no place there.</exception>
    public static Netrc Parse(string text, string file)
    {
        var netrc = new Netrc();
        var words = new NetrcWords(text);
        (string? Host, string? Login, string? Password) entry = default;
        while (words.Next() is { } word)
        {
            switch (word)
            {
                case "machine" or "default":
                    netrc.Keep(entry);
                    entry = (word == "default" ? "" : words.Needed(word, file), null, null);
                    break;
                case "login": entry.Login = words.Needed(word, file); break;
                case "password": entry.Password = words.Needed(word, file); break;
                case "account": words.Needed(word, file); break;
                case "macdef": words.SkipMacro(); break;
                default: throw new InvalidDataException($"{file}:{words.Line}: a word that has no place in a netrc file");
            }
        }

        netrc.Keep(entry);
        return netrc;
    }

    // As with curl, the first entry of a host counts.
    void Keep((string? Host, string? Login, string? Password) entry)
    {
        if (entry.Host is null || (entry.Login ?? entry.Password) is null) return;
        var user = $"{entry.Login}:{entry.Password}";
        if (entry.Host.Length == 0) _default ??= user;
        else _byHost.TryAdd(entry.Host, user);
    }
}

/// <summary>The words of a netrc file: between spaces, or in double quotes; <c>#</c> begins a comment.</summary>
sealed class NetrcWords(string text)
{
    int _at;

    public int Line => 1 + text.AsSpan(0, Math.Min(_at, text.Length)).Count('\n');

    public string? Next()
    {
        while (_at < text.Length && (char.IsWhiteSpace(text[_at]) || text[_at] == '#'))
        {
            if (text[_at] == '#') _at = EndOfLine();
            else _at++;
        }

        return _at >= text.Length ? null : text[_at] == '"' ? Quoted() : Bare();
    }

    public string Needed(string after, string file) => NextOnLine() ?? throw new InvalidDataException($"{file}:{Line}: nothing follows '{after}'");

    /// <summary>A macro ends at an empty line.</summary>
    public void SkipMacro()
    {
        var end = text.IndexOf("\n\n", _at, StringComparison.Ordinal);
        _at = end < 0 ? text.Length : end;
    }

    // A password may begin with '#', so that a value is no comment.
    string? NextOnLine()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at])) _at++;
        return _at >= text.Length ? null : text[_at] == '"' ? Quoted() : Bare();
    }

    string Bare()
    {
        var start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at])) _at++;
        return text[start.._at];
    }

    string Quoted()
    {
        var word = new StringBuilder();
        for (_at++; _at < text.Length && text[_at] != '"'; _at++)
        {
            if (text[_at] == '\\' && _at + 1 < text.Length) _at++;
            word.Append(text[_at]);
        }

        _at++;
        return word.ToString();
    }

    int EndOfLine()
    {
        var end = text.IndexOf('\n', _at);
        return end < 0 ? text.Length : end;
    }
}
