using System.Globalization;
using System.Text.Json;

namespace Swarm.Hocon.Tests;

/// <summary>Compares a resolved value with JSON by value: member order doesn't matter, 1e4 equals 10000.</summary>
static class JsonCompare
{
    public static void AssertEqual(JsonElement expected, HoconValue actual)
    {
        // Through the rendered text, so that what programs write is what is compared.
        using var rendered = JsonDocument.Parse(HoconRender.ToJson(actual));
        Assert.True(Same(expected, rendered.RootElement), $"expected {expected.GetRawText()}\nactual   {rendered.RootElement.GetRawText()}");
    }

    static bool Same(JsonElement a, JsonElement b) => a.ValueKind == b.ValueKind && a.ValueKind switch
    {
        JsonValueKind.Object => a.EnumerateObject().Count() == b.EnumerateObject().Count()
            && a.EnumerateObject().All(m => b.TryGetProperty(m.Name, out var other) && Same(m.Value, other)),
        JsonValueKind.Array => a.GetArrayLength() == b.GetArrayLength()
            && a.EnumerateArray().Zip(b.EnumerateArray()).All(p => Same(p.First, p.Second)),
        JsonValueKind.String => a.GetString() == b.GetString(),
        JsonValueKind.Number => double.Parse(a.GetRawText(), CultureInfo.InvariantCulture)
            .Equals(double.Parse(b.GetRawText(), CultureInfo.InvariantCulture)),
        _ => true,
    };
}
