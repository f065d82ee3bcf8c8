using System.Text.Json;
using Swarm.TestSupport;

namespace Swarm.Domain.Tests.Urls;

/// <summary>The web platform tests' list of URLs; what is not http or https must be refused.</summary>
public class UrlStandardTests(Xunit.Abstractions.ITestOutputHelper output)
{
    const string List = "url/urltestdata.json";

    // Kept differences, each with its reason. Origin promises a port that can be connected to.
    static readonly string[] s_keptDifferences = ["http://f:0/c", "http://f:00000000000000/c"];

    [FixtureFact(List)]
    public void Http_and_https_rows_are_parsed_as_the_Standard_says()
    {
        var rows = Rows().Where(r => r.IsWeb).ToList();
        var differing = rows.Where(r => Parse(r) != r.Expected).ToList();
        foreach (var r in differing) output.WriteLine($"{r.Input} | {r.Base} | {Parse(r)} | {r.Expected}");
        output.WriteLine($"{rows.Count - differing.Count} of {rows.Count} rows agree");

        Assert.True(rows.Count > 240);
        Assert.Equal(s_keptDifferences, differing.Select(r => r.Input));
    }

    [FixtureFact(List)]
    public void Rows_with_a_base_resolve_as_the_Standard_says()
    {
        var rows = Rows().Where(r => r.IsWeb && r.Base is not null && WebUrl.TryParse(r.Base, out _, out _)).ToList();
        var differing = rows.Where(r => Parse(r) != r.Expected).Select(r => $"{r.Input} on {r.Base}: {Parse(r)}, not {r.Expected}").ToList();
        output.WriteLine($"{rows.Count - differing.Count} of {rows.Count} references agree");
        Assert.True(rows.Count > 100);
        Assert.Equal(s_keptDifferences.Length, differing.Count);
    }

    [FixtureFact(List)]
    public void Rows_that_must_fail_fail_with_a_reason_and_other_schemes_are_refused()
    {
        var accepted = Rows().Where(r => !r.IsWeb && Parse(r) is not null).Select(r => r.Input);
        Assert.Empty(accepted);
        Assert.All(Rows().Where(r => !r.IsWeb), r => Assert.True(WebUrl.TryParse(r.Input, out _, out var fault) || fault.Length > 3, r.Input));
    }

    [FixtureFact(List)]
    public void What_was_parsed_parses_again_to_itself_and_its_parts_fit_together()
    {
        foreach (var row in Rows().Where(r => r.IsWeb && Parse(r) is not null))
        {
            var url = Url(row)!;
            var again = WebUrl.Parse(url.Href);
            Assert.Equal(url, again);
            Assert.Equal(url.Origin, again.Origin);
            Assert.Equal(url.Href, url.Origin + url.Target.ToString());
            Assert.Equal(url.Target.ToString(), url.Path.ToString() + url.Query.ToString());
            Assert.StartsWith("/", url.Path.ToString(), StringComparison.Ordinal);
            Assert.True(System.Text.Ascii.IsValid(url.Href));
        }
    }

    static WebUrl? Url(Row row)
    {
        if (row.Base is not null && WebUrl.TryParse(row.Base, out var @base, out _)) return @base.Resolve(row.Input);
        return WebUrl.TryParse(row.Input, out var url, out _) ? url : null;
    }

    static string? Parse(Row row) => Url(row) is { } url ? $"{url.UserInfo}@{url.Href}" : null;

    static IEnumerable<Row> Rows()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Fixtures.Path(List)));
        foreach (var row in json.RootElement.EnumerateArray().Where(r => r.ValueKind == JsonValueKind.Object))
        {
            var isWeb = row.TryGetProperty("protocol", out var protocol) && protocol.GetString() is "http:" or "https:";
            yield return new Row(Text(row, "input")!, Text(row, "base"), isWeb, isWeb ? Expected(row) : null);
        }
    }

    static string Expected(JsonElement row)
    {
        var userInfo = Text(row, "username") + (Text(row, "password") is { Length: > 0 } password ? ":" + password : "");
        var query = Text(row, "href")!.Split('#')[0];
        query = query.Contains('?', StringComparison.Ordinal) ? query[query.IndexOf('?', StringComparison.Ordinal)..] : "";
        return $"{userInfo}@{Text(row, "protocol")}//{Text(row, "host")}{Text(row, "pathname")}{query}";
    }

    // Lone surrogates are escaped in the list and refused by the reader; replaced, they mean the same to the Standard.
    static string? Text(JsonElement row, string name)
    {
        if (!row.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String) return null;
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return System.Text.RegularExpressions.Regex.Unescape(value.GetRawText()[1..^1]);
        }
    }

    sealed record Row(string Input, string? Base, bool IsWeb, string? Expected);
}
