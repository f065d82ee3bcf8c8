using System.Text;
using System.Text.Json;
using Swarm.Domain.Naming;
using Swarm.TestSupport;

namespace Swarm.Domain.Tests.Naming;

public class HostileNamesTests
{
    static readonly INamer[] s_namers = [.. Namers.Known.Select(n => Namers.Create(n, "{host}/{path}/{name}_{query}{ext}"))];

    static readonly string[] s_prefixes =
    [
        "", "/", "//", "a/", "a//", "./", "../", "%2e/", "%2e%2e/", ".%2e/", "%2E./", "..%2f", "..%5c", "..\\", "\\", "\\\\", "%5c%5c%3f%5c", "%252e%252e/", "%252e%252e%252f",
        "..;/", "...", ".../", "....//", "%00", "%00/", "C:", "C:/", "C:%5c", "c%3a%5c", "~/", "~root/", ".swarm/", ".SWARM/", "%2eswarm/", ".swarm%2f", ".swarm./", ".sw%61rm%20/",
        "%c0%ae%c0%ae/", "%e2%80%ae", "%ef%bb%bf", "%ef%bf%be", "%ef%bc%8e%ef%bc%8e%ef%bc%8f", "?", "?a=", "?a=/../", "?..%2f", "#", "%23", "%ff", "%E0%80%af", "a%cc%81/", "%cc%81",
    ];

    static readonly string[] s_forms =
    [
        "", ".", "..", "x", "x.part", "x.PART", ".part", "%2epart", "state.db", "CON", "con.txt", "NUL.", "aux%20.txt", "COM%C2%B9", "lpt0", "CONIN$", "CLOCK$.a.b", "a.", "a%20", "a.%20.", "a:b", "a*b",
        "a%7Cb", "a%22b", "a%3Cb%3E", "a%0D%0Ab", "a%1B[31m", "a%C2%9Bm", "a~1", "PROGRA~1.TXT", "a~1a2b3c4d", "%F0%9F%92%A9", "%ED%A0%80", "%EF%BF%BE.swarm", "%F0%9F%BF%BF", "etc/passwd", "%2fetc%2fpasswd", "..%2f..%2fx",
        "%2e%2e%5c%2e%2e%5cx", "%", "%%", "%2", "%zz", "%2A%CC%81", "%00.txt", "^", "%5E", "`{}", "index", "INDEX", "%EF%BC%A3%EF%BC%AF%EF%BC%AE",
    ];

    static IEnumerable<string> HostileUrls() =>
        from prefix in s_prefixes
        from form in s_forms
        select "http://x.org/" + prefix + form;

    static IEnumerable<string> HostileHosts() =>
        from host in new[] { ".", "..", "...", ".swarm", "con", "nul.", "a~1", "a_80", "x.part", "~", "-rf", "a*b", "a\"b", "a'b&c;d", "[::1]", "[::ffff:1.2.3.4]:81", "u:p@x", "%2e%2e", new string('h', 300) }
        from path in new[] { "", "/", "/a", "/?q", "/.swarm/x" }
        select "http://" + host + path;

    [Fact]
    public void Every_hostile_URL_gets_a_contained_portable_name_from_every_namer()
    {
        var urls = HostileUrls().Concat(HostileHosts()).Concat(LongUrls()).Where(u => WebUrl.TryParse(u, out _, out _)).ToList();
        Assert.True(urls.Count > 2000, $"{urls.Count} URLs");
        foreach (var url in urls)
            AssertSafe(new Bundle(WebUrl.Parse(url)), url);
    }

    [Fact]
    public void Different_hostile_URLs_share_a_safe_name_only_where_they_decode_to_the_same()
    {
        var groups = HostileUrls().Select(WebUrl.Parse).Distinct()
            .GroupBy(u => new SafeNamer().Propose(new Bundle(u), 1, null).Path).Where(g => g.Count() > 1);
        foreach (var group in groups)
            Assert.Single(group.Select(u => (Decode(u.Path), Decode(u.Query))).Distinct());
    }

