using System.Diagnostics;
using System.Text;
using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Robots;

namespace Swarm.Domain.Tests.Crawling;

public class RobotsRulesTests
{
    static RobotsRules Rules(string text, string agent = "Swarm") => RobotsRules.Parse(Encoding.UTF8.GetBytes(text), agent);

    static RobotsVerdict Judge(string text, string target, string agent = "Swarm") => Rules(text, agent).Judge(WebUrl.Parse("https://x.org" + target));

    [Fact]
    public void The_deciding_line_is_named_with_its_number_whatever_ends_the_lines()
    {
        Assert.Equal(new RobotsVerdict(false, 4, "Disallow: /a # not here"), Judge("# x\r\n\r\nUser-agent: *\r\n Disallow: /a # not here\r\nAllow: /", "/a/b"));
        Assert.Equal(4, Judge("# x\r\rUser-agent: *\rDisallow: /a", "/a").Line);
        Assert.Equal(5, Judge("# x\n\r\n\rUser-agent: *\nDisallow: /a", "/a").Line);
        Assert.Equal(new RobotsVerdict(true, 0, "no rule matches"), Judge("User-agent: *\nDisallow: /a", "/b"));
        Assert.Equal(new RobotsVerdict(true, 0, "robots.txt itself is always allowed"), Judge("User-agent: *\nDisallow: /", "/robots.txt"));
    }

    [Fact]
    public void A_line_is_shown_cut_and_without_escape_characters()
    {
        var verdict = Judge("User-agent: *\nDisallow: /a*\u001b[31m*\u202e\nDisallow: /" + new string('b', 9000), "/" + new string('b', 7000));
        Assert.True(verdict.Allowed);
        Assert.Equal("Disallow: /a #\\x1b[31m\\u{202e}", Judge("User-agent: *\nDisallow: /a #\u001b[31m\u202e", "/a").Rule);
        Assert.Equal(201, Judge("User-agent: *\nDisallow: /" + new string('b', 500), "/" + new string('b', 600)).Rule.Length);
    }

    [Theory]
    [InlineData("Swarm", "swarm/2.0 (x)", true)]
    [InlineData("Swarm/1.0", "SWARM", true)]
    [InlineData("Swarm-Images", "swarm", true)]
    [InlineData("Swarm", "swarm-images", false)]
    [InlineData("Swarm", "swar", false)]
    [InlineData("Swarm", "sw", false)]
    [InlineData("Swarm", "", false)]
    [InlineData("Swarm", "*", true)]
    [InlineData("Swarm", "* # all", true)]
    public void A_group_is_found_by_the_product_token(string agent, string named, bool isOurs) =>
        Assert.Equal(!isOurs, Judge($"User-agent: {named}\nDisallow: /", "/a", agent).Allowed);

    [Fact]
    public void The_most_specific_group_wins_wherever_it_stands_also_without_rules_and_its_parts_are_merged()
    {
        Assert.True(Judge("User-agent: Swarm\nDisallow:\n\nUser-agent: *\nDisallow: /", "/a").Allowed);
        Assert.True(Judge("User-agent: *\nDisallow: /\nUser-agent: Swarm\n", "/a").Allowed);
        Assert.False(Judge("User-agent: Swarm\nCrawl-delay: 1\n\nUser-agent: other\nDisallow: /", "/a").Allowed);
        Assert.True(Judge("User-agent: *\nDisallow: /\n\nUser-agent: Swarm\nSitemap: x", "/a").Allowed);
        const string both = "User-agent: swarm-images\nDisallow: /i\nUser-agent: swarm\nDisallow: /s\nUser-agent: *\nDisallow: /\nUser-agent: SWARM-IMAGES\nDisallow: /j";
        foreach (var (agent, target, allowed) in new[] { ("Swarm-Images", "/i", false), ("Swarm-Images", "/j", false), ("Swarm-Images", "/s", true), ("Swarm", "/s", false), ("Swarm", "/i", true) })
            Assert.Equal(allowed, Judge(both, target, agent).Allowed);
    }

    [Theory]
    [InlineData("/%70rivate", "/private/x", true)]
    [InlineData("/private", "/%70riv%61te/x", false)]
    [InlineData("/a%2fb", "/a%2Fb", false)]
    [InlineData("/a/b", "/a%2Fb", true)]
    [InlineData("/é", "/é", false)]
    [InlineData("/%c3%a9", "/é", false)]
    [InlineData("/a b", "/a b", false)]
    [InlineData("/a{b}", "/a{b}", false)]
    [InlineData("/x?q={b}", "/x?q={b}", false)]
    [InlineData("/x?q=%7Bb", "/x?q={b}", false)]
    [InlineData("/x?q='", "/x?q='", false)]
    [InlineData("/100%", "/100%", false)]
    [InlineData("/a$b", "/a$b", false)]
    [InlineData("/a$b", "/a", true)]
    [InlineData("/a*b*c$", "/axbxcxc", false)]
    [InlineData("/a*b*c$", "/axbxcxd", true)]
    [InlineData("/a**$", "/axyz", false)]
    [InlineData("*.zip$", "/a/b.zip", false)]
    [InlineData("/*?*sid=", "/a?x=1&sid=2", false)]
    [InlineData("/ab*bc", "/abc", true)]
    [InlineData("a", "/a", true)]
    [InlineData("$", "/", true)]
    public void Patterns_and_escapes(string pattern, string target, bool allowed) =>
        Assert.Equal(allowed, Judge("User-agent: *\nDisallow: " + pattern, target).Allowed);

