using Swarm.Domain.Crawling.Scoping;
using Swarm.TestSupport;

namespace Swarm.Domain.Tests.Crawling;

public class PublicSuffixesTests(Xunit.Abstractions.ITestOutputHelper output)
{
    const string Machine = "/usr/share/publicsuffix/public_suffix_list.dat";

    const string Few = """
        // the rules that the list's own tests are about
        com
        uk.com
        biz
        ac
        *.mm
        jp  and a remark
        ac.jp
        kyoto.jp
        ide.kyoto.jp
        *.kobe.jp
        !city.kobe.jp
        *.ck
        !www.ck
        us
        ak.us
        k12.ak.us
        cn
        com.cn
        公司.cn
        中国
        """;

    [FixtureTheory("cookies")]
    [InlineData("cookies/tests.txt")]
    [InlineData("cookies/test_psl.txt")]
    public void The_lists_own_tests_hold(string file)
    {
        var rows = File.ReadLines(Fixtures.Path(file)).Where(l => l.Length > 0 && !l.StartsWith("//", StringComparison.Ordinal)).Select(Row).ToList();
        Assert.True(rows.Count >= 70);
        string[] lists = File.Exists(Machine) ? [Few, File.ReadAllText(Machine)] : [Few];
        foreach (var list in lists)
        {
            var suffixes = PublicSuffixes.Parse(list);
            foreach (var (host, domain) in rows)
                Assert.True(Host(domain) == suffixes.RegistrableDomain(Host(host) ?? ""), $"{host}: {suffixes.RegistrableDomain(Host(host) ?? "")}, not {domain}");
        }

        output.WriteLine($"{rows.Count} rows, {lists.Length} lists");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    [InlineData("com")]
    [InlineData("com..")]
    [InlineData(".")]
    [InlineData("")]
    public void Addresses_and_suffixes_have_none(string host) => Assert.Null(PublicSuffixes.Parse(Few).RegistrableDomain(host));

    [Fact]
    public void A_trailing_dot_changes_nothing_and_an_empty_list_is_none()
    {
        Assert.Equal("example.com", PublicSuffixes.Parse(Few).RegistrableDomain("www.example.com."));
        Assert.Throws<FormatException>(() => PublicSuffixes.Parse("// nothing\n\n"));
    }

    static (string Host, string Domain) Row(string line)
    {
        var parts = line.Replace("checkPublicSuffix(", "", StringComparison.Ordinal).Trim(')', ';').Split([' ', ',', '\''], StringSplitOptions.RemoveEmptyEntries);
        return (parts[0], parts[1].TrimEnd(')', ';'));
    }

    static string? Host(string text) => text is "null" ? null : text[0] == '.' ? text : WebUrl.Parse($"http://{text}/").Origin.Host;
}
