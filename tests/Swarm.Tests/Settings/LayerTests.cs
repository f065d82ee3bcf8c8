using Swarm.Domain;
using Swarm.Domain.Naming;
using Swarm.Domain.Requests;
using Swarm.Settings;

namespace Swarm.Tests.Settings;

/// <summary>Which source wins, and what each may say.</summary>
public class LayerTests
{
    [Fact]
    public void Nothing_given_means_the_defaults() => Assert.Equal(new SwarmSettings(), SettingsLoader.Load(new SettingsSources()));

    [Fact]
    public void Later_files_then_definitions_then_options_win()
    {
        using var files = new SettingsText();
        var sources = new SettingsSources
        {
            Files =
            [
                files.File("a.conf", "swarm { strategy { delay = 1s, attempts = 2 }, limits.concurrency = 8, limits.window = 1000 }"),
                files.File("b.conf", "swarm { strategy.attempts = 3, limits.concurrency = 9 }"),
            ],
            Definitions = ["limits.concurrency=10", "swarm.timeouts.connect=3s"],
            Options = [new SettingsOption("--concurrency", "limits.concurrency", "11")],
        };
        var settings = SettingsLoader.Load(sources);
        Assert.Equal((TimeSpan.FromSeconds(1), 3), (settings.Strategy.Delay, settings.Strategy.Attempts));
        Assert.Equal((11, 1000), (settings.Limits.Concurrency, settings.Limits.WindowPerOrigin));
        Assert.Equal(TimeSpan.FromSeconds(3), settings.Timeouts.Connect);
    }

    [Fact]
    public void A_fault_of_an_option_names_the_option() =>
        Assert.Equal(["--delay: swarm.strategy.delay: 'x' is not a duration (try 250ms, 2s)"],
            SettingsText.Faults("", [], new SettingsOption("--delay", "strategy.delay", "x")));

    [Fact]
    public void The_options_text_is_taken_as_it_stands()
    {
        var options = new[] { "A: \"b\" ${c} # d", "E: f" }.Select(h => new SettingsOption("--header", "http.headers", h, Append: true)).ToArray();
        var settings = SettingsText.Load("swarm.http.headers = [\"X: y\"]", [], options);
        Assert.Equal([new Header("X", "y"), new Header("A", "\"b\" ${c} # d"), new Header("E", "f")], settings.Http.Headers);
    }

    [Theory]
    [InlineData("http.user-agent=https://example.org/#bot", "https://example.org/#bot")]
    [InlineData("swarm.http.user-agent = bot", "bot")]
    [InlineData("http.user-agent=\"a b\"", "a b")]
    [InlineData("http.user-agent=${_name}/1", "robot/1")]
    public void A_definitions_value_is_HOCON_where_it_looks_like_it(string definition, string agent) =>
        Assert.Equal(agent, SettingsText.Load("_name = robot", [definition]).Http.UserAgent);

    [Fact]
    public void A_definition_may_hold_a_whole_section_or_add_to_a_list()
    {
        var settings = SettingsText.Load("swarm.http.headers = [\"A: 1\"]",
            ["origins={\"example.org\" { strategy.delay = 9s }}", "http.headers+=B: 2", "strategy.retry-reasons=[dns, tls]"]);
        Assert.Equal(TimeSpan.FromSeconds(9), Assert.Single(settings.Origins).Strategy.Delay);
        Assert.Equal(2, settings.Http.Headers.Count);
        Assert.Equal<ReasonSet>([Reason.Dns, Reason.Tls], settings.Strategy.RetryReasons);
    }

    [Fact]
    public void The_environment_is_asked_for_what_no_setting_gives()
    {
        using var files = new SettingsText();
        var file = files.File("x.conf", "swarm { strategy.delay = 1s, strategy.delay = ${?DELAY}, strategy.attempts = 7, strategy.attempts = ${?NOWHERE} }");
        var settings = SettingsLoader.Load(new SettingsSources { Files = [file], Environment = name => name == "DELAY" ? "4s" : null });
        Assert.Equal((TimeSpan.FromSeconds(4), 7), (settings.Strategy.Delay, settings.Strategy.Attempts));
    }

    [Fact]
    public void Files_include_others_and_name_them_in_faults()
    {
        using var files = new SettingsText();
        files.File("shared/slow.conf", "swarm.strategy {\n  delay = 3s\n  wobble = 1\n}");
        var file = files.File("jobs/x.conf", "include \"../shared/slow.conf\"\nswarm.strategy.attempts = 2");
        var wrong = Assert.Throws<SettingsException>(() => SettingsLoader.Load(new SettingsSources { Files = [file] }));
        Assert.StartsWith(Path.Combine(files.Folder, "shared/slow.conf") + ":3:3", Assert.Single(wrong.Faults).Place);
    }

    [Fact]
    public void Files_are_relative_to_the_settings_file_that_names_them()
    {
        using var files = new SettingsText();
        files.File("lists/all.conf", "swarm.job.input = [urls.txt, \"-\", /etc/urls]");
        var file = files.File("x.conf", "include \"lists/all.conf\"\nswarm.job.report = report.jsonl");
        var job = SettingsLoader.Load(new SettingsSources { Files = [file], Options = [new SettingsOption("-o", "job.output", "out")] }).Job;
        Assert.Equal([Path.Combine(files.Folder, "lists/urls.txt"), "-", "/etc/urls"], job.Input);
        Assert.Equal((Path.Combine(files.Folder, "report.jsonl"), "out"), (job.Report, job.Output));
    }

