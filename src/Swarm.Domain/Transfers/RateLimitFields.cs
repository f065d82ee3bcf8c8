using System.Globalization;

namespace Swarm.Domain.Transfers;

/// <summary>What an answer says of the quota that is left: the draft's structured fields, its older lists and fields, and the X- kin.</summary>
struct RateLimitFields
{
    string? _limit;
    string? _policy;
    string? _remaining;
    string? _reset;

    public void Take(Header header)
    {
        var name = header.Name.StartsWith("X-", StringComparison.OrdinalIgnoreCase) ? header.Name.AsSpan(2) : header.Name;
        if (!name.StartsWith("RateLimit", StringComparison.OrdinalIgnoreCase)) return;
        var rest = name[9..];
        if (rest.IsEmpty) _limit = _limit is null ? header.Value : _limit + "," + header.Value;
        else if (rest.Equals("-Policy", StringComparison.OrdinalIgnoreCase)) _policy = _policy is null ? header.Value : _policy + "," + header.Value;
        else if (rest.Equals("-Remaining", StringComparison.OrdinalIgnoreCase)) _remaining ??= header.Value;
        else if (rest.Equals("-Reset", StringComparison.OrdinalIgnoreCase)) _reset ??= header.Value;
    }

    /// <summary>The time until there is quota again, or null where some is left or nothing is said.</summary>
    public readonly TimeSpan? Wait(DateTimeOffset now) =>
        _limit is not null ? FromItems(_limit) ?? FromList(_limit, now)
        : _remaining is not null && _reset is not null && IsZero(_remaining) ? Reset(_reset, now) : null;

    // "default";r=0;t=30, "daily";r=5 — the longest wait of those that are used up counts.
    readonly TimeSpan? FromItems(string text)
    {
        TimeSpan? longest = null;
        foreach (var item in StructuredText.Split(text, ','))
        {
            var parts = StructuredText.Split(item, ';');
            if (Parameter(parts, "r") is not { } left || !IsZero(left)) continue;
            var wait = ServerWait.Seconds(Parameter(parts, "t") ?? Window(parts[0]) ?? "");
            if (wait is not null && (longest is null || wait > longest)) longest = wait;
        }

        return longest;
    }

    // limit=100, remaining=0, reset=30 (the draft up to its seventh version)
    static TimeSpan? FromList(string text, DateTimeOffset now)
    {
        var parts = StructuredText.Split(text, ',');
        return Parameter(parts, "remaining") is { } left && IsZero(left) && Parameter(parts, "reset") is { } reset ? Reset(reset, now) : null;
    }

    // Where the item does not say when, its policy's window bounds it.
    readonly string? Window(string name)
    {
        if (_policy is null) return null;
        foreach (var item in StructuredText.Split(_policy, ','))
        {
            var parts = StructuredText.Split(item, ';');
            if (parts[0] == name) return Parameter(parts, "w");
        }

        return null;
    }

    static string? Parameter(List<string> parts, string key) =>
        parts.Find(part => part.StartsWith(key + "=", StringComparison.Ordinal))?[(key.Length + 1)..];

    static bool IsZero(string text) => long.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var left) && left <= 0;

    // Seconds from now, or (GitHub's way) seconds since 1970.
    static TimeSpan? Reset(string text, DateTimeOffset now)
    {
        const double Epoch = 1e9;
        if (!double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)) return null;
        return ServerWait.Capped(seconds < Epoch ? seconds : Math.Max(0, seconds - now.ToUnixTimeSeconds()));
    }
}

/// <summary>Cuts lists and parameters at a separator, but not within quotes (RFC 9651).</summary>
static class StructuredText
{
    public static List<string> Split(string text, char separator)
    {
        var parts = new List<string>();
        var (start, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') quoted = !quoted;
            else if (text[i] == '\\' && quoted) i++;
            else if (text[i] == separator && !quoted)
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
            }
        }

        parts.Add(text[start..].Trim());
        return parts;
    }
}
