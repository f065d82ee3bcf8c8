using System.Text;
using System.Text.Json;
using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Robots;
using Swarm.TestSupport;

namespace Swarm.Domain.Tests.Crawling;

/// <summary>Google's list of robots.txt files with URLs, and temoto's of statuses.</summary>
public class RobotsFixtureTests(Xunit.Abstractions.ITestOutputHelper output)
{
    const string List = "robots/google-spec-test-correctness.json";
    const string Statuses = "robots/http-status-rules.json";

    [FixtureFact(List)]
    public void Every_row_that_is_not_Googles_own_is_judged_as_listed()
    {
        var rows = Rows(List, "allow_cases").ToList();
        var wrong = rows.Where(r => Judge(r).Allowed != r.GetProperty("allow").GetBoolean()).ToList();
        foreach (var row in wrong) output.WriteLine(row.GetRawText());
        var wanted = rows.Count(r => !IsGoogles(r));
        output.WriteLine($"{wanted - wrong.Count(r => !IsGoogles(r))} of {wanted}; of Google's own {wrong.Count(IsGoogles)} of {rows.Count - wanted} differ");
        Assert.True(wanted > 100);
        Assert.DoesNotContain(wrong, r => !IsGoogles(r));
    }

    /// <summary>The list's matcher takes URLs as they go on the wire, so those that no client would send unencoded are left to the row above.</summary>
    [FixtureFact(List)]
    public void Rows_whose_URL_can_be_sent_as_it_is_are_judged_alike_as_URLs()
    {
        foreach (var row in Rows(List, "allow_cases").Where(r => !IsGoogles(r)))
        {
            var text = row.GetProperty("url").GetString()!;
            var url = WebUrl.Parse(text);
            if (url.Href == text) Assert.Equal(Judge(row), RobotsRules.Parse(File(row), row.GetProperty("user_agent").GetString()!).Judge(url));
        }
    }

    [FixtureFact(Statuses)]
    public void Every_status_allows_all_or_none_as_listed()
    {
        var disallowing = "User-agent: *\nDisallow: /"u8.ToArray();
        foreach (var row in Rows(Statuses, "status_rules"))
        {
            var status = row.GetProperty("status").GetInt32();
            var rules = RobotsRules.For(new RobotsRecord(default, status, status == 200 ? [] : disallowing), "Swarm");
            var allowed = row.GetProperty("allow_all").GetBoolean();
            Assert.Equal(allowed, rules.Judge(WebUrl.Parse("http://x.org/a")).Allowed);
            Assert.Equal(!allowed, rules.IsUnknown);
        }
    }

    static RobotsVerdict Judge(JsonElement row)
    {
        var url = row.GetProperty("url").GetString()!;
        var path = url.Length == 0 ? -1 : url.IndexOf('/', url.IndexOf("://", StringComparison.Ordinal) + 3);
        var target = path < 0 ? "/" : url[path..];
        return RobotsRules.Parse(File(row), row.GetProperty("user_agent").GetString()!).Judge(target);
    }

    static byte[] File(JsonElement row) => row.TryGetProperty("robots", out var text)
        ? Encoding.UTF8.GetBytes(text.GetString()!)
        : Encoding.Latin1.GetBytes(row.GetProperty("robots_latin1").GetString()!);

    static bool IsGoogles(JsonElement row) => row.GetProperty("google_specific").GetBoolean();

    static List<JsonElement> Rows(string list, string name)
    {
        using var json = JsonDocument.Parse(System.IO.File.ReadAllBytes(Fixtures.Path(list)));
        return [.. json.RootElement.GetProperty(name).EnumerateArray().Select(r => r.Clone())];
    }
}
