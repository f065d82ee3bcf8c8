using System.Diagnostics;
using System.Text;
using Swarm.Domain.Naming;

namespace Swarm.Domain.Tests.Naming;

public class SafeNamerTests(Xunit.Abstractions.ITestOutputHelper output)
{
    static readonly SafeNamer s_namer = new();

    static string Name(string url) => s_namer.Propose(new Bundle(WebUrl.Parse(url)), 1, null).Path;

    [Theory]
    [InlineData("https://x.org/README.md", "x.org/README.md")]
    [InlineData("http://x.org/README.md", "x.org/README.md")]
    [InlineData("https://x.org", "x.org/index")]
    [InlineData("https://x.org/a/", "x.org/a/index")]
    [InlineData("https://x.org/?x=1", "x.org/index^x=1")]
    [InlineData("https://x.org/a/b.tar.gz?v=1", "x.org/a/b.tar.gz^v=1")]
    [InlineData("https://x.org/a?", "x.org/a^")]
    [InlineData("https://x.org/a?b^c", "x.org/a^b^c")]
    [InlineData("https://x.org:8443/a", "x.org_8443/a")]
    [InlineData("http://127.0.0.1:8080/f/1.bin", "127.0.0.1_8080/f/1.bin")]
    [InlineData("http://[::1]:8080/a", "[--1]_8080/a")]
    [InlineData("https://u:secret@x.org/a#f", "x.org/a")]
    [InlineData("https://x.org/a%20b/c%281%29.pdf", "x.org/a b/c(1).pdf")]
    [InlineData("https://x.org/%E6%97%A5.txt", "x.org/日.txt")]
    [InlineData("https://x.org/日.txt?q=%C3%A9&r=a/b", "x.org/日.txt^q=é&r=a%2Fb")]
    [InlineData("https://x.org/cafe%CC%81", "x.org/café")]
    [InlineData("https://x.org/@scope/pkg@1.0.tgz", "x.org/@scope/pkg@1.0.tgz")]
    [InlineData("https://x.org/~me/.bashrc", "x.org/~me/.bashrc")]
    [InlineData("https://x.org/a,b=c+d;e!f'g", "x.org/a,b=c+d;e!f'g")]
    public void An_ordinary_URL_gets_an_ordinary_name(string url, string path) => Assert.Equal(path, Name(url));

    [Theory]
    [InlineData("https://x.org/%2e%2e/%2e%2e/etc/passwd", "x.org/etc/passwd")]
    [InlineData("https://x.org/a/%2e%2e%2fb", "x.org/a/..%2Fb")]
    [InlineData("https://x.org/a/..%5cb", "x.org/a/..%5Cb")]
    [InlineData("https://x.org/%252e%252e/b", "x.org/%252e%252e/b")]
    [InlineData("https://x.org/.../b", "x.org/..%2E/b")]
    [InlineData("https://x.org/a%00%1B%0D%0A%7Fb", "x.org/a%00%1B%0D%0A%7Fb")]
    [InlineData("https://x.org/%C2%85%E2%80%AEtxt.exe", "x.org/%C2%85%E2%80%AEtxt.exe")]
    [InlineData("https://x.org/%E4%FF", "x.org/%E4%FF")]
    [InlineData("https://x.org/%e4", "x.org/%E4")]
    [InlineData("https://x.org/%2A%CC%81", "x.org/%2A%CC%81")]
    [InlineData("https://x.org/a:b*c|d", "x.org/a%3Ab%2Ac%7Cd")]
    [InlineData("https://x.org/CON", "x.org/%43ON")]
    [InlineData("https://x.org/nul.tar.gz", "x.org/%6Eul.tar.gz")]
    [InlineData("https://x.org/NUL.", "x.org/NUL%2E")]
    [InlineData("https://x.org/aux%20.txt", "x.org/%61ux .txt")]
    [InlineData("https://x.org/COM%C2%B9/x", "x.org/%43OM¹/x")]
    [InlineData("https://x.org/COM10/x", "x.org/COM10/x")]
    [InlineData("https://x.org/a.%20", "x.org/a.%20")]
    [InlineData("https://x.org/a%20.", "x.org/a %2E")]
    [InlineData("https://x.org/PROGRA~1.TXT", "x.org/PROGRA%7E1.TXT")]
    [InlineData("https://x.org/file.part", "x.org/file%2Epart")]
    [InlineData("https://x.org/file.PART", "x.org/file%2EPART")]
    [InlineData("https://.swarm/state.db", "%2Eswarm/state.db")]
    [InlineData("https://x.org/.Swarm/state.db", "x.org/%2ESwarm/state.db")]
    [InlineData("https://x.org/.%C5%BFwarm/state.db", "x.org/%2Eſwarm/state.db")]
    [InlineData("https://x.org/.s%E2%80%8Dwarm/state.db", "x.org/%2Es\u200dwarm/state.db")]
    [InlineData("https://x.org/a?a=/../../x", "x.org/a^a=%2F..%2F..%2Fx")]
    [InlineData("https://x.org/a?a=b:c|d%22", "x.org/a^a=b%3Ac%7Cd%22")]
    [InlineData("https://con/", "%63on/index")]
    [InlineData("https://../a", ".%2E/a")]
    public void A_hostile_URL_gets_a_name_that_is_safe_and_shows_it(string url, string path)
    {
        Assert.Equal(path, Name(url));
        Assert.Null(PortableRules.Fault(path));
    }

