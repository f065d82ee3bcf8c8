using System.Globalization;
using Swarm.Domain.Crawling;
using Swarm.Domain.Crawling.Traps;

namespace Swarm.Domain.Tests.Crawling;

public class NoveltyBudgetTests(Xunit.Abstractions.ITestOutputHelper output)
{
    const int RealPages = 300;

    /// <summary>Each of them is a site of 300 real pages and one part without end.</summary>
    [Theory]
    [InlineData("calendar")]
    [InlineData("calendar in the query")]
    [InlineData("growing path")]
    [InlineData("session in the path")]
    [InlineData("session in the query")]
    [InlineData("permutations")]
    [InlineData("amp")]
    [InlineData("soft 404")]
    [InlineData("soft 404 naming the path")]
    [InlineData("pagination")]
    [InlineData("wildcard hosts")]
    [InlineData("too little text")]
    public void A_site_without_end_ends_within_5000_pages_with_all_its_real_ones(string kind)
    {
        var budget = new NoveltyBudget(new NoveltyOptions());
        var crawl = new SimulatedCrawl(budget, url => TrapSites.Page(kind, url), 6000);
        crawl.Run("https://x.example.org/");
        output.WriteLine($"{crawl.Fetched} pages; {string.Join("; ", budget.Starved)}");
        Assert.InRange(crawl.Fetched, RealPages, 5000);
        Assert.Equal(RealPages, crawl.Seen.Count(url => url.StartsWith("https://x.example.org/real/", StringComparison.Ordinal) && !url.Contains("sid", StringComparison.Ordinal)));
        Assert.NotEmpty(budget.Starved);
        Assert.All(budget.Starved, family => Assert.False(family.Family.EndsWith("/real/", StringComparison.Ordinal)));
    }

    /// <summary>Of a page's words, how many are its own; the rest is the template's.</summary>
    [Theory]
    [InlineData(50_000, 40, 80)]
    [InlineData(5_000, 40, 360)]
    public void Pages_of_one_template_that_differ_in_their_text_are_never_starved(int pages, int own, int common)
    {
        var budget = new NoveltyBudget(new NoveltyOptions());
        var random = new Random(5);
        var template = Enumerable.Range(0, 64).Select(_ => Votes(random, common)).ToArray();
        for (var i = 0; i < pages; i++)
        {
            var url = WebUrl.Parse($"https://x.org/articles/2024/{i}.html?page={i % 7}");
            Assert.Null(budget.Starves(url));
            budget.Saw(url, (ulong)i, Likeness(random, template, own));
        }

        Assert.Empty(budget.Starved);
    }

    /// <summary>A simhash as it comes out of words that hash independently.</summary>
    static ulong Likeness(Random random, int[] template, int own)
    {
        var value = 0ul;
        for (var bit = 0; bit < 64; bit++)
            if (template[bit] + Votes(random, own) > 0) value |= 1ul << bit;
        return value;
    }

    /// <summary>Of so many words for and against one bit.</summary>
    static int Votes(Random random, int words)
    {
        var votes = -words;
        for (; words > 0; words -= 32)
            votes += 2 * System.Numerics.BitOperations.PopCount((uint)random.NextInt64() & (uint)((1ul << Math.Min(words, 32)) - 1));
        return votes;
    }

    [Fact]
    public void A_starved_family_is_named_with_what_it_brought()
    {
        var budget = new NoveltyBudget(new NoveltyOptions());
        for (var i = 0; i < 200; i++)
        {
            Assert.Null(budget.Starves(WebUrl.Parse("https://x.org/cal/day/7")));
            budget.Saw(WebUrl.Parse($"https://x.org/cal/day/{i}"), 1, 0);
        }

        Assert.Equal([new StarvedFamily("https://x.org/cal/day/", 200, 1)], budget.Starved);
        Assert.Equal("novelty: of the latest 100 pages of https://x.org/cal/day/ 0 were new", budget.Starves(WebUrl.Parse("https://x.org/cal/day/999")));
        Assert.Null(budget.Starves(WebUrl.Parse("https://x.org/cal/")));
        Assert.Null(budget.Starves(WebUrl.Parse("http://x.org/cal/day/1")));
    }

    [Theory]
    [InlineData("https://x.org/a/2024/05/x?b=1&a=2", "https://x.org/a/#/#/x?a&b", "https://x.org/a/#/", "https://x.org/a/", "https://x.org/…?a&b", "https://x.org")]
    [InlineData("https://x.org/?a&amp;b=1&amp;amp;b=2&c9=", "https://x.org/?a&b&c#", "https://x.org/…?a&b&c#", "https://x.org")]
    [InlineData("http://a.b.x.org:81/f", "http://a.b.x.org:81", "http://*.b.x.org")]
    [InlineData("http://127.0.0.1/f?", "http://127.0.0.1")]
    public void Families_are_folders_key_sets_and_hosts(string url, params string[] names) =>
        Assert.Equal(names, FamilyNames.Of(WebUrl.Parse(url)).Select(n => n.Name));

