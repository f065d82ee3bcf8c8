using System.Text.Json;
using Swarm.Settings;

namespace Swarm.Tests.Settings;

/// <summary><c>swarm config show</c>, <c>check</c> and <c>render</c>.</summary>
public class PrinterTests
{
    const string Text = """
        swarm {
          strategy { name = backoff, delay = 1500ms }
          http.headers = ["A: \"b\" ☃", "C: d"]
          naming { rule = template, template = "{host}/{n}{ext}" }
          rate.job = 3MiB
          job { urls = ["https://example.org/a b"] }
          origins = [{ match = "*.example.org", strategy.attempts = 3 }]
        }
        akka.loglevel = DEBUG
        """;

    [Fact]
    public void What_is_shown_reads_back_as_the_same_settings()
    {
        using var files = new SettingsText();
        var sources = new SettingsSources { Files = [files.File("x.conf", Text)], Options = [new SettingsOption("--attempts", "strategy.attempts", "4")] };
        var shown = SettingsPrinter.Show(sources, places: true);
        var again = new SettingsSources { Files = [files.File("y.conf", shown)] };
        Assert.Equal(SettingsPrinter.Show(sources), SettingsPrinter.Show(again));
        var (first, second) = (SettingsLoader.Load(sources), SettingsLoader.Load(again));
        Assert.Equal((first.Strategy, first.Naming, first.Rate, first.Akka), (second.Strategy, second.Naming, second.Rate, second.Akka));
        Assert.Equal(first.Http.Headers, second.Http.Headers);
        Assert.Equal(first.Origins.Single().Strategy, second.Origins.Single().Strategy);
    }

    [Fact]
    public void Where_each_value_came_from_is_said_on_request()
    {
        using var files = new SettingsText();
        var file = files.File("x.conf", Text);
        var shown = SettingsPrinter.Show(
            new SettingsSources { Files = [file], Definitions = ["limits.grace=1s"], Options = [new SettingsOption("--attempts", "strategy.attempts", "4")] }, places: true);
        Assert.Contains($"    delay = 1500ms  # {file}:2:30\n", shown);
        Assert.Contains("    attempts = 4  # --attempts\n", shown);
        Assert.Contains("    grace = 1s  # -D limits.grace\n", shown);
        Assert.Contains("    multiplier = 2  # strategy backoff\n", shown.Replace("      ", "    "));
        Assert.Contains("    concurrency = 64  # default\n", shown);
    }

    [Fact]
    public void Secrets_are_not_shown()
    {
        using var files = new SettingsText();
        var file = files.File("x.conf", """
            swarm.http { user = "me:hush", proxy = "http://me:hush@proxy:3128", headers = ["Cookie: hush", "X: y"] }
            swarm.origins { "a.example" { http { user = null, bearer = hush } } }
            """);
        var shown = SettingsPrinter.Show(new SettingsSources { Files = [file] });
        Assert.DoesNotContain("hush", shown);
        Assert.Contains("\"http://…@proxy:3128\"", shown);
        Assert.Contains("\"X: y\"", shown);
    }

    [Fact]
    public void As_JSON_it_is_JSON()
    {
        using var files = new SettingsText();
        var sources = new SettingsSources { Files = [files.File("x.conf", Text)] };
        using var plain = JsonDocument.Parse(SettingsPrinter.Show(sources, json: true));
        Assert.Equal("A: \"b\" ☃", plain.RootElement.GetProperty("swarm").GetProperty("http").GetProperty("headers")[0].GetString());
        Assert.Equal("*.example.org", plain.RootElement.GetProperty("swarm").GetProperty("origins")[0].GetProperty("match")[0].GetString());
        using var placed = JsonDocument.Parse(SettingsPrinter.Show(sources, json: true, places: true));
        Assert.Equal("default", placed.RootElement.GetProperty("swarm").GetProperty("limits").GetProperty("window").GetProperty("from").GetString());
    }

    [Fact]
    public void With_nothing_given_the_defaults_are_shown() => Assert.Contains("delay = 250ms\n", SettingsPrinter.Show(new SettingsSources()));

    [Fact]
    public void A_file_is_checked_alone()
    {
        using var files = new SettingsText();
        Assert.Empty(SettingsPrinter.Check(files.File("good.conf", Text)));
        Assert.Equal(2, SettingsPrinter.Check(files.File("bad.conf", "swarm { a = 1, b = 2 }")).Count);
    }

    [Fact]
    public void Any_HOCON_file_is_rendered_as_JSON()
    {
        using var files = new SettingsText();
        var file = files.File("any.conf", "a { b = 1 }\nc = ${a} { d = ${?X} }");
        using var json = JsonDocument.Parse(SettingsPrinter.Render(file, name => name == "X" ? "x" : null));
        Assert.Equal("x", json.RootElement.GetProperty("c").GetProperty("d").GetString());
        Assert.Throws<SettingsException>(() => SettingsPrinter.Render(files.File("bad.conf", "a = [")));
    }
}