    [Fact]
    public void The_longest_rule_decides_and_of_equals_the_one_that_allows()
    {
        Assert.Equal(3, Judge("User-agent: *\nDisallow: /a\nAllow: /a\nDisallow: /", "/a").Line);
        Assert.Equal(4, Judge("User-agent: *\nDisallow: /a/b\nAllow: /a\nDisallow: /a/b/c", "/a/b/c").Line);
    }

    [Theory]
    [InlineData("5", 5.0)]
    [InlineData("0.5", 0.5)]
    [InlineData("0", 0.0)]
    [InlineData("1e9", 86_400.0)]
    [InlineData("99999999999999999999", 86_400.0)]
    [InlineData("NaN", null)]
    [InlineData("-1", null)]
    [InlineData("five", null)]
    [InlineData("", null)]
    public void A_delay_is_a_number_of_seconds_of_a_day_at_most(string value, double? seconds) =>
        Assert.Equal(seconds, Rules($"User-agent: *\nCrawl-delay: {value}").CrawlDelay?.TotalSeconds);

    [Fact]
    public void A_delay_belongs_to_its_group_ends_no_list_of_agents_and_the_longer_one_counts()
    {
        const string text = "User-agent: *\nCrawl-delay: 9\nDisallow: /a\nUser-agent: x\nCrawl-delay: 3\nUser-agent: swarm\nDisallow: /b\nUser-agent: swarm\nCrawl-delay: 2";
        Assert.Equal(3, Rules(text).CrawlDelay!.Value.TotalSeconds);
        Assert.Equal(9, Rules(text, "other").CrawlDelay!.Value.TotalSeconds);
        Assert.Null(Rules("User-agent: *\nCrawl-delay: 9\nAllow: /\nUser-agent: swarm\nAllow: /").CrawlDelay);
    }

    [Fact]
    public void Sitemaps_belong_to_no_group()
    {
        var rules = Rules("Sitemap: https://x.org/a.xml\nUser-agent: other\nDisallow: /\nSITEMAP : /b.xml # here\nsitemap:\n");
        Assert.Equal(["https://x.org/a.xml", "/b.xml"], rules.Sitemaps);
        Assert.Empty(RobotsRules.AllowAll.Sitemaps);
    }

    [Fact]
    public void Of_more_than_500_KiB_the_rest_and_a_line_cut_there_are_passed_over()
    {
        var start = "User-agent: *\nDisallow: /a\n";
        var text = start + new string('#', RobotsRules.MaxBytes - start.Length - 20) + "\nDisallow: /bcdefghijklmnop\nDisallow: /q\n";
        Assert.False(Judge(text, "/a").Allowed);
        Assert.True(Judge(text, "/bcdefghijklmnop").Allowed);
        Assert.True(Judge(text, "/q").Allowed);
        Assert.False(Judge(new string(' ', 100_000) + "User-agent: *\nDisallow: /" + new string('x', 3000) + "\nDisallow: /a", "/a").Allowed);
    }

    [Fact]
    public void Other_encodings_and_pages_hold_no_rules()
    {
        foreach (var text in new[] { Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("User-agent: *\r\nDisallow: /\r\n")).ToArray(),
            Encoding.BigEndianUnicode.GetBytes("User-agent: *\nDisallow: /\n"), "<!DOCTYPE html><a href=\"http://x/\">Disallow: /</a>"u8.ToArray(), [0, 1, 2, 58, 255, 10] })
        {
            Assert.Equal(new RobotsVerdict(true, 0, "no rule matches"), RobotsRules.Parse(text, "Swarm").Judge(WebUrl.Parse("http://x.org/a")));
        }
    }

    [Fact]
    public void What_could_not_be_had_allows_nothing_and_says_so()
    {
        foreach (var status in new[] { 0, 500, 503, 599 })
        {
            var rules = RobotsRules.For(new RobotsRecord(default, status, []), "Swarm");
            Assert.True(rules.IsUnknown);
            Assert.False(rules.Judge(WebUrl.Parse("http://x.org/")).Allowed);
            Assert.True(rules.Judge(WebUrl.Parse("http://x.org/robots.txt")).Allowed);
        }

        Assert.Equal("there is no robots.txt (404)", RobotsRules.For(new RobotsRecord(default, 404, []), "Swarm").Judge(WebUrl.Parse("http://x.org/")).Rule);
        Assert.True(RobotsRules.For(new RobotsRecord(default, 302, []), "Swarm").Judge(WebUrl.Parse("http://x.org/")).Allowed);
    }

    [Fact]
    public void Files_made_to_cost_time_cost_little()
    {
        var stars = "User-agent: *\nDisallow: /" + string.Concat(Enumerable.Repeat("*a", 2000)) + "b$\n";
        var many = "User-agent: *\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => $"Allow: /*{i}\n"));
        var parts = "User-agent: *\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"Disallow: /*{new string('a', 1000)}b{new string('a', 1000)}{i}\n"));
        var url = WebUrl.Parse("http://x.org/" + new string('a', 4000) + "?" + new string('*', 2000));
        var start = Stopwatch.GetTimestamp();
        foreach (var text in new[] { stars, "User-agent: *\nDisallow: /" + new string('*', 400_000) + "c", many, parts })
            Assert.True(Rules(text).Judge(url).Allowed);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(2));
    }
}
