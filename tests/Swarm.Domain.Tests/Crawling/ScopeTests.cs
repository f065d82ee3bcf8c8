using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Scoping;

namespace Swarm.Domain.Tests.Crawling;

public class ScopeTests
{
    static readonly PublicSuffixes s_suffixes = PublicSuffixes.Parse("com\norg\ncom.evil\nco.uk\nuk\nio\ngithub.io\nexample");

    static Scope Of(ScopeOptions options, params string[] seeds) =>
        new(options, [.. (seeds.Length > 0 ? seeds : ["https://www.example.com/"]).Select(WebUrl.Parse)], s_suffixes);

    static Admission Judge(Scope scope, string url, LinkKind kind = LinkKind.Link, CrawlTrace? from = null) =>
        scope.Judge(WebUrl.Parse(url), kind, from ?? CrawlTrace.Seed, 7);

    /// <summary>Whether the second is the site of the first, for hosts made to be taken for it.</summary>
    [Theory]
    [InlineData("http://www.good.com/", "http://www.evil.com/good.com", false)]
    [InlineData("http://good.com/", "http://good.com.evil.com/", false)]
    [InlineData("http://good.com/", "http://evilgood.com/", false)]
    [InlineData("http://good.com/", "http://good.com@evil.com/", false)]
    [InlineData("http://good.com/", "http://evil.com/?http://good.com/", false)]
    [InlineData("http://good.com/", "http://evil.com/#http://good.com/", false)]
    [InlineData("http://good.com/", "http://evil.com\\@good.com/", false)]
    [InlineData("http://good.com/", "http://good.com\\@evil.com/", true)]
    [InlineData("http://good.com/", "http://evil.com%2egood.com/", false)]
    [InlineData("http://good.com/", "http://good%2ecom/", true)]
    [InlineData("http://good.com/", "http://GOOD.com/", true)]
    [InlineData("http://good.com/", "http://good.com./", true)]
    [InlineData("http://good.com/", "http://good.com../", false)]
    [InlineData("http://good.com/", "http://good.com:80/", true)]
    [InlineData("http://good.com/", "https://good.com:443/", true)]
    [InlineData("http://good.com/", "http://good.com:443/", false)]
    [InlineData("http://good.com/", "http://good.com:8080/", false)]
    [InlineData("http://good.com:8080/", "http://good.com:8080/a", true)]
    [InlineData("http://good.com:8080/", "http://good.com/", false)]
    [InlineData("http://good.com/", "http://www.good.com/", true)]
    [InlineData("http://www.good.com/", "https://good.com/", true)]
    [InlineData("http://good.com/", "http://www.www.good.com/", false)]
    [InlineData("http://good.com/", "http://www2.good.com/", false)]
    [InlineData("http://good.com/", "http://wwwgood.com/", false)]
    [InlineData("http://www.com/", "http://com/", false)]
    [InlineData("http://good.com/", "http://g\u043e\u043ed.com/", false)]
    [InlineData("http://xn--g-7sbc.com/", "http://good.com/", false)]
    [InlineData("http://b\u00fccher.example/", "http://xn--bcher-kva.example/", true)]
    [InlineData("http://b\u00fccher.example/", "http://BU\u0308CHER.example/", true)]
    [InlineData("http://good.com/", "http://good\uff0ecom/", true)]
    [InlineData("http://good.com/", "http://\uff47ood.com/", true)]
    [InlineData("http://fa\u00df.example/", "http://fass.example/", false)]
    [InlineData("http://127.0.0.1/", "http://0x7f.1/", true)]
    [InlineData("http://127.0.0.1/", "http://127.0.0.1.evil.com/", false)]
    [InlineData("http://[::1]/", "http://[0:0:0:0:0:0:0:1]/", true)]
    [InlineData("http://[::ffff:127.0.0.1]/", "http://127.0.0.1/", false)]
    [InlineData("http://good.com/", "http://good.com;evil.com/", false)]
    [InlineData("http://good.com/", "http:///evil.com/good.com/", false)]
    public void A_host_is_its_labels_and_nothing_that_looks_like_them(string seed, string url, bool isIn) =>
        Assert.Equal(isIn, Judge(Of(new ScopeOptions(), seed), url).IsIn);

