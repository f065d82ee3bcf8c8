using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Swarm.Domain.Crawling.Scoping;

/// <summary>One include or exclude rule. Of its subject alone it says whether it matches; what it is not about it leaves open.</summary>
sealed class Filter
{
    readonly Func<WebUrl, bool>? _url;
    readonly Func<string, bool>? _type;
    readonly Func<long, bool>? _size;

    /// <exception cref="FormatException">The rule is faulty; the message names it.</exception>
    public Filter(string text)
    {
        Text = text;
        if (text.Length == 0) throw Fault("it is empty");
        if (text.StartsWith("type:", StringComparison.OrdinalIgnoreCase)) _type = Type(text[5..].Trim());
        else if (text.StartsWith("size:", StringComparison.OrdinalIgnoreCase)) _size = Size(text[5..].Trim());
        else if (text is ['/', _, .., '/']) _url = Expression(text[1..^1]);
        else _url = UrlGlob(text);
    }

    public string Text { get; }

    public FilterSubject Subject => _url is not null ? FilterSubject.Url : _type is not null ? FilterSubject.Type : FilterSubject.Size;

    public bool Matches(WebUrl url) => _url is not null && _url(url);

    /// <param name="type">In lower case, without parameters.</param>
    public bool MatchesType(string? type) => _type is not null && type is not null && _type(type);

    public bool MatchesSize(long? length) => _size is not null && length is { } bytes && _size(bytes);

    Func<string, bool> Type(string glob)
    {
        if (glob.Length == 0) throw Fault("there is no type in it, such as type:image/*");
        var lower = glob.ToLowerInvariant();
        return type => Glob.Matches(lower, type);
    }

    Func<WebUrl, bool> Expression(string expression)
    {
        try
        {
            var regex = new Regex(expression, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            return url => regex.IsMatch(url.Href);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            throw Fault(fault.Message);
        }
    }

    /// <summary>What begins with a slash is compared with path and query, all else with the whole URL.</summary>
    Func<WebUrl, bool> UrlGlob(string glob)
    {
        var encoded = Encode(glob);
        if (glob[0] == '/') return url => Glob.Matches(encoded, url.Target);
        var first = glob.IndexOfAny(['*', '?']);
        var start = first < 0 ? glob : glob[..first];
        if (!IsStartOfUrl(start, "http://") && !IsStartOfUrl(start, "https://"))
            throw Fault("no URL begins like this: begin it with * or / or https://");
        return url => Glob.Matches(encoded, url.Href);
    }

    static bool IsStartOfUrl(string start, string scheme) =>
        start.StartsWith(scheme, StringComparison.Ordinal) || scheme.StartsWith(start, StringComparison.Ordinal);

    /// <summary>Spaces and what is not ASCII stand in URLs as escapes.</summary>
    static string Encode(string glob)
    {
        if (Ascii.IsValid(glob) && !glob.Contains(' ', StringComparison.Ordinal)) return glob;
        var result = new StringBuilder(glob.Length + 16);
        foreach (var octet in Encoding.UTF8.GetBytes(glob))
        {
            if (octet is > (byte)' ' and < 0x7f) result.Append((char)octet);
            else result.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
        }

        return result.ToString();
    }

    Func<long, bool> Size(string text)
    {
        var limit = text.Length > 0 ? Bytes(text[1..].TrimStart('=').Trim()) : null;
        return (limit, text) switch
        {
            ({ } bytes, ['>', '=', ..]) => length => length >= bytes,
            ({ } bytes, ['>', ..]) => length => length > bytes,
            ({ } bytes, ['<', '=', ..]) => length => length <= bytes,
            ({ } bytes, ['<', ..]) => length => length < bytes,
            _ => throw Fault("a size reads like size:>10M or size:<1k"),
        };
    }

    /// <summary>Units as in HOCON: k, K, Ki, KiB are 1,024, kB is 1,000.</summary>
    static long? Bytes(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExcept("0123456789.");
        var unit = digits < 0 ? "" : text[digits..].Trim();
        if (!decimal.TryParse(digits < 0 ? text : text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
        var power = unit.Length == 0 ? 0 : "bkmgt".IndexOf(char.ToLowerInvariant(unit[0]), StringComparison.Ordinal);
        if (power < 0 || (unit.Length > 1 && (power == 0 || unit[1..].ToLowerInvariant() is not ("i" or "ib" or "b")))) return null;
        decimal factor = 1;
        for (var i = 0; i < power; i++) factor *= unit.Length == 2 && unit[1] is 'B' or 'b' ? 1000 : 1024;
        return number <= long.MaxValue / factor ? (long)(number * factor) : null;
    }

    FormatException Fault(string fault) => new($"the filter '{SafeText.Of(Text, 200)}' is faulty: {fault}");
}

/// <summary>What a filter is about.</summary>
enum FilterSubject
{
    Url,
    Type,
    Size,
}
