using System.Text.Json;

namespace Swarm.Hocon.Tests.Specification;

/// <summary>What a text means, as JSON.</summary>
static class Read
{
    public static readonly Dictionary<string, string> NoVariables = [];

    public static HoconValue Value(string text, Dictionary<string, string>? environment = null) =>
        HoconDocument.ParseText(text, "t").ResolveValue((environment ?? NoVariables).GetValueOrDefault);

    public static HoconObject Object(string text) => (HoconObject)Value(text);

    public static void AssertMeans(string expected, string text, Dictionary<string, string>? environment = null)
    {
        using var json = JsonDocument.Parse(expected);
        JsonCompare.AssertEqual(json.RootElement, Value(text, environment));
    }

    /// <summary>Refused when it is parsed, with a place.</summary>
    public static void AssertNoHocon(string text) =>
        Assert.StartsWith("t:", Assert.Throws<HoconException>(() => HoconDocument.ParseText(text, "t")).Message, StringComparison.Ordinal);

    /// <summary>Refused at the latest when it is resolved, with a place.</summary>
    public static HoconException AssertRefused(string text)
    {
        var fault = Assert.Throws<HoconException>(() => Value(text));
        Assert.StartsWith("t:", fault.Message, StringComparison.Ordinal);
        return fault;
    }
}