    [Theory]
    [InlineData("http://example.com/a?b", "https://www.example.com/a?b")]
    [InlineData("http://www.example.com./a", "https://www.example.com/a")]
    [InlineData("https://example.com//evil.com/x?//y", "https://www.example.com//evil.com/x?//y")]
    [InlineData("http://example.com:8080/a", "http://example.com:8080/a")]
    [InlineData("http://sub.example.com/a", "http://sub.example.com/a")]
    public void Aliases_are_spelled_like_the_seed(string url, string spelled)
    {
        var folded = Judge(Of(new ScopeOptions { Width = ScopeWidth.Any }), url).Url;
        Assert.Equal(spelled, folded.Href);
        Assert.Equal(WebUrl.Parse(spelled).Path.ToString(), folded.Path.ToString());
        Assert.Equal(WebUrl.Parse(spelled).Query.ToString(), folded.Query.ToString());
        Assert.Equal(WebUrl.Parse(spelled).Origin, folded.Origin);
    }

    [Fact]
    public void Credentials_stay_with_the_site_they_were_given_for()
    {
        var scope = Of(new ScopeOptions { Width = ScopeWidth.Any }, "http://me:secret@example.com/");
        Assert.Equal("me:secret", Judge(scope, "https://you:other@www.example.com/a").Url.UserInfo);
        Assert.Null(Judge(Of(new ScopeOptions()), "http://you:other@example.com/a").Url.UserInfo);
    }

    [Fact]
    public void A_site_may_redirect_to_its_alias_and_then_be_spelled_like_it()
    {
        IScope scope = Of(new ScopeOptions { Width = ScopeWidth.Prefix }, "http://example.com/docs/");
        var seed = new Bundle(WebUrl.Parse("http://example.com/docs/")) { Trace = CrawlTrace.Seed };
        var moved = scope.JudgeRedirect(WebUrl.Parse("https://www.example.com/docs/"), seed);
        Assert.Equal((true, "https://www.example.com/docs/", CrawlTrace.Seed), (moved.IsIn, moved.Url.Href, moved.Trace!));
        Assert.Equal("http://example.com/docs/b", scope.JudgeRedirect(WebUrl.Parse("https://example.com/docs/b"), seed).Url.Href);

        scope = scope.SpelledLike(moved.Url);
        Assert.Equal("https://www.example.com/docs/a", scope.Judge(WebUrl.Parse("http://example.com/docs/a"), LinkKind.Link, null, 0).Url.Href);
        Assert.False(scope.Judge(WebUrl.Parse("https://www.example.com/b"), LinkKind.Link, null, 0).IsIn);
        Assert.Same(scope, scope.SpelledLike(WebUrl.Parse("https://other.example/")));
    }

    [Fact]
    public void A_redirect_keeps_the_depth_and_passes_the_gate()
    {
        var scope = Of(new ScopeOptions { Depth = 2, ExternalDepth = 1 });
        var page = new Bundle(WebUrl.Parse("https://www.example.com/a")) { Trace = new CrawlTrace(LinkKind.Link, 2, 0, 5) };
        Assert.Equal(page.Trace, scope.JudgeRedirect(WebUrl.Parse("https://www.example.com/b"), page).Trace);
        Assert.Equal(page.Trace with { Outside = 1 }, scope.JudgeRedirect(WebUrl.Parse("https://other.example/"), page).Trace);
        var seed = new Bundle(WebUrl.Parse("https://www.example.com/")) { Trace = CrawlTrace.Seed };
        Assert.False(Of(new ScopeOptions()).JudgeRedirect(WebUrl.Parse("https://other.example/"), seed).IsIn);
    }

    [Theory]
    [InlineData(ScopeWidth.Host, "https://sub.example.com/", "host: sub.example.com is not one of the seeds' hosts (www.example.com)")]
    [InlineData(ScopeWidth.Host, "https://example.com:444/", "host: example.com:444 is not one of the seeds' hosts (www.example.com)")]
    [InlineData(ScopeWidth.Domain, "https://sub.example.com:444/", null)]
    [InlineData(ScopeWidth.Domain, "https://example.com.evil/", "domain: example.com.evil is not below one of the seeds' domains (example.com)")]
    [InlineData(ScopeWidth.Prefix, "https://example.com/docs/b", null)]
    [InlineData(ScopeWidth.Prefix, "https://example.com/docs", null)]
    [InlineData(ScopeWidth.Prefix, "https://example.com/doc", "prefix: https://www.example.com/doc is not below one of the seeds' folders (https://www.example.com/docs/)")]
    [InlineData(ScopeWidth.Prefix, "https://www.example.com/docs/../x", "prefix: https://www.example.com/x is not below one of the seeds' folders (https://www.example.com/docs/)")]
    [InlineData(ScopeWidth.Any, "ftp.evil", null)]
    public void The_border_is_where_the_width_says(ScopeWidth width, string url, string? rule)
    {
        var admission = Judge(Of(new ScopeOptions { Width = width }, "https://www.example.com/docs/index.html"), url.Contains(':', StringComparison.Ordinal) ? url : $"https://{url}/");
        Assert.Equal(rule is null, admission.IsIn);
        if (rule is not null) Assert.Equal(rule, admission.Rule);
    }

