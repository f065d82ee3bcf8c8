using System.Text.Json;
using System.Text.Json.Nodes;

namespace Swarm.Hocon.Tests;

/// <summary>All valid JSON is valid, and means what a JSON parser makes of it.</summary>
public class JsonTests
{
    static readonly string[] Names = ["a", "b.c", "", " ", "include", "${a}", "é", "1", "\"", "a\nb", "//", "#", "true"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Generated_json_means_the_same(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 3000; i++)
        {
            var json = (random.Next(2) == 0 ? Object(random, 0) : (JsonNode)Array(random, 0)).ToJsonString(new() { WriteIndented = random.Next(2) == 0 });
            using var expected = JsonDocument.Parse(json);
            var value = HoconDocument.ParseText(json).ResolveValue();
            JsonCompare.AssertEqual(expected.RootElement, value);
            JsonCompare.AssertEqual(expected.RootElement, HoconDocument.ParseText(HoconRender.ToHocon(value)).ResolveValue());
        }
    }

    static JsonNode? Node(Random random, int depth) => random.Next(depth > 4 ? 6 : 8) switch
    {
        0 => random.Next(),
        1 => random.NextDouble() * Math.Pow(10, random.Next(-20, 20)),
        2 => random.Next(2) == 0,
        3 => null,
        4 or 5 => Text(random),
        6 => Object(random, depth + 1),
        _ => Array(random, depth + 1),
    };

    static JsonObject Object(Random random, int depth)
    {
        var node = new JsonObject();
        for (var n = random.Next(5); n > 0; n--)
            node[Names[random.Next(Names.Length)]] = Node(random, depth);
        return node;
    }

    static JsonArray Array(Random random, int depth) => new([.. Enumerable.Range(0, random.Next(5)).Select(_ => Node(random, depth))]);

    static string Text(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => (char)random.Next(random.Next(3) == 0 ? 0xD800 : 0x80)));
}
