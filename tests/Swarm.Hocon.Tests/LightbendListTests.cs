using System.Text.Json;
using Swarm.TestSupport;

namespace Swarm.Hocon.Tests;

/// <summary>Every row of Lightbend's own lists, against what Lightbend's implementation made of it.</summary>
public class LightbendListTests
{
    const string File = "hocon/lightbend-lists.json";


    public static TheoryData<string, int> Lists => new()
    {
        { "valid_json", 138 },
        { "valid_conf_invalid_json", 536 },
        { "invalid_json_invalid_conf", 477 },
    };

    [FixtureTheory(File)]
    [MemberData(nameof(Lists))]
    public void Every_row_of_a_list_is_as_its_reference_says(string list, int count)
    {
        using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(Fixtures.Path(File)));
        var rows = document.RootElement.GetProperty("cases").EnumerateArray().Where(c => c.GetProperty("list").GetString() == list).ToList();
        var failures = new List<string>();
        foreach (var row in rows)
        {
            var text = row.GetProperty("conf").GetString()!;
            try
            {
                Check(text, row.GetProperty("reference"));
            }
            catch (Exception e)
            {
                failures.Add($"{list} {row.GetProperty("n")}.{row.GetProperty("variant")} {JsonSerializer.Serialize(text)}: {e.Message}");
            }
        }
        Assert.True(failures.Count == 0, $"{failures.Count} of {rows.Count} rows differ:\n{string.Join('\n', failures)}");
        Assert.Equal(count, rows.Count);
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