    [Fact]
    public void Domains_are_registrable_ones_and_seeds_without_one_stand_for_their_host()
    {
        var options = new ScopeOptions { Width = ScopeWidth.Domain };
        Assert.False(Judge(Of(options, "https://a.github.io/"), "https://b.github.io/").IsIn);
        Assert.False(Judge(Of(options, "https://a.co.uk/"), "https://b.co.uk/").IsIn);
        Assert.True(Judge(Of(options, "https://a.co.uk/"), "https://x.y.a.co.uk/").IsIn);
        Assert.True(Judge(Of(options, "http://127.0.0.1:81/"), "http://127.0.0.1:81/a").IsIn);
        Assert.Contains("(github.io)", Judge(Of(options, "https://github.io/"), "https://b.github.io/").Rule, StringComparison.Ordinal);
        var fault = Assert.Throws<FormatException>(() => new Scope(options, [WebUrl.Parse("http://x.org/")], null));
        Assert.Contains("/usr/share/publicsuffix/public_suffix_list.dat", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_counts_links_and_entries_alone()
    {
        var scope = Of(new ScopeOptions { Depth = 4 });
        var page = new CrawlTrace(LinkKind.Link, 4);
        Assert.Equal("depth 5 is more than 4", Judge(scope, "https://example.com/a", LinkKind.Link, page).Rule);
        Assert.Equal("depth 5 is more than 4", Judge(scope, "https://example.com/a", LinkKind.Entry, page).Rule);
        foreach (var kind in new[] { LinkKind.Requisite, LinkKind.Frame, LinkKind.Sitemap })
            Assert.Equal(new CrawlTrace(kind, 4, 0, 7), Judge(scope, "https://example.com/a", kind, page).Trace);
        Assert.Equal(new CrawlTrace(LinkKind.Link, 4, 0, 7), Judge(scope, "https://example.com/a", LinkKind.Link, page with { Depth = 3 }).Trace);
        Assert.Equal(1, scope.Judge(WebUrl.Parse("https://example.com/a"), LinkKind.Entry, null, 0).Trace!.Depth);
        Assert.Equal(0, scope.Judge(WebUrl.Parse("https://example.com/s.xml"), LinkKind.Sitemap, null, 0).Trace!.Depth);
        Assert.False(Judge(scope, "https://example.com/a", LinkKind.Base).IsIn);
    }

    [Fact]
    public void Beyond_the_border_links_go_on_as_far_as_is_asked()
    {
        var scope = Of(new ScopeOptions { ExternalDepth = 2 });
        var first = Judge(scope, "https://a.example/").Trace!;
        var second = Judge(scope, "https://b.example/", LinkKind.Link, first).Trace!;
        Assert.Equal((1, 2), (first.Outside, second.Outside));
        Assert.False(Judge(scope, "https://c.example/", LinkKind.Link, second).IsIn);
        Assert.Equal((0, 3), (Judge(scope, "https://example.com/b", LinkKind.Link, second).Trace!.Outside, Judge(scope, "https://example.com/b", LinkKind.Link, second).Trace!.Depth));
    }

    [Theory]
    [InlineData(LinkKind.Sitemap, 3)]
    [InlineData(LinkKind.Requisite, 16)]
    public void What_names_its_like_without_end_comes_to_one(LinkKind kind, int levels)
    {
        var scope = Of(new ScopeOptions(), "https://example.com/");
        var trace = CrawlTrace.Seed;
        for (var level = 0; level <= levels; level++) trace = scope.Judge(WebUrl.Parse($"https://example.com/{level}"), kind, trace, 1).Trace!;
        Assert.StartsWith("limit: ", scope.Judge(WebUrl.Parse("https://example.com/next"), kind, trace, 1).Rule, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RequisiteWidth.All, "https://cdn.example/a.css", LinkKind.Requisite, true)]
    [InlineData(RequisiteWidth.All, "https://cdn.example/a.html", LinkKind.Frame, true)]
    [InlineData(RequisiteWidth.SameHost, "https://cdn.example/a.css", LinkKind.Requisite, false)]
    [InlineData(RequisiteWidth.SameHost, "https://example.com/a.css", LinkKind.Requisite, true)]
    [InlineData(RequisiteWidth.SameHost, "https://cdn.example/a.html", LinkKind.Frame, false)]
    [InlineData(RequisiteWidth.None, "https://example.com/docs/a.css", LinkKind.Requisite, false)]
    [InlineData(RequisiteWidth.None, "https://example.com/docs/a.html", LinkKind.Frame, true)]
    [InlineData(RequisiteWidth.None, "https://example.com/a.html", LinkKind.Frame, false)]
    [InlineData(RequisiteWidth.None, "https://example.com/s.xml", LinkKind.Sitemap, true)]
    [InlineData(RequisiteWidth.All, "https://cdn.example/s.xml", LinkKind.Sitemap, false)]
    [InlineData(RequisiteWidth.All, "https://cdn.example/", LinkKind.Entry, false)]
    public void Requisites_lie_where_their_own_width_says(RequisiteWidth width, string url, LinkKind kind, bool isIn)
    {
        var scope = Of(new ScopeOptions { Width = ScopeWidth.Prefix, Requisites = width, Include = ["*/docs/*"] }, "https://www.example.com/docs/");
        Assert.Equal(isIn, Judge(scope, url, kind).IsIn);
    }

    [Fact]
    public void A_frame_from_elsewhere_is_shown_but_its_links_lead_nowhere()
    {
        var scope = Of(new ScopeOptions());
        var frame = Judge(scope, "https://maps.example/", LinkKind.Frame).Trace!;
        Assert.Equal(0, frame.Depth);
        Assert.False(Judge(scope, "https://maps.example/more", LinkKind.Link, frame).IsIn);
        Assert.True(Judge(scope, "https://maps.example/map.png", LinkKind.Requisite, frame).IsIn);
    }

    [Theory]
    [InlineData("a.zip", "excluded by *.zip")]
    [InlineData("docs/print/1", "excluded by /print/")]
    [InlineData("private/1", "excluded by /private/*")]
    [InlineData("a?sid=12", "excluded by /[?&]sid=\\d+/")]
    [InlineData("b%C3%A9/x%20y", "excluded by */bé/x y")]
    [InlineData("other/", "not included: matches none of */docs/*, */priv*, */b*, …")]
    [InlineData("docs/a.ZIP", null)]
    public void Filters_are_globs_and_expressions_over_the_URL(string path, string? rule)
    {
        var scope = Of(new ScopeOptions { Include = ["*/docs/*", "*/priv*", "*/b*", "*/a*"], Exclude = ["*.zip", "/print/", "/private/*", "/[?&]sid=\\d+/", "*/bé/x y"] });
        var admission = Judge(scope, "https://example.com/" + path);
        Assert.Equal((rule is null, rule ?? admission.Rule), (admission.IsIn, admission.Rule));
        Assert.True(scope.Judge(WebUrl.Parse("https://example.com/a.zip"), LinkKind.Seed, null, 0).IsIn);
    }

    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*.html", "http://x/a.html", true)]
    [InlineData("*.html", "http://x/a.html?b", false)]
    [InlineData("http://?/a**b", "http://x/acccb", true)]
    [InlineData("*a*b*c", "xaxbxbx", false)]
    [InlineData("*a?c", "abcabc", true)]
    [InlineData("a", "ab", false)]
    public void Globs(string glob, string text, bool matches) => Assert.Equal(matches, Glob.Matches(glob, text));

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("/(/", "Invalid pattern")]
    [InlineData("/(?=a)/", "RegexOptions.NonBacktracking")]
    [InlineData("docs/*", "no URL begins like this")]
    [InlineData("type:", "no type in it")]
    [InlineData("size:10M", "a size reads like")]
    [InlineData("size:>", "a size reads like")]
    [InlineData("size:>10X", "a size reads like")]
    [InlineData("size:>99999999T", "a size reads like")]
    public void A_faulty_filter_is_named(string filter, string why)
    {
        foreach (var options in new ScopeOptions[] { new() { Include = [filter] }, new() { Exclude = [filter] } })
        {
            var fault = Assert.Throws<FormatException>(() => Of(options));
            Assert.Contains($"the filter '{filter}' is faulty: ", fault.Message, StringComparison.Ordinal);
            Assert.Contains(why, fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("size:>10M", 10_485_760, null)]
    [InlineData("size:>10M", 10_485_761, "excluded by size:>10M")]
    [InlineData("size:>=10MB", 10_000_000, "excluded by size:>=10MB")]
    [InlineData("size:<1k", 1023, "excluded by size:<1k")]
    [InlineData("size:< 1 KiB", 1024, null)]
    [InlineData("size:<=1.5k", 1536, "excluded by size:<=1.5k")]
    [InlineData("type:image/*", 1, "excluded by type:image/*")]
    [InlineData("TYPE: image/PNG", 1, "excluded by TYPE: image/PNG")]
    [InlineData("type:image/svg*", 1, null)]
    public void What_the_head_says_is_judged_when_it_comes(string exclude, long length, string? rule)
    {
        var scope = Of(new ScopeOptions { Exclude = [exclude] });
        var bundle = new Bundle(WebUrl.Parse("https://example.com/a")) { Trace = new CrawlTrace(LinkKind.Requisite, 1) };
        Assert.Equal(rule, scope.Refuses(bundle, "Image/PNG; q=1", length));
        Assert.Null(scope.Refuses(bundle with { Trace = CrawlTrace.Seed }, "image/png", length));
        Assert.Null(scope.Refuses(bundle, null, null));
    }

    [Fact]
    public void Pages_are_read_whatever_types_are_included_unless_they_are_excluded()
    {
        var scope = Of(new ScopeOptions { Include = ["type:application/pdf", "size:>1k"] });
        var link = new Bundle(WebUrl.Parse("https://example.com/a")) { Trace = new CrawlTrace(LinkKind.Link, 1) };
        Assert.Null(scope.Refuses(link, "text/html; charset=utf-8", 10));
        Assert.Null(scope.Refuses(link, "application/pdf", null));
        Assert.Equal("not included: matches none of type:application/pdf", scope.Refuses(link, "application/zip", 5000));
        Assert.Equal("not included: matches none of size:>1k", scope.Refuses(link, "application/pdf", 10));
        Assert.Null(scope.Refuses(link with { Trace = new CrawlTrace(LinkKind.Requisite, 1) }, "image/png", 10));
        Assert.Equal("excluded by type:text/html", Of(new ScopeOptions { Exclude = ["type:text/html"] }).Refuses(link, "text/html", 10));
    }

    [Fact]
    public void What_grows_without_end_goes_beyond_a_limit()
    {
        var scope = Of(new ScopeOptions());
        Assert.Equal("limit: a URL of 2049 characters is longer than 2048", Judge(scope, "https://www.example.com/" + new string('a', 2025)).Rule);
        Assert.Equal("limit: 21 path segments are more than 20", Judge(scope, "https://www.example.com/" + string.Join('/', Enumerable.Range(0, 21))).Rule);
        Assert.Equal("limit: 'b' stands in the path more than 3 times", Judge(scope, "https://www.example.com/b/a/b/a/b/c/b").Rule);
        Assert.Equal("limit: '' stands in the path more than 3 times", Judge(scope, "https://www.example.com/////a", LinkKind.Requisite).Rule);
        Assert.Equal("limit: 21 query keys are more than 20", Judge(scope, "https://www.example.com/?" + string.Join('&', Enumerable.Range(0, 21))).Rule);
        var domain = Of(new ScopeOptions { Width = ScopeWidth.Domain });
        Assert.Equal("limit: 'a' stands in the host more than 3 times", Judge(domain, "https://a.b.a.a.a.example.com/").Rule);
        Assert.True(Judge(domain, "https://a.b.a.a.example.com/").IsIn);
        Assert.True(Judge(Of(new ScopeOptions(), "http://1.1.1.1/"), "http://1.1.1.1/a").IsIn);
        Assert.True(Judge(scope, "https://www.example.com/a/a/a/" + string.Join('/', Enumerable.Range(0, 17)) + "?" + string.Join('&', Enumerable.Range(0, 20))).IsIn);
    }
}
