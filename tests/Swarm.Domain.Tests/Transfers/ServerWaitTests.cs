using System.Globalization;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.TestSupport;

namespace Swarm.Domain.Tests.Transfers;

public sealed class ServerWaitTests
{
    static readonly DateTimeOffset Now = new(2019, 6, 3, 11, 0, 0, TimeSpan.Zero);

    static double? Wait(params string[] fields) =>
        ServerWait.From(new ResponseHead(429, [.. fields.Select(Parse)], null, false, new Version(1, 1)), Now)?.TotalSeconds;

    static Header Parse(string field) => new(field.Split(": ", 2)[0], field.Split(": ", 2)[1]);

    public static TheoryData<string, int?> RetryAfters()
    {
        var data = new TheoryData<string, int?>();
        if (!Fixtures.Exist("http/retry-after-urllib3.json")) return data;
        using var json = JsonDocument.Parse(File.ReadAllText(Fixtures.Path("http/retry-after-urllib3.json")));
        foreach (var row in json.RootElement.GetProperty("cases").EnumerateArray())
            data.Add(row.GetProperty("value").GetString()!, row.TryGetProperty("seconds", out var seconds) ? seconds.GetInt32() : null);
        return data;
    }

    [FixtureTheory("http/retry-after-urllib3.json")]
    [MemberData(nameof(RetryAfters))]
    public void Retry_After_is_read_as_urllib3_reads_it(string value, int? seconds) => Assert.Equal(seconds, Wait("Retry-After: " + value));

    [Theory]
    [InlineData("Sun, 06 Nov 1994 08:49:37 GMT", 0)]
    [InlineData("Mon, 03 Jun 2019 11:00:30 GMT", 30)]
    [InlineData("Friday, 03 Jun 2019 11:00:30 GMT", 30)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 315360000)]
    [InlineData("99999999999999999999999999", 315360000)]
    [InlineData("soon", null)]
    [InlineData("", null)]
    [InlineData("12, 13", null)]
    [InlineData("٣", null)]
    public void Odd_values_of_Retry_After_are_bounded_or_ignored(string value, int? seconds) => Assert.Equal(seconds, Wait("Retry-After: " + value));

    [Theory]
    [InlineData(30, "RateLimit: \"default\";r=0;t=30")]
    [InlineData(null, "RateLimit: \"default\";r=50;t=30")]
    [InlineData(3600, "RateLimit: \"a\";r=0;t=30, \"b\";r=0;t=3600, \"c\";r=9;t=7200")]
    [InlineData(30, "RateLimit: \"tricky, name;r=9;t=9\";r=0;t=30")]
    [InlineData(60, "RateLimit: \"p\";r=0", "RateLimit-Policy: \"x\";q=1;w=5, \"p\";q=100;w=60")]
    [InlineData(5, "RateLimit: \"p\";r=0;t=5", "RateLimit-Policy: \"p\";q=100;w=60")]
    [InlineData(null, "RateLimit-Policy: \"p\";q=100;w=60")]
    [InlineData(12, "RateLimit: limit=100, remaining=0, reset=12")]
    [InlineData(null, "RateLimit: limit=100, remaining=1, reset=12")]
    [InlineData(7, "RateLimit-Limit: 10", "RateLimit-Remaining: 0", "RateLimit-Reset: 7")]
    [InlineData(null, "RateLimit-Limit: 10", "RateLimit-Remaining: 3", "RateLimit-Reset: 7")]
    [InlineData(100, "X-RateLimit-Remaining: 0", "x-ratelimit-reset: 1559559700")]
    [InlineData(2, "RateLimit: \"default\";r=0;t=30", "Retry-After: 2")]
    [InlineData(null, "RateLimit: \"unclosed;r=0;t=30")]
    [InlineData(null, "RateLimit: ;;;,,,r=;t=")]
    public void RateLimit_is_waited_for_where_nothing_is_left(int? seconds, params string[] fields) => Assert.Equal(seconds, Wait(fields));

    [Fact]
    public void Dates_do_not_depend_on_the_machine_s_language()
    {
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        Assert.Equal(1812, Wait("Retry-After: Mon, 03 Jun 2019 11:30:12 GMT"));
    }
}
