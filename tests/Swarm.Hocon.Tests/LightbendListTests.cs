using System.Text.Json;
using Swarm.TestSupport;

namespace Swarm.Hocon.Tests;

/// <summary>Every row of Lightbend's own lists, a test each, against what Lightbend's implementation made of it.</summary>
public class LightbendListTests
{
    const string File = "hocon/lightbend-lists.json";

    static readonly Lazy<Dictionary<(string List, int Row, int Variant), JsonElement>> Rows = new(Load);

    public static IEnumerable<object[]> RowsOf(string list) =>
        Rows.Value.Keys.Where(key => key.List == list).Select(key => new object[] { key.Row, key.Variant });

    [FixtureTheory(File)]
    [MemberData(nameof(RowsOf), "valid_json")]
    public void Valid_json(int row, int variant) => Check(("valid_json", row, variant));

    [FixtureTheory(File)]
    [MemberData(nameof(RowsOf), "valid_conf_invalid_json")]
    public void Valid_conf_that_is_no_json(int row, int variant) => Check(("valid_conf_invalid_json", row, variant));

    [FixtureTheory(File)]
    [MemberData(nameof(RowsOf), "invalid_json_invalid_conf")]
    public void Neither_valid_conf_nor_json(int row, int variant) => Check(("invalid_json_invalid_conf", row, variant));

    [FixtureTheory(File)]
    [InlineData("valid_json", 138)]
    [InlineData("valid_conf_invalid_json", 536)]
    [InlineData("invalid_json_invalid_conf", 477)]
    public void A_list_has_so_many_rows(string list, int rows) => Assert.Equal(rows, RowsOf(list).Count());

    static Dictionary<(string, int, int), JsonElement> Load()
    {
        if (!Fixtures.Exist(File))
            return [];
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(Fixtures.Path(File)));
        return document.RootElement.Clone().GetProperty("cases").EnumerateArray().ToDictionary(
            c => (c.GetProperty("list").GetString()!, c.GetProperty("n").GetInt32(), c.GetProperty("variant").GetInt32()));
    }

    static void Check((string, int, int) key)
    {
        var row = Rows.Value[key];
        Check(row.GetProperty("conf").GetString()!, row.GetProperty("reference"));
    }

    static void Check(string text, JsonElement reference)
    {
        if (reference.GetProperty("ok").GetBoolean())
        {
            JsonCompare.AssertEqual(reference.GetProperty("json"), HoconDocument.ParseText(text).ResolveValue());
            return;
        }
        var error = reference.GetProperty("error").GetString();
        if (reference.GetProperty("stage").GetString() == "parse")
        {
            var fault = Assert.Throws<HoconException>(() => HoconDocument.ParseText(text, "list.conf"));
            Assert.StartsWith("list.conf:", fault.Message, StringComparison.Ordinal);
            return;
        }
        var parsed = HoconDocument.ParseText(text);
        // Lightbend never resolves an array at the root; the specification does not forbid it. ${foo} is undefined there, ${?foo} vanishes.
        if (error == "NotResolved" && text.Contains("${?", StringComparison.Ordinal))
            Assert.Empty(Assert.IsType<HoconArray>(parsed.ResolveValue()));
        else
            Assert.Throws<HoconException>(() => parsed.ResolveValue());
    }
}
