using Swarm.Domain.Crawling;
using Swarm.Settings;

namespace Swarm.Tests.Settings;

/// <summary><c>swarm.mirror { }</c>.</summary>
public class MirrorTests
{
    [Fact]
    public void Every_choice_has_its_name()
    {
        var mirror = Load("scope = domain, requisites = same-host, robots = ignore, links = keep, depth = 0, sitemaps = off, max-bytes = 2GiB");
        Assert.Equal((ScopeWidth.Domain, RequisiteWidth.SameHost, 0), (mirror.Scope.Width, mirror.Scope.Requisites, mirror.Scope.Depth));
        Assert.Equal((false, false, 2L << 30), (mirror.Crawl.ObeyRobots, mirror.Crawl.Sitemaps, mirror.Crawl.MostBytes));
        Assert.Equal(LinkStyle.Keep, mirror.Links);
    }

    [Fact]
    public void No_depth_is_no_limit() => Assert.Null(Load("depth = none").Scope.Depth);

    [Theory]
    [InlineData("scope = hosts", "'hosts' is none of host, domain, prefix, any")]
    [InlineData("depth = -1", "-1 must be from 0 to 100000")]
    [InlineData("contact = \"me (at home)\"", "a contact goes into the user agent: a URL or an address in plain ASCII, without parentheses")]
    [InlineData("novelty { grace = 10 }", "window (100) is above grace (10): a family is judged by pages that it has")]
    [InlineData("dept = 3", "unknown key; did you mean 'depth'?")]
    public void What_can_not_be_is_refused(string text, string why) =>
        Assert.Contains(why, Assert.Throws<SettingsException>(() => Load(text)).Message);

    static MirrorOptions Load(string text)
    {
        using var files = new SettingsText();
        return SettingsLoader.Load(new SettingsSources { Files = [files.File("x.conf", $"swarm.mirror {{ {text} }}")] }).Mirror;
    }
}