    [Fact]
    public void A_strategys_name_chooses_the_numbers_that_the_others_lie_over()
    {
        var settings = SettingsText.Load("swarm.strategy { name = backoff, backoff.jitter = full }");
        var expected = StrategyPresets.Backoff with { Backoff = StrategyPresets.Backoff.Backoff with { Jitter = Jitter.Full } };
        Assert.Equal(expected, settings.Strategy);
        Assert.Equal(StrategyPresets.Adaptive, SettingsText.Load("swarm.strategy.name = lenient", [], new SettingsOption("-s", "strategy.name", "adaptive")).Strategy);
    }

    [Fact]
    public void A_strategy_of_ones_own_is_numbers_or_a_class()
    {
        var numbers = SettingsText.Load("swarm.strategy { name = gentle, like = backoff, delay = 5s }").Strategy;
        Assert.Equal(StrategyPresets.Backoff with { Name = "gentle", Delay = TimeSpan.FromSeconds(5) }, numbers);
        var type = SettingsText.Load("swarm.strategy { name = mine, type = My.Strategy, assembly = /lib/mine.dll, delay = 5s }").Strategy;
        Assert.Equal(("mine", "My.Strategy", "/lib/mine.dll"), (type.Name, type.Type, type.Assembly));
    }

    [Fact]
    public void A_naming_rule_with_braces_is_a_template() =>
        Assert.Equal(new NamingOptions { Rule = "template", Template = "{host}/{n}{ext}" },
            SettingsText.Load("", [], new SettingsOption("--names", "naming.rule", "{host}/{n}{ext}")).Naming);

    [Theory]
    [InlineData("strategy.backoff.jitter", "none full equal additive", "None Full Equal Additive")]
    [InlineData("http.version", "auto 1.1 2", "Auto Http11 Http2")]
    [InlineData("writing.on-failure", "nothing marker partial", "Nothing Marker Partial")]
    [InlineData("writing.durability", "process power", "Process Power")]
    [InlineData("writing.record", "none md5 sha-1 sha-256 sha-512", "- Md5 Sha1 Sha256 Sha512")]
    public void A_choice_has_a_name_for_each_of_its_values(string key, string names, string values)
    {
        Func<SwarmSettings, object?> value = key.Split('.')[^1] switch
        {
            "jitter" => s => s.Strategy.Backoff.Jitter,
            "version" => s => s.Http.Version,
            "on-failure" => s => s.Writing.OnFailure,
            "durability" => s => s.Writing.Durability,
            _ => s => s.Writing.Record,
        };
        var read = names.Split(' ').Select(name => value(SettingsText.Load("", [$"{key}={name}"])));
        Assert.Equal(values.Split(' '), read.Select(v => v?.ToString() ?? "-"));
    }

    [Fact]
    public void No_proxy_is_not_the_environments_proxy()
    {
        Assert.Null(SettingsText.Load("").Http.Proxy);
        Assert.Equal("", SettingsText.Load("swarm.http.proxy = none").Http.Proxy);
    }

    [Fact]
    public void The_servers_wait_is_capped_alike_for_URLs_and_origins() =>
        Assert.Equal(TimeSpan.FromMinutes(5), SettingsText.Load("swarm.strategy.server-wait-cap = 5m").Limits.ServerWaitCap);

    [Fact]
    public void The_actor_system_gets_its_section_as_text()
    {
        var settings = SettingsText.Load("_level = DEBUG\nakka { loglevel = ${_level}, actor { a = 1 } }", ["akka.actor.b=2"]);
        Assert.Equal("akka {\nloglevel = \"DEBUG\"\nactor {\n  a = 1\n  b = \"2\"\n}\n}\n", settings.Akka);
    }

    [Fact]
    public void Origins_lie_over_the_job_in_order_of_writing()
    {
        var settings = SettingsText.Load("""
            swarm {
              strategy { attempts = 9, delay = 1s }
              http.user-agent = bot
              origins {
                "Example.ORG" { strategy { delay = 2s } }
                "*.bücher.example" { strategy { name = backoff, per-origin = 7 }, http { version = "1.1" } }
              }
            }
            """);
        Assert.Equal(["example.org", "*.xn--bcher-kva.example"], settings.Origins.Select(o => o.Pattern));
        Assert.Equal(settings.Strategy with { Delay = TimeSpan.FromSeconds(2) }, settings.Origins[0].Strategy);
        Assert.Equal(StrategyPresets.Backoff with { PerOrigin = 7 }, settings.Origins[1].Strategy);
        Assert.Equal(settings.Http with { Version = IO.Http.HttpVersionChoice.Http11 }, settings.Origins[1].Http);
        Assert.True(settings.Origins[1].Matches(new Origin("https", "a.xn--bcher-kva.example", 443)));
    }

    [Fact]
    public void Null_takes_back_what_the_job_gives()
    {
        var http = SettingsText.Load("swarm { http.user = \"a:b\", origins { \"a.example\" { http { user = null, bearer = c } } } }").Origins.Single().Http;
        Assert.Equal((null, "c"), (http.User, http.Bearer));
    }

    [Fact]
    public void Origins_may_be_a_list()
    {
        var origins = SettingsText.Load("swarm.origins = [{ match = [a.example, b.example], strategy.delay = 2s }, { match = \"*.c.example\" }]").Origins;
        Assert.Equal(["a.example", "b.example", "*.c.example"], origins.Select(o => o.Pattern));
        Assert.Same(origins[0].Strategy, origins[1].Strategy);
    }
}
