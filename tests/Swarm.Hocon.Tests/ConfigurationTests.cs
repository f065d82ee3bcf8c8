using Microsoft.Extensions.Configuration;

namespace Swarm.Hocon.Tests;

public sealed class ConfigurationTests : IDisposable
{
    readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Settings_are_bound_by_their_flat_keys()
    {
        File.WriteAllText(_file, "Swarm { delay = 250ms, hosts = [a, { slots = 2 }], none = null, empty = [], home = ${?HOME} }");
        var conf = new ConfigurationBuilder().AddHoconFile(_file, environment: name => name == "HOME" ? "/h" : null).Build();
        Assert.Equal("250ms", conf["swarm:delay"]);
        Assert.Equal("a", conf["swarm:hosts:0"]);
        Assert.Equal("2", conf["swarm:hosts:1:slots"]);
        Assert.Equal("/h", conf["swarm:home"]);
        Assert.Null(conf["swarm:none"]);
        Assert.Equal(2, conf.GetSection("swarm:hosts").GetChildren().Count());
    }

    [Fact]
    public void Later_sources_override()
    {
        File.WriteAllText(_file, "a.b = 1, a.c = 2");
        var conf = new ConfigurationBuilder().AddHoconFile(_file).AddInMemoryCollection([new("A:B", "3")]).Build();
        Assert.Equal(("3", "2"), (conf["a:b"], conf["a:c"]));
    }

    [Fact]
    public void Only_an_optional_file_may_be_missing()
    {
        Assert.Empty(new ConfigurationBuilder().AddHoconFile("none.conf", optional: true).Build().AsEnumerable());
        Assert.Throws<HoconException>(() => new ConfigurationBuilder().AddHoconFile("none.conf").Build());
    }
}
