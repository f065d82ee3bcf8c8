using System.Globalization;

namespace Swarm.Domain.Crawling.Robots;

/// <summary>What a robots.txt says to one crawler (RFC 9309): the rules of its group, longest match first. Immutable.</summary>
/// <remarks>
/// A rule is compared with the URL as written and, as section 2.2.2 asks, with its needless escapes (<c>%70</c> for <c>p</c>) undone: who escapes a
/// letter comes past no rule. A URL of n characters and a rule of m cost one search forward for each part between the rule's <c>*</c>, never a step back.
/// </remarks>
public sealed class RobotsRules
{
    /// <summary>What is read of a robots.txt (RFC 9309, section 2.5); a line cut there is dropped.</summary>
    public const int MaxBytes = 500 * 1024;

    readonly RobotsRule[] _rules;
    readonly RobotsVerdict _else;

    RobotsRules(RobotsParser parsed, RobotsVerdict otherwise)
    {
        _rules = parsed.Rules();
        _else = otherwise;
        CrawlDelay = parsed.CrawlDelay;
        Sitemaps = parsed.Sitemaps;
    }

    RobotsRules(RobotsVerdict always, bool isUnknown = false)
    {
        _rules = [];
        _else = always;
        Sitemaps = [];
        IsUnknown = isUnknown;
    }

    /// <summary>For origins whose robots.txt is not asked for.</summary>
    public static RobotsRules AllowAll { get; } = new(new RobotsVerdict(true, 0, "no rule matches"));

    /// <summary>The time between requests that the group asks for, at most a day; null where it names none that makes sense.</summary>
    public TimeSpan? CrawlDelay { get; }

    /// <summary>As written; they belong to no group.</summary>
    public IReadOnlyList<string> Sitemaps { get; }

    /// <summary>The server could not say (RFC 9309, section 2.3.1.4): nothing is allowed for now, and it is worth asking again later.</summary>
    public bool IsUnknown { get; }

    /// <param name="agentToken">The crawler's product token, such as <c>Swarm</c>; what follows it (<c>/1.0</c>) is passed over.</param>
    public static RobotsRules Parse(ReadOnlySpan<byte> text, string agentToken)
    {
        var parser = new RobotsParser(agentToken);
        parser.Read(text);
        return new RobotsRules(parser, new RobotsVerdict(true, 0, "no rule matches"));
    }

    /// <summary>By the answer's status (RFC 9309, section 2.3.1): 2xx is parsed, 5xx and none at all disallow everything, the others allow it.</summary>
    public static RobotsRules For(RobotsRecord record, string agentToken) => record.Status switch
    {
        >= 200 and < 300 => Parse(record.Text, agentToken),
        >= 500 => new(new RobotsVerdict(false, 0, Answered("the server could not give its robots.txt", record)), isUnknown: true),
        < 100 => new(new RobotsVerdict(false, 0, "robots.txt could not be reached"), isUnknown: true),
        _ => new(new RobotsVerdict(true, 0, Answered("there is no robots.txt", record))),
    };

    public RobotsVerdict Judge(WebUrl url) => Judge(url.Target);

    /// <param name="target">Path and query as they go on the wire.</param>
    internal RobotsVerdict Judge(ReadOnlySpan<char> target)
    {
        if (target is "/robots.txt") return new RobotsVerdict(true, 0, "robots.txt itself is always allowed");
        if (_rules.Length == 0) return _else;
        var written = RobotsPath.Normalise(target);
        var plain = RobotsPath.WithoutNeedlessEscapes(written);
        foreach (var rule in _rules)
            if (rule.Matches(written) || (!ReferenceEquals(plain, written) && rule.Matches(plain)))
                return new RobotsVerdict(rule.Allows, rule.Line, rule.Text);
        return _else;
    }

    static string Answered(string what, RobotsRecord record) => string.Create(CultureInfo.InvariantCulture, $"{what} ({record.Status})");
}

/// <summary>Whether a URL may be fetched, and what decides.</summary>
/// <param name="Line">1-based in the file; 0 where none decides.</param>
/// <param name="Rule">The line as written, cut and fit for a terminal, or why there is none.</param>
public readonly record struct RobotsVerdict(bool Allowed, int Line, string Rule);
