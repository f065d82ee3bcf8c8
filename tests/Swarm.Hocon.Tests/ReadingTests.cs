namespace Swarm.Hocon.Tests;

public class ReadingTests
{
    static readonly HoconObject Conf = HoconDocument.ParseText("""
        swarm {
          strategy {
            delay = soon
            next = ${swarm.strategy.delay}
          }
          name = null
          list = [1, two]
          from-properties { 0 = a, 2 = c, x = d }
          env = ${?PORT}
        }
        """, "swarm.conf").Resolve(name => name == "PORT" ? "many" : null);

    [Fact]
    public void A_wrong_value_is_named_with_file_line_column_and_path()
    {
        var fault = Assert.Throws<HoconException>(() => Conf.GetObject("swarm.strategy").GetDuration("delay"));
        Assert.Equal("swarm.conf:3:5: delay: 'soon' is not a duration (try 250ms, 2s)", fault.Message);
        Assert.Equal(("delay", new HoconOrigin("swarm.conf", 3, 5)), (fault.Path, fault.Origins[0]));
    }

    [Fact]
    public void A_substituted_value_points_to_where_it_was_written() =>
        Assert.Equal(3, Conf.GetValue("swarm.strategy.next").Origin.Line);

    [Fact]
    public void A_value_of_the_environment_names_its_variable() =>
        Assert.Equal(
            "environment variable PORT: swarm.env: 'many' is not a whole number",
            Assert.Throws<HoconException>(() => Conf.GetInt("swarm.env")).Message);

    [Fact]
    public void A_missing_value_names_the_path_and_null_is_no_value()
    {
        Assert.Equal("swarm.conf:1:1: swarm.pace: is not set", Assert.Throws<HoconException>(() => Conf.GetInt("swarm.pace")).Message);
        Assert.Equal("swarm.conf:6:3: swarm.name: null is not a string", Assert.Throws<HoconException>(() => Conf.GetString("swarm.name")).Message);
        Assert.False(Conf.TryGetString("swarm.name", out _));
        Assert.False(Conf.TryGetInt("swarm.pace", out _));
        Assert.True(Conf.TryGetString("swarm.strategy.delay", out var delay) && delay == "soon");
        Assert.Throws<HoconException>(() => Conf.TryGetDuration("swarm.strategy.delay", out _));
    }

    [Fact]
    public void Lists_are_arrays_or_objects_with_numbers_as_keys()
    {
        Assert.Equal(["1", "two"], Conf.GetStringList("swarm.list"));
        Assert.Equal(["a", "c"], Conf.GetStringList("swarm.from-properties"));
        Assert.Throws<HoconException>(() => Conf.GetStringList("swarm.strategy"));
        Assert.Throws<HoconException>(() => Conf.GetStringList("swarm.strategy.delay"));
        Assert.Throws<HoconException>(() => Conf.GetString("swarm.list"));
    }

    [Theory]
    [InlineData("250", 250)]
    [InlineData("\" 250 \"", 250)]
    [InlineData("2s", 2000)]
    [InlineData("0.5 seconds", 500)]
    [InlineData("1500 us", 1.5)]
    [InlineData("1e3ms", 1000)]
    [InlineData("100 nanos", 0.0001)]
    [InlineData("3m", 180_000)]
    [InlineData("1 hour", 3_600_000)]
    [InlineData("-1d", -86_400_000)]
    public void Durations(string text, double milliseconds) => Assert.Equal(milliseconds, Read(text).GetDuration("a").TotalMilliseconds);

    [Theory]
    [InlineData("1024", 1024)]
    [InlineData("1B", 1)]
    [InlineData("1kB", 1000)]
    [InlineData("1K", 1024)]
    [InlineData("64 MiB", 64L << 20)]
    [InlineData("0.5M", 512 << 10)]
    [InlineData("1.5GB", 1_500_000_000)]
    [InlineData("7EiB", 7L << 60)]
    [InlineData("2 tebibytes", 2L << 40)]
    public void Sizes_in_bytes(string text, long bytes) => Assert.Equal(bytes, Read(text).GetBytes("a"));

    [Theory]
    [InlineData("3", 0, 0, 3)]
    [InlineData("2w", 0, 0, 14)]
    [InlineData("5 mo", 0, 5, 0)]
    [InlineData("8 years", 8, 0, 0)]
    public void Periods(string text, int years, int months, int days) =>
        Assert.Equal(new HoconPeriod(years, months, days), Read(text).GetPeriod("a"));

    [Theory]
    [InlineData("8EiB")]
    [InlineData("1YB")]
    [InlineData("1 kb")]
    [InlineData("kB")]
    [InlineData("")]
    [InlineData("1 2 B")]
    [InlineData("[1]")]
    [InlineData("99999999999999999999999999999999999999999999999999")]
    public void What_is_no_size_is_refused(string text) =>
        Assert.Throws<HoconException>(() => Read(text.StartsWith('[') ? text : $"\"{text}\"").GetBytes("a"));

    [Theory]
    [InlineData("1 week")]
    [InlineData("1S")]
    [InlineData("soon")]
    [InlineData("200000000d")]
    public void What_is_no_duration_is_refused(string text) => Assert.Throws<HoconException>(() => Read(text).GetDuration("a"));

    [Fact]
    public void Numbers_and_booleans_are_read_from_strings_too()
    {
        Assert.Equal(42, Read("\"42\"").GetInt("a"));
        Assert.Equal(1000, Read("1e3").GetInt("a"));
        Assert.Equal(-7, Read("-7.0").GetLong("a"));
        Assert.Equal(.5, Read(".5").GetDouble("a"));
        Assert.True(Read("on").GetBool("a"));
        Assert.False(Read("\"no\"").GetBool("a"));
        Assert.Throws<HoconException>(() => Read("1.5").GetInt("a"));
        Assert.Throws<HoconException>(() => Read("3000000000").GetInt("a"));
        Assert.Throws<HoconException>(() => Read("1").GetBool("a"));
        Assert.Throws<HoconException>(() => Read("\"1e999\"").GetDouble("a"));
        Assert.Throws<HoconException>(() => Read("1 000").GetInt("a"));
    }

    [Fact]
    public void A_long_wrong_text_is_cut_in_the_message() =>
        Assert.True(Assert.Throws<HoconException>(() => Read(new string('x', 100_000)).GetInt("a")).Message.Length < 150);

    static HoconObject Read(string value) => HoconDocument.ParseText("a = " + value).Resolve();
}