    [Fact]
    public void Random_URLs_share_a_safe_name_only_where_they_decode_to_the_same()
    {
        var random = new Random(7);
        string[] bits = ["a", "b", "/", "/", "%2F", "%252F", "%25", "%", "~", "^", "%5E", "?", "=", "%3D", "&", "%26", "%3F", "index", "%FF", "%C3%A9", "~1a2b3c4d", ".txt", ".part", "%00", ":", "%3A", ".", "%20"];
        var namer = new SafeNamer();
        var groups = Enumerable.Range(0, 20_000)
            .Select(_ => "http://x/" + string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => bits[random.Next(bits.Length)])))
            .Select(WebUrl.Parse).Distinct().GroupBy(u => namer.Propose(new Bundle(u), 1, null).Path);
        foreach (var group in groups.Where(g => g.Count() > 1))
            Assert.True(group.Select(u => (Decode(u.Path), Decode(u.Query))).Distinct().Count() == 1, group.Key + " <- " + string.Join(" ", group));
    }

    [Fact]
    public void Every_hostile_form_given_by_list_or_server_is_contained()
    {
        foreach (var text in s_prefixes.SelectMany(p => s_forms.Select(f => p + f)).SelectMany(t => new[] { t, Decode(t) }))
            AssertGiven(text);
    }

    [FixtureFact("names/blns.json")]
    public void Naughty_strings_make_safe_names_in_URLs_lists_and_servers_fields()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Fixtures.Path("names/blns.json")));
        var strings = json.RootElement.EnumerateArray().Select(s => s.GetString()!).ToList();
        Assert.True(strings.Count > 500);
        foreach (var text in strings)
        {
            AssertGiven(text);
            foreach (var url in new[] { "http://x.org/" + text, "http://x.org/" + Uri.EscapeDataString(text), "http://x.org/a?" + text, "http://" + text })
                if (WebUrl.TryParse(url, out var parsed, out var fault)) AssertSafe(new Bundle(parsed), url);
                else Assert.DoesNotContain(fault, char.IsControl);
        }
    }

    static IEnumerable<string> LongUrls() =>
        from unit in new[] { "a", "a.", "é", "%F0%9F%92%A9", "%01", "/a", "a/", "e%CC%81", "~1a2b3c4d", ".", "%20", "%EF%B7%BA" }
        from count in new[] { 66, 67, 199, 200, 201, 255, 600 }
        from end in new[] { "", ".txt", "/f", "?q", ".part" }
        select "http://x.org/" + string.Concat(Enumerable.Repeat(unit, count)) + end;

    static void AssertGiven(string text)
    {
        var bundle = new Bundle(WebUrl.Parse("http://x.org/a"));
        AssertSafe(new SafeNamer(), bundle with { Out = text }, text);
        foreach (var field in new[] { $"attachment; filename=\"{text}\"", "attachment; filename*=UTF-8''" + Uri.EscapeDataString(text) })
            AssertSafe(new DispositionNamer(), bundle, text, [new Header("Content-Disposition", field)]);
    }

    static void AssertSafe(Bundle bundle, string what)
    {
        foreach (var namer in s_namers) AssertSafe(namer, bundle, what);
    }

    static void AssertSafe(INamer namer, Bundle bundle, string what, IReadOnlyList<Header>? head = null)
    {
        var path = namer.Propose(bundle, 1, head).Path;
        if (PortableRules.Fault(path) is { } fault) Assert.Fail($"{namer.Name}: {what} -> {path}: {fault}");
        var again = namer.Propose(bundle with { Out = path }, 1, head).Path;
        if (again != path) Assert.Fail($"{namer.Name}: {what} -> {path} is not left alone but becomes {again}");
        if (PortableRules.Fault(NameRules.Alternative(path, what)) is { } other) Assert.Fail($"{namer.Name}: alternative of {path}: {other}");
    }

    static string Decode(ReadOnlySpan<char> text)
    {
        var octets = new List<byte>();
        for (var i = 0; i < text.Length; i++)
            if (text[i] == '%' && i + 2 < text.Length && byte.TryParse(text.Slice(i + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var octet))
                (i, _) = (i + 2, Add(octet));
            else octets.Add((byte)text[i]);
        return Encoding.Latin1.GetString([.. octets]);

        bool Add(byte octet)
        {
            octets.Add(octet);
            return true;
        }
    }
}
