using Microsoft.Extensions.Configuration;

namespace Swarm.Hocon.Tests;

/// <summary><c>AddHoconFile</c> behaves as <c>AddJsonFile</c> does, which runs beside it.</summary>
public sealed class ConfigurationTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("hocon").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Settings_are_read_by_their_flat_keys()
    {
        Write("Swarm { delay = 250ms, hosts = [a, { slots = 2 }], none = null, empty = [], home = ${?HOME} }");
        var conf = New().AddHoconFile(s => (s.Path, s.Environment) = ("a.conf", static name => name == "HOME" ? "/h" : null)).Build();
        Assert.Equal("250ms", conf["swarm:delay"]);
        Assert.Equal("a", conf["swarm:hosts:0"]);
        Assert.Equal("2", conf["SWARM:HOSTS:1:SLOTS"]);
        Assert.Equal("/h", conf["swarm:home"]);
        Assert.Null(conf["swarm:none"]);
        Assert.Equal(2, conf.GetSection("swarm:hosts").GetChildren().Count());
    }

    [Theory]
    [InlineData("""{"a":{"b":[1,{"c":null},[],{}],"d":{}},"e":null,"f":[],"g":"","h":"true","i":1.50e+3,"j:k":"x","l.m":"y","":"z"}""")]
    [InlineData("{}")]
    public void Json_gives_the_same_keys_and_values_as_from_the_json_provider(string json)
    {
        Write(json);
        Assert.Equal(
            New().AddJsonFile("a.conf").Build().AsEnumerable().OrderBy(p => p.Key, StringComparer.Ordinal),
            New().AddHoconFile("a.conf").Build().AsEnumerable().OrderBy(p => p.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Later_sources_override()
    {
        Write("a.b = 1, a.c = 2, d = [x, y, z]");
        Environment.SetEnvironmentVariable("HOCONTEST_A__B", "3");
        Environment.SetEnvironmentVariable("HOCONTEST_D__1", "w");
        var conf = New().AddHoconFile("a.conf").AddEnvironmentVariables("HOCONTEST_").AddInMemoryCollection([new("A:C", "4")]).Build();
        Assert.Equal(("3", "4"), (conf["a:b"], conf["a:c"]));
        Assert.Equal(["x", "w", "z"], conf.GetSection("d").Get<string[]>()!);
    }

    public sealed record Options(TimeSpan Delay, int[] Ports, Dictionary<string, double> Limits, Host[] Hosts, bool On, string? Name = "x");

    public sealed record Host(Uri Url, int Slots = 4);

    [Fact]
    public void Options_are_bound()
    {
        Write("""
            include "b.conf"
            swarm {
              delay = "00:00:02", name = null, ports = [80] [443], none = [], on = true
              limits { a = 1.5, "b c" = 2e1 }
              hosts = ${base} [ { url = "https://b.example", slots = 2 } ]
            }
            """);
        Write("base = [ { url = \"https://a.example\" } ]", "b.conf");
        var conf = New().AddHoconFile("a.conf").Build().GetSection("swarm");
        var bound = conf.Get<Options>()!;
        Assert.Empty(conf.GetSection("none").Get<string[]>()!);
        Assert.Equal((TimeSpan.FromSeconds(2), "x", true), (bound.Delay, bound.Name, bound.On));
        Assert.Equal([80, 443], bound.Ports);
        Assert.Equal([1.5, 20], bound.Limits.Values);
        Assert.Equal([new Host(new("https://a.example")), new Host(new("https://b.example"), 2)], bound.Hosts);
    }

    [Fact]
    public void Only_an_optional_file_may_be_missing()
    {
        Assert.Empty(New().AddHoconFile("none.conf", optional: true).Build().AsEnumerable());
        Assert.Throws<FileNotFoundException>(() => New().AddHoconFile("none.conf").Build());
    }

    [Fact]
    public void A_fault_says_where_and_can_be_ignored_by_a_handler()
    {
        Write("a = 1\nb = [");
        var fault = Assert.Throws<InvalidDataException>(() => New().AddHoconFile("a.conf").Build());
        Assert.StartsWith(Path.Combine(_folder, "a.conf") + ":2:6: ", Assert.IsType<HoconException>(fault.InnerException).Message, StringComparison.Ordinal);
        var seen = new List<string>();
        New().AddHoconFile("a.conf").SetFileLoadExceptionHandler(context =>
        {
            seen.Add(context.Exception.Message);
            context.Ignore = true;
        }).Build();
        Assert.Single(seen);
    }

    [Fact]
    public void Keys_that_differ_by_case_alone_are_refused_with_both_places()
    {
        Write("a.b = 1\nA { B = 2 }");
        var fault = Assert.Throws<InvalidDataException>(() => New().AddHoconFile("a.conf").Build()).InnerException!;
        Assert.Equal($"{Path.Combine(_folder, "a.conf")}:2:5: the key 'A:B' is set at {Path.Combine(_folder, "a.conf")}:1:1 too: case makes no difference here", fault.Message);
    }

    [Fact]
    public async Task A_changed_file_is_read_again_where_that_is_asked_for()
    {
        Write("a = 1");
        var conf = New().AddHoconFile("a.conf", reloadOnChange: true).Build();
        using var provider = (IDisposable)conf;
        var changed = new TaskCompletionSource();
        using var registered = conf.GetReloadToken().RegisterChangeCallback(_ => changed.TrySetResult(), null);
        Write("a = 2");
        await changed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("2", conf["a"]);
    }

    IConfigurationBuilder New() => new ConfigurationBuilder().SetBasePath(_folder);

    void Write(string text, string file = "a.conf") => File.WriteAllText(Path.Combine(_folder, file), text);
}