    [Fact]
    public void Pages_below_one_first_segment_are_counted_where_that_is_asked()
    {
        var budget = new NoveltyBudget(new NoveltyOptions { Grace = 0, MostPerPrefix = 50 });
        for (var i = 0; i < 50; i++) budget.Saw(WebUrl.Parse($"https://x.org/a/b{i}/c"), 1, 0);
        Assert.Equal("limit: 50 pages of https://x.org/a/ are as many as are wanted", budget.Starves(WebUrl.Parse("https://x.org/a/new")));
        Assert.Null(budget.Starves(WebUrl.Parse("https://x.org/b/new")));
        Assert.Empty(budget.Starved);
    }

    [Fact]
    public void A_later_run_goes_on_where_the_first_stopped()
    {
        var whole = new NoveltyBudget(new NoveltyOptions());
        var parted = new NoveltyBudget(new NoveltyOptions());
        var random = new Random(3);
        for (var i = 0; i < 6000; i++)
        {
            var url = WebUrl.Parse($"https://x.org/{(char)('a' + random.Next(5))}/{(char)('a' + random.Next(3))}/{i}?q{random.Next(3)}={i}");
            var (hash, likeness) = ((ulong)random.Next(50), (ulong)random.Next(20) << 20);
            Assert.Equal(whole.Starves(url), parted.Starves(url));
            whole.Saw(url, hash, likeness);
            parted.Saw(url, hash, likeness);
            if (i % 97 == 0) parted = NoveltyBudget.Load(new NoveltyOptions(), parted.Save());
        }

        Assert.True(whole.Starved.Count > 3);
        Assert.Equal(whole.Starved, parted.Starved);
        Assert.Equal(whole.Save(), parted.Save());
    }

    [Fact]
    public void A_state_that_cannot_be_read_is_none()
    {
        var budget = new NoveltyBudget(new NoveltyOptions());
        for (var i = 0; i < 300; i++) budget.Saw(WebUrl.Parse($"https://x.org/a/b/{i}"), 1, 0);
        var state = budget.Save();
        for (var length = 0; length < state.Length; length += 1 + length / 20)
            Assert.Empty(NoveltyBudget.Load(new NoveltyOptions(), state[..length]).Starved);
        Assert.Empty(NoveltyBudget.Load(new NoveltyOptions(), [9, .. state[1..]]).Starved);
        Assert.Single(NoveltyBudget.Load(new NoveltyOptions(), state).Starved);
    }

    [Fact]
    public void Its_memory_is_bounded()
    {
        var budget = new NoveltyBudget(new NoveltyOptions());
        var random = new Random(4);
        for (var i = 0; i < 8_000; i++)
            budget.Saw(WebUrl.Parse($"https://x.org/{Letters(random)}/{Letters(random)}/p?{Letters(random)}"), (ulong)random.NextInt64(), (ulong)random.NextInt64());
        Assert.InRange(budget.Save().Length, 100_000, 3_000_000);
        Assert.Empty(budget.Starved);
    }

