using System.Globalization;

namespace Swarm.Domain.Transfers;

/// <summary>
/// How long a server asks to be left alone: Retry-After (RFC 9110, section 10.2.3) before RateLimit (draft-ietf-httpapi-ratelimit-headers)
/// and its older forms. Not capped here.
/// </summary>
public static class ServerWait
{
    // Enough for every cap, and adding it to a date can't overflow.
    static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    /// <summary>The wait that an answer asks for, or null where it asks for none or can't be understood.</summary>
    public static TimeSpan? From(ResponseHead head, DateTimeOffset now)
    {
        TimeSpan? retryAfter = null;
        var limit = new RateLimitFields();
        foreach (var header in head.Headers)
        {
            if (header.Is("Retry-After")) retryAfter ??= RetryAfter(header.Value, now);
            else limit.Take(header);
        }

        return retryAfter ?? limit.Wait(now);
    }

    /// <summary>Seconds or an HTTP date; a date in the past means no wait, anything else null.</summary>
    public static TimeSpan? RetryAfter(string value, DateTimeOffset now)
    {
        var text = value.Trim(' ', '\t');
        if (text.Length > 0 && text.All(char.IsAsciiDigit)) return Seconds(text);
        if (HttpDate.Parse(text) is not { } date) return null;
        return date <= now ? TimeSpan.Zero : Capped((date - now).TotalSeconds);
    }

    internal static TimeSpan? Seconds(string text) =>
        double.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? Capped(seconds) : null;

    internal static TimeSpan Capped(double seconds) => seconds >= Longest.TotalSeconds ? Longest : TimeSpan.FromSeconds(seconds);
}
