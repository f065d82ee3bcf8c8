using System.Text.Json;
using Swarm.TestSupport;

namespace Swarm.Hocon.Tests;

public class RenderTests
{
    const string Text = """
        # The engine.
        swarm {
          # How long to wait
          # between two requests.
          delay = 250ms   # as robots allow
          hosts = [a, { slots = 2 }, []], // beside
          empty {}

          # lost: a blank line follows

          "odd.key" = "line\nbreak \u0001 \uD800"
          n = -1.50e+10
        }
        """;

    [Fact]
    public void Json_keeps_numbers_as_they_were_written() =>
        Assert.Equal(
            """{"swarm":{"delay":"250ms","hosts":["a",{"slots":2},[]],"empty":{},"odd.key":"line\nbreak \u0001 \ud800","n":-1.50e+10}}""",
            HoconRender.ToJson(Parse(Text)));

    [Fact]
    public void Indented_json_has_a_line_for_each_member() =>
        Assert.Equal("{\n  \"a\": 1,\n  \"b\": [\n    2,\n    {}\n  ]\n}", HoconRender.ToJson(Parse("a=1, b=[2, {}]"), indented: true));

    [Fact]
    public void Hocon_carries_comments_and_origins_on_request() =>
        Assert.Equal("""
            # The engine.
            swarm {
              # swarm.conf:5:3
              # How long to wait
              # between two requests.
              # as robots allow
              delay = "250ms"
              # swarm.conf:6:3
              # beside
              hosts = [
                "a"
                {
                  # swarm.conf:6:17
                  slots = 2
                }
                []
              ]
              empty {}
              # swarm.conf:11:3
              "odd.key" = "line\nbreak \u0001 \ud800"
              # swarm.conf:12:3
              n = -1.50e+10
            }

            """.ReplaceLineEndings("\n"),
            HoconRender.ToHocon(Parse(Text), comments: true, origins: true));

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Hocon_parses_back_to_the_same(bool comments, bool origins)
    {
        var value = Parse(Text);
        Assert.Equal(HoconRender.ToJson(value), HoconRender.ToJson(Parse(HoconRender.ToHocon(value, comments, origins))));
    }

    [Fact]
    public void An_override_without_a_comment_keeps_that_of_the_reference()
    {
        var reference = HoconDocument.ParseText("# seconds\na = 1", "r", new() { KeepComments = true });
        Assert.Equal("# seconds\na = 2\n", HoconRender.ToHocon(HoconDocument.ParseText("a = 2").WithFallback(reference).Resolve(), comments: true));
    }

    [FixtureFact("names/blns.json")]
    public void Naughty_strings_round_trip_as_keys_and_values()
    {
        using var names = JsonDocument.Parse(File.ReadAllBytes(Fixtures.Path("names/blns.json")));
        foreach (var name in names.RootElement.EnumerateArray().Select(Text => Text.GetString()!))
        {
            var json = JsonSerializer.Serialize(new Dictionary<string, string> { [name] = name });
            var value = Parse(json);
            Assert.Equal(name, value[name].AsString());
            Assert.Equal(name, Parse(HoconRender.ToHocon(value))[name].AsString());
            Assert.Equal(name, Parse(HoconRender.ToJson(value))[name].AsString());
        }
    }

    static HoconObject Parse(string text) => HoconDocument.ParseText(text, "swarm.conf", new() { KeepComments = true }).Resolve();
}
