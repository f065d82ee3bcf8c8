namespace Swarm.TestSupport.Objects;

/// <summary>An object as it is at one time: its bytes and what the server says of their identity.</summary>
/// <param name="ETag">With its quotes, or null.</param>
/// <param name="LastModified">As it is sent, or null.</param>
public sealed record ObjectVersion(ObjectContent Content, string? ETag, string? LastModified)
{
    /// <summary>What every answer says for its Date, so that dates can be strong or weak beside it.</summary>
    public const string Date = "Wed, 02 Sep 2026 10:00:00 GMT";

    /// <summary>A day before <see cref="Date"/>.</summary>
    public const string DayBefore = "Tue, 01 Sep 2026 10:00:00 GMT";

    public static ObjectVersion Of(ObjectContent content) => new(content, $"\"v{content.Seed}-{content.Length}\"", DayBefore);

    /// <summary>The next version: other bytes of the same length, another tag and another date.</summary>
    public ObjectVersion Next() => new(Content.Other(), ETag is null ? null : Of(Content.Other()).ETag, LastModified is null ? null : Later(LastModified));

    static string Later(string date) =>
        DateTimeOffset.ParseExact(date, "R", System.Globalization.CultureInfo.InvariantCulture).AddMinutes(1).ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
