using System.Text;
using Swarm.Domain.Naming;

namespace Swarm.Domain.Tests.Naming;

public class NameRulesTests
{
    [Fact]
    public void The_hash_is_SipHash_by_its_published_vectors()
    {
        byte[] Input(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        Assert.Equal(0x726fdb47dd0e0e31ul, SipHash.Of(Input(0)));
        Assert.Equal(0x74f839c593dc67fdul, SipHash.Of(Input(1)));
        Assert.Equal(0x93f5f5799a932462ul, SipHash.Of(Input(8)));
        Assert.Equal(0xa129ca6149be45e5ul, SipHash.Of(Input(15)));
    }

    [Theory]
    [InlineData("a/Logo.png", "A/logo.PNG")]
    [InlineData("café", "cafe\u0301")]
    [InlineData("CAFÉ", "cafe\u0301")]
    [InlineData("straße", "STRASSE")]
    [InlineData("ﬁle", "FILE")]
    [InlineData("ΣΊΣΥΦΟΣ", "σίσυφος")]
    [InlineData("\u212A", "k")]
    [InlineData("a\u200Db\uFE0F", "ab")]
    public void Twins_have_one_key(string one, string other) => Assert.Equal(NameRules.Key(one), NameRules.Key(other));

    [Fact]
    public void Keys_stay_what_they_are() => Assert.Equal(0x63d62c7845423f2bul, NameRules.Key("x.org/README.md"));

    [Fact]
    public void Folders_are_told_from_the_top()
    {
        Assert.Equal(["a", "a/b"], NameRules.Folders("a/b/c.txt"));
        Assert.Empty(NameRules.Folders("c.txt"));
    }

    [Fact]
    public void An_alternative_lies_beside_the_natural_name_and_keeps_the_extension()
    {
        var one = NameRules.Alternative("x.org/a/b.tar.gz", "https://x.org/1");
        Assert.Matches("^x\\.org/a/b~[0-9a-f]{8}\\.tar\\.gz$", one);
        Assert.NotEqual(one, NameRules.Alternative("x.org/a/b.tar.gz", "https://x.org/2"));
        Assert.Equal(one, NameRules.Alternative("x.org/a/b.tar.gz", "https://x.org/1"));
        Assert.NotEqual(one, NameRules.Alternative(one, "https://x.org/1"));
        var longest = NameRules.Alternative("a/" + new string('日', 66) + ".x", "u");
        Assert.True(Encoding.UTF8.GetByteCount(longest) <= 202);
    }

    [Fact]
    public void Any_order_of_clashing_URLs_gives_the_same_distinct_names()
    {
        var namers = new[] { Namers.Create("safe"), Namers.Create("last-segment"), Namers.Create("seed"), Namers.Create("template", "{host}/{name}") };
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var urls = ClashingUrls(random, 2 + random.Next(40));
            var namer = namers[seed % namers.Length];
            var first = Assign(urls, namer);
            AssertDistinct(first.Values);
            for (var round = 0; round < 4; round++)
            {
                random.Shuffle(urls);
                Assert.Equal(first, Assign(urls, namer));
            }
        }
    }

    [Fact]
    public void A_folder_takes_the_name_and_the_smaller_URL_keeps_it_among_files()
    {
        var names = Assign(["https://x.org/a", "https://x.org/a/b", "https://x.org/Logo.png", "https://x.org/logo.png", "http://x.org/a/B"], Namers.Create("safe"));
        Assert.StartsWith("x.org/a~", names["https://x.org/a"], StringComparison.Ordinal);
        Assert.StartsWith("x.org/a/b~", names["https://x.org/a/b"], StringComparison.Ordinal);
        Assert.Equal("x.org/a/B", names["http://x.org/a/B"]);
        Assert.Equal("x.org/Logo.png", names["https://x.org/Logo.png"]);
        Assert.StartsWith("x.org/logo~", names["https://x.org/logo.png"], StringComparison.Ordinal);
    }

    /// <summary>The state's part in small: URLs come one by one, losers move on.</summary>
    static SortedDictionary<string, string> Assign(IEnumerable<string> urls, INamer namer)
    {
        var (files, folders, names) = (new Dictionary<ulong, string>(), new HashSet<ulong>(), new SortedDictionary<string, string>(StringComparer.Ordinal));
        void Propose(string url, string path)
        {
            while (true)
            {
                var key = NameRules.Key(path);
                names[url] = path;
                if (!folders.Contains(key))
                {
                    var isTaken = files.TryGetValue(key, out var holder);
                    if (!isTaken || NameRules.Wins(url, holder!)) files[key] = url;
                    if (!isTaken) return;
                    if (files[key] == url) (url, path) = (holder!, names[holder!]);
                }

                path = NameRules.Alternative(path, url);
            }
        }

        foreach (var url in urls)
        {
            var path = namer.Propose(new Bundle(WebUrl.Parse(url)), 1, null).Path;
            foreach (var key in NameRules.Folders(path).Select(NameRules.Key).Where(folders.Add))
                if (files.Remove(key, out var evicted)) Propose(evicted, NameRules.Alternative(names[evicted], evicted));
            Propose(url, path);
        }

        return names;
    }

    static string[] ClashingUrls(Random random, int count)
    {
        string[] hosts = ["http://x.org", "https://x.org", "https://X.org:8443"];
        string[] words = ["a", "A", "b", "é", "e%CC%81", "%C3%89", "ﬁ", "fi", "index", "%61", "a%2Fb", "", "a~1a2b3c4d", "c.txt", "C.TXT"];
        return [.. Enumerable.Range(0, count)
            .Select(_ => hosts[random.Next(3)] + string.Concat(Enumerable.Range(0, 1 + random.Next(3)).Select(_ => "/" + words[random.Next(words.Length)])) + (random.Next(6) == 0 ? "?a" : ""))
            .Select(u => WebUrl.Parse(u).Href).Distinct()];
    }

    static void AssertDistinct(ICollection<string> paths)
    {
        static string Fold(string path) => path.Normalize(NormalizationForm.FormC).ToLowerInvariant().Normalize(NormalizationForm.FormC);
        var files = paths.Select(Fold).ToHashSet();
        Assert.Equal(paths.Count, files.Count);
        Assert.DoesNotContain(paths.SelectMany(NameRules.Folders).Select(Fold), files.Contains);
        Assert.All(paths, p => Assert.Null(PortableRules.Fault(p)));
    }
}