    [Theory]
    [InlineData("https://x.org/a//b", "https://x.org/a/b")]
    [InlineData("https://x.org/100%", "https://x.org/100%25")]
    [InlineData("https://x.org/a/index", "https://x.org/a/")]
    [InlineData("https://x.org/2F", "https://x.org/%2F")]
    [InlineData("https://x.org/%252F", "https://x.org/%2F")]
    [InlineData("https://x.org/a%3Fb=c", "https://x.org/a?b=c")]
    [InlineData("https://x.org/a%5Eb=c", "https://x.org/a?b=c")]
    [InlineData("https://x.org/?a=b%26c", "https://x.org/?a=b&c")]
    [InlineData("https://x.org/?a+b", "https://x.org/?a%20b")]
    [InlineData("https://x_80/a", "http://x:81/a")]
    [InlineData("https://x_8080/a", "https://x:8080/a")]
    [InlineData("https://x.org/a~1a2b3c4d.txt", "https://x.org/a.txt")]
    public void URLs_that_differ_by_more_than_spelling_never_share_a_natural_name(string one, string other) =>
        Assert.NotEqual(NameRules.Key(Name(one)), NameRules.Key(Name(other)));

    [Theory]
    [InlineData("https://x.org/a//b.txt", "x.org/a/b~")]
    [InlineData("https://x.org/100%.tar.gz", "x.org/100%25~")]
    [InlineData("https://x.org/a~1a2b3c4d.txt", "x.org/a~1a2b3c4d~")]
    public void Where_something_is_lost_a_hash_stands_before_the_extension(string url, string start)
    {
        var name = Name(url);
        Assert.StartsWith(start, name, StringComparison.Ordinal);
        Assert.EndsWith(url[url.IndexOf(".t", StringComparison.Ordinal)..], name, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_names_that_differ_only_at_their_end_are_cut_and_stay_apart()
    {
        var names = Enumerable.Range(0, 200).Select(i => Name($"https://x.org/{new string('a', 300)}{i}.tar.gz")).ToList();
        Assert.Equal(200, names.Distinct().Count());
        Assert.All(names, n => Assert.Equal("x.org/".Length + 200, n.Length));
        Assert.All(names, n => Assert.EndsWith(".tar.gz", n, StringComparison.Ordinal));

        var folders = new[] { "é", "日", "%F0%9F%92%A9", "%01" }.Select(c => Name($"https://x.org/{string.Concat(Enumerable.Repeat(c, 250))}/f?{new string('q', 4000)}")).ToList();
        Assert.Equal(4, folders.Distinct().Count());
        Assert.All(folders, n => Assert.Null(PortableRules.Fault(n)));
    }

    [Fact]
    public void Deep_and_long_paths_are_folded_and_stay_apart()
    {
        var deep = Enumerable.Range(0, 100).Select(i => Name("https://x.org/" + string.Concat(Enumerable.Repeat("d/", 999)) + i + "/f.txt")).ToList();
        var wide = Enumerable.Range(0, 100).Select(i => Name("https://x.org/" + string.Concat(Enumerable.Repeat(new string('w', 190) + "/", 15)) + i + "/f.txt")).ToList();
        Assert.Equal(200, deep.Concat(wide).Distinct().Count());
        Assert.All(deep.Concat(wide), n => Assert.Null(PortableRules.Fault(n)));
        Assert.All(deep, n => Assert.Equal(20, n.Split('/').Length));
        Assert.All(wide, n => Assert.True(Encoding.UTF8.GetByteCount(n) <= 1024));
    }

    [Theory]
    [InlineData("/etc/passwd", "etc/passwd")]
    [InlineData("~/x", "x")]
    [InlineData("../../x", "x")]
    [InlineData("a/./../b", "a/b")]
    [InlineData("C:\\x\\y", "x/y")]
    [InlineData("C:x", "C%3Ax")]
    [InlineData("\\\\?\\C:\\x", "%3F/C%3A/x")]
    [InlineData("sub/100%.txt", "sub/100%.txt")]
    [InlineData(".swarm/state.db", "%2Eswarm/state.db")]
    [InlineData("..", "x.org/a")]
    [InlineData("", "x.org/a")]
    public void A_name_from_the_list_stays_below_the_output_folder(string given, string path)
    {
        foreach (var name in Namers.Known)
        {
            var namer = Namers.Create(name, "{host}/{name}");
            var proposed = namer.Propose(new Bundle(WebUrl.Parse("https://x.org/a")) { Out = given }, 1, null).Path;
            Assert.Null(PortableRules.Fault(proposed));
            if (path != "x.org/a" || name == "safe") Assert.Equal(path, proposed);
        }
    }

    [Theory]
    [InlineData("https://x.org/a/b.txt", null)]
    [InlineData("https://x.org/?a%20b", "the URL ends in a slash: index; ^ stands for the query's ?")]
    [InlineData("https://x.org/a:b", "what no file name holds is %XX")]
    [InlineData("https://x.org/a//b", "with a hash, as another URL could read the same")]
    public void What_was_changed_is_told(string url, string? why) =>
        Assert.Equal(why, s_namer.Propose(new Bundle(WebUrl.Parse(url)), 1, null).Why);

    [Fact]
    public void A_lone_surrogate_in_a_given_name_is_replaced() => Assert.Equal("\ufffd.txt",
        s_namer.Propose(new Bundle(WebUrl.Parse("https://x.org/a")) { Out = "\ud800.txt" }, 1, null).Path);

    [Fact]
    public void An_ordinary_name_costs_one_string()
    {
        var bundle = new Bundle(WebUrl.Parse("https://downloads.example.org/releases/v1.2.3/archive-00001.tar.gz"));
        for (var i = 0; i < 100_000; i++) s_namer.Propose(bundle, 1, null);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 100_000; i++) s_namer.Propose(bundle, 1, null);
        output.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalNanoseconds / 100_000:F0} ns");
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated <= 100_000 * 160);
    }
}
