namespace Swarm.IO.Http.Cookies;

/// <summary>A cookie's date, as forgiving as browsers are (RFC 6265, section 5.1.1).</summary>
static class CookieDate
{
    const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";

    public static DateTimeOffset? Parse(string text)
    {
        int? day = null, month = null, year = null;
        TimeSpan? time = null;
        foreach (var token in text.Split([.. Delimiters()], StringSplitOptions.RemoveEmptyEntries))
        {
            if (time is null && Time(token) is { } clock) time = clock;
            else if (day is null && Digits(token, 1, 2) is { } first) day = first;
            else if (month is null && Month(token) is { } named) month = named;
            else if (year is null && Digits(token, 2, 4) is { } number) year = Full(number);
        }

        return day is >= 1 && month is not null && year is >= 1601 and <= 9999 && time is not null && day <= DateTime.DaysInMonth(year.Value, month.Value)
            ? new DateTimeOffset(year.Value, month.Value, day.Value, 0, 0, 0, TimeSpan.Zero) + time
            : null;
    }

    static IEnumerable<char> Delimiters()
    {
        for (var c = '\x09'; c <= '\x7E'; c++)
            if (c is '\x09' or (>= '\x20' and <= '\x2F') or (>= '\x3B' and <= '\x40') or (>= '\x5B' and <= '\x60') or >= '\x7B') yield return c;
    }

    static int? Month(string token)
    {
        if (token.Length < 3) return null;
        var at = Months.IndexOf(token[..3], StringComparison.OrdinalIgnoreCase);
        return at >= 0 && at % 3 == 0 ? (at / 3) + 1 : null;
    }

    static TimeSpan? Time(string token)
    {
        var parts = token.Split(':');
        if (parts.Length != 3) return null;
        var (hour, minute, second) = (Digits(parts[0], 1, 2), Digits(parts[1], 1, 2), Digits(parts[2], 1, 2));
        return hour <= 23 && minute <= 59 && second <= 59 ? new TimeSpan(hour.Value, minute.Value, second.Value) : null;
    }

    // So many digits at the start, and none after them.
    static int? Digits(string token, int least, int most)
    {
        var count = token.TakeWhile(char.IsAsciiDigit).Count();
        return count >= least && count <= most ? int.Parse(token.AsSpan(0, count), System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    static int Full(int year) => year switch
    {
        < 70 => year + 2000,
        < 100 => year + 1900,
        _ => year,
    };
}