    static string Letters(Random random) => string.Create(6, random, (span, r) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = (char)('a' + r.Next(26));
    });

    /// <summary>Breadth first, each URL once, asked before it is queued and before it is fetched.</summary>
    sealed class SimulatedCrawl(NoveltyBudget budget, Func<string, (string[] Words, string[] Links)?> site, int most)
    {
        public HashSet<string> Seen { get; } = [];

        public int Fetched { get; private set; }

        public void Run(string seed)
        {
            var queue = new Queue<string>([seed]);
            while (queue.TryDequeue(out var text) && Fetched < most)
            {
                var url = WebUrl.Parse(text);
                if (budget.Starves(url) is not null || site(text) is not { } page) continue;
                Fetched++;
                if (text.Contains("/real/", StringComparison.Ordinal)) Seen.Add(text);
                budget.Saw(url, SimHash.Hash(string.Join(' ', page.Words) + string.Join(' ', page.Links)), page.Words.Length < 20 ? 0 : SimHash.Of(page.Words));
                foreach (var link in page.Links)
                    if (url.Resolve(link) is { } next && Queued.Add(next.Href) && budget.Starves(next) is null) queue.Enqueue(next.Href);
            }
        }

        HashSet<string> Queued { get; } = [];
    }

    /// <summary>Over words in threes, as a page's reading has it.</summary>
    static class SimHash
    {
        public static ulong Of(string[] words)
        {
            var hashes = Array.ConvertAll(words, Hash);
            Span<int> votes = stackalloc int[64];
            for (var i = 2; i < words.Length; i++)
            {
                var hash = Mix(hashes[i - 2] * 3 ^ hashes[i - 1] * 5 ^ hashes[i] * 7);
                for (var bit = 0; bit < 64; bit++) votes[bit] += (int)(hash >> bit & 1) * 2 - 1;
            }

            var value = 0ul;
            for (var bit = 0; bit < 64; bit++)
                if (votes[bit] > 0) value |= 1ul << bit;
            return value;
        }

        public static ulong Hash(string text) => Mix(Fnv.Of(text));

        static ulong Mix(ulong hash)
        {
            hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;
            hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;
            return hash ^ (hash >> 32);
        }
    }

    static class TrapSites
    {
        static readonly string[] s_template = [.. Enumerable.Range(0, 100).Select(i => "t" + i)];

        public static (string[] Words, string[] Links)? Page(string kind, string text)
        {
            var url = WebUrl.Parse(text);
            var path = url.Path.ToString();
            var session = kind.StartsWith("session", StringComparison.Ordinal);
            if (path == "/") return ([.. s_template, "home"], [.. session ? [] : Real(0), .. Trap(kind, url)]);
            if (!path.Contains("/real/", StringComparison.Ordinal)) return (Words(kind, text), Trap(kind, url));
            var number = int.Parse(path.AsSpan(path.LastIndexOf('/') + 1), CultureInfo.InvariantCulture);
            var words = new Random(number);
            return ([.. s_template, .. Enumerable.Range(0, 40).Select(_ => "w" + words.Next(5000))], session ? Trap(kind, url) : Real(number));
        }

        static string[] Real(int number) => [.. new[] { 2 * number + 1, 2 * number + 2 }.Where(n => n <= RealPages).Select(n => "/real/" + n)];

        static string[] Words(string kind, string url) => kind switch
        {
            "calendar" or "calendar in the query" => [.. s_template, .. Enumerable.Range(1, 31).Select(d => d.ToString(CultureInfo.InvariantCulture)), url],
            "too little text" => [url],
            "soft 404" => [.. s_template, "not", "found"],
            _ => [.. s_template, "at", url],
        };

        static string[] Trap(string kind, WebUrl url)
        {
            var next = Number(url) + 1;
            var key = (SimHash.Hash(url.Href) % 1_000_000).ToString("x", CultureInfo.InvariantCulture);
            return kind switch
            {
                "calendar" => [$"/cal/{2000 + next / 12}/{next % 12 + 1}/{next}", $"/cal/{2000 + next}/1/{2 * next}"],
                "calendar in the query" => [$"/cal?year={2000 + next / 12}&month={next % 12}&n={next}"],
                "growing path" => [$"{url.Path}node{next}/", $"{url.Path}{key}/"],
                "session in the path" => [.. Enumerable.Range(1, RealPages / 60).Select(i => $"/{key}/real-{i}"), $"/real/{Math.Min(RealPages, next)}", .. Plain(url)],
                "session in the query" => [$"/real/{next % RealPages + 1}?sid={key}", $"/other?sid={key}{next}", .. Plain(url)],
                "permutations" => [.. new[] { "a", "b", "c", "d" }.Select(k => $"/list?{k}={next}&{url.Query.TrimStart('?')}")],
                "amp" => [$"/p?x=1&amp;{url.Query.TrimStart('?')}", $"/p?n={next}&amp;x=2"],
                "soft 404" or "soft 404 naming the path" => [$"/{key}{next}", $"/{key}/{next}/x", $"/z{key}"],
                "pagination" => [$"/list/?page={next}"],
                "wildcard hosts" => [$"https://h{key}.example.org/", $"https://g{key}.example.org/a"],
                _ => [$"/few/{key}/{next}", $"/few/{next}"],
            };
        }

        /// <summary>The real pages without their session, as a site map would have them.</summary>
        static IEnumerable<string> Plain(WebUrl url) => url.Path is "/" ? Enumerable.Range(1, RealPages).Select(i => "/real/" + i) : [];

        static int Number(WebUrl url)
        {
            var digits = new string([.. url.Target.ToArray().Where(char.IsAsciiDigit).TakeLast(6)]);
            return digits.Length == 0 ? 0 : int.Parse(digits, CultureInfo.InvariantCulture) % 500_000;
        }
    }
}
