using System.Globalization;

namespace Swarm.IO.Http.Cookies;

/// <summary>Netscape's cookie file, as browsers' exports and curl write it: seven fields, TAB between them.</summary>
static class CookieFile
{
    const string HttpOnly = "#HttpOnly_";

    /// <exception cref="InvalidDataException">A line that is neither cookie nor comment.</exception>
    public static IEnumerable<Cookie> Parse(string text, string file)
    {
        var number = 0;
        foreach (var raw in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            var line = raw.StartsWith(HttpOnly, StringComparison.Ordinal) ? raw[HttpOnly.Length..] : raw;
            if (line.Trim().Length == 0 || line.StartsWith('#')) continue;
            yield return Read(line) ?? throw new InvalidDataException($"{file}:{number}: not a cookie in Netscape's form (seven fields, TAB between them)");
        }
    }

    static Cookie? Read(string line)
    {
        var fields = line.Split('\t');
        if (fields.Length == 6) fields = [.. fields, ""];
        if (fields.Length != 7 || !long.TryParse(fields[4], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var expires)) return null;
        var domain = fields[0].TrimStart('.').ToLowerInvariant();
        var path = fields[2].StartsWith('/') ? fields[2] : "/";
        var cookie = new Cookie(domain, IsTrue(fields[1]), path, IsTrue(fields[3]), Date(expires), fields[5], fields[6]);
        return domain.Length > 0 && cookie.IsFit ? cookie : null;
    }

    static bool IsTrue(string field) => field.Equals("TRUE", StringComparison.OrdinalIgnoreCase);

    static DateTimeOffset? Date(long seconds) =>
        seconds <= 0 ? null : DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
}
