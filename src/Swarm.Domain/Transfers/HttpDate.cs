using System.Globalization;

namespace Swarm.Domain.Transfers;

/// <summary>The three forms of a date in HTTP (RFC 9110, section 5.6.7). The name of the day is not checked against the date.</summary>
public static class HttpDate
{
    static readonly string[] Forms =
    [
        "d MMM yyyy HH:mm:ss 'GMT'", "d MMM yyyy HH:mm:ss 'UTC'",
        "dd-MMM-yy HH:mm:ss 'GMT'",
        "MMM d HH:mm:ss yyyy",
    ];

    public static DateTimeOffset? Parse(string text)
    {
        // "Mon, 3 Jun…", "Monday, 03-Jun-19…" and "Mon Jun  3…": the day ends at the first comma or space.
        var day = text.AsSpan().IndexOfAny(',', ' ');
        if (day < 3) return null;
        const DateTimeStyles Styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite | DateTimeStyles.AllowLeadingWhite;
        return DateTimeOffset.TryParseExact(text.AsSpan(day + 1), Forms, CultureInfo.InvariantCulture, Styles, out var date) ? date : null;
    }
}
