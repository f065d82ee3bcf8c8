using System.Globalization;
using System.Text;

namespace Swarm.Domain.Crawling.Robots;

/// <summary>Reads a robots.txt line by line and keeps what concerns one crawler. Whatever is no line of RFC 9309 is passed over.</summary>
/// <remarks>
/// Groups are ranked by the token that names the crawler: its own, one that its own continues after a hyphen, <c>*</c>. Those of the highest rank are
/// merged (section 2.2.1). Only allow and disallow lines end a group's list of agents (section 2.2.4), also where Crawl-delay stands between.
/// </remarks>
sealed class RobotsParser(string agentToken)
{
    const int ShownOfLine = 200;
    const int LongestKey = 40;
    const int LongestDelay = 86_400;
    const int Unnamed = -1;

    readonly string _agent = Token(agentToken);
    readonly List<RobotsRule> _rules = [];
    readonly List<string> _sitemaps = [];
    double? _groupDelay;
    double? _delay;
    int _groupRank = Unnamed;
    int _bestRank = Unnamed;
    bool _isListOpen;
    int _line;

    public TimeSpan? CrawlDelay => _delay is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    public IReadOnlyList<string> Sitemaps => _sitemaps;

    public RobotsRule[] Rules()
    {
        _rules.Sort(RobotsRule.Compare);
        return [.. _rules];
    }

    public void Read(ReadOnlySpan<byte> text)
    {
        if (text.Length >= RobotsRules.MaxBytes)
        {
            text = text[..RobotsRules.MaxBytes];
            text = text[..(text.LastIndexOfAny((byte)'\n', (byte)'\r') + 1)];
        }

        text = text[text.CommonPrefixLength(Encoding.UTF8.Preamble)..];
        while (!text.IsEmpty)
        {
            var end = text.IndexOfAny((byte)'\n', (byte)'\r');
            _line++;
            ReadLine(end < 0 ? text : text[..end]);
            if (end < 0) return;
            text = text[(end + (text[end..] is [(byte)'\r', (byte)'\n', ..] ? 2 : 1))..];
        }
    }

    void ReadLine(ReadOnlySpan<byte> line)
    {
        var comment = line.IndexOf((byte)'#');
        var stated = (comment < 0 ? line : line[..comment]).Trim(" \t"u8);
        var colon = stated.IndexOf((byte)':');
        if (colon is <= 0 or > LongestKey) return;
        var key = Encoding.Latin1.GetString(stated[..colon].TrimEnd(" \t"u8));
        var value = stated[(colon + 1)..].TrimStart(" \t"u8);
        switch (key.ToLowerInvariant())
        {
            case "user-agent" or "useragent" or "user agent":
                AddAgent(Encoding.Latin1.GetString(value));
                break;
            case "allow":
                AddRule(true, value, line);
                break;
            case "disallow" or "dissallow" or "dissalow" or "disalow" or "diasllow" or "disallaw":
                AddRule(false, value, line);
                break;
            case "crawl-delay" or "crawldelay":
                AddDelay(Encoding.Latin1.GetString(value));
                break;
            case "sitemap" or "site-map" when !value.IsEmpty:
                _sitemaps.Add(Encoding.UTF8.GetString(value));
                break;
        }
    }

    void AddAgent(string name)
    {
        if (!_isListOpen) (_isListOpen, _groupRank, _groupDelay) = (true, Unnamed, null);
        _groupRank = Math.Max(_groupRank, Rank(name));
        if (_groupRank <= _bestRank) return;
        _bestRank = _groupRank;
        _rules.Clear();
        _delay = _groupDelay;
    }

    int Rank(string name)
    {
        if (name is ['*'] or ['*', ' ' or '\t', ..]) return 0;
        var token = Token(name);
        if (token.Length == 0 || !_agent.StartsWith(token, StringComparison.OrdinalIgnoreCase)) return Unnamed;
        return token.Length == _agent.Length || _agent[token.Length] == '-' ? token.Length : Unnamed;
    }

    void AddRule(bool allows, ReadOnlySpan<byte> value, ReadOnlySpan<byte> line)
    {
        _isListOpen = false;
        if (!IsForUs || value.IsEmpty) return;
        var text = SafeText.Of(Encoding.UTF8.GetString(line).Trim(), ShownOfLine);
        _rules.Add(new RobotsRule(RobotsPath.Pattern(Encoding.Latin1.GetString(value)), allows, _line, text));
    }

    void AddDelay(string value)
    {
        const NumberStyles Number = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(value, Number, CultureInfo.InvariantCulture, out var seconds) || double.IsNaN(seconds) || seconds < 0) return;
        _groupDelay = Math.Max(_groupDelay ?? 0, Math.Min(seconds, LongestDelay));
        if (IsForUs) _delay = Math.Max(_delay ?? 0, _groupDelay.Value);
    }

    bool IsForUs => _groupRank > Unnamed && _groupRank == _bestRank;

    /// <summary>Letters, hyphens and underscores from the start (RFC 9309, section 2.2.1).</summary>
    static string Token(string name)
    {
        var length = 0;
        while (length < name.Length && (char.IsAsciiLetter(name[length]) || name[length] is '-' or '_')) length++;
        return name[..length];
    }
}
