using System.Text.Json;
using Swarm.Pages.Css;
using Swarm.TestSupport;

namespace Swarm.Pages.Tests.Css;

public sealed class CssFixtureTests
{
    const string File = "css/component_value_list.json";

    public static TheoryData<int, string> Rows()
    {
        var rows = new TheoryData<int, string>();
        if (!Fixtures.Exist(File)) return rows;
        using var all = Read();
        for (var row = 0; row < all.RootElement.GetArrayLength(); row += 2) rows.Add(row, all.RootElement[row].GetString()!);
        return rows;
    }

    [FixtureTheory(File)]
    [MemberData(nameof(Rows))]
    public void Urls_are_those_of_css_parsing_tests(int row, string css)
    {
        using var all = Read();
        var expected = Urls(all.RootElement[row + 1]).Where(url => url.Trim() is { Length: > 0 } said && said[0] != '#');
        var found = new List<CssReference>();
        CssScanner.Find(css, 0, css.Length, found);
        Assert.Equal(expected, found.Select(f => f.Text));
    }

    static JsonDocument Read() => JsonDocument.Parse(System.IO.File.ReadAllText(Fixtures.Path(File)));

    /// <summary>What url tokens and the first strings of url functions say, in order.</summary>
    static IEnumerable<string> Urls(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0) yield break;
        if (Head(value) == "url") yield return value[1].GetString()!;
        if (Head(value) == "function" && value[1].ValueEquals("url") && value.EnumerateArray().Skip(2).FirstOrDefault(NotBlank) is { ValueKind: JsonValueKind.Array } first
            && Head(first) == "string")
            yield return first[1].GetString()!;
        foreach (var url in value.EnumerateArray().SelectMany(Urls)) yield return url;
    }

    static string? Head(JsonElement value) => value[0].ValueKind == JsonValueKind.String ? value[0].GetString() : null;

    static bool NotBlank(JsonElement value) => value.ValueKind != JsonValueKind.String;
}
