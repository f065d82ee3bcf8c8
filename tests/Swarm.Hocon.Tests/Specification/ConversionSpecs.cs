using System.Globalization;

namespace Swarm.Hocon.Tests.Specification;

/// <summary>HOCON.md from "Conversion of numerically-indexed objects to arrays" to "Size in bytes format".</summary>
public class ConversionSpecs
{
    [Theory]
    [InlineData("{\"0\"=a,\"1\"=b}", "a,b")]
    [InlineData("{\"2\"=c,\"0\"=a}", "a,c")]
    [InlineData("{\"10\"=b,\"9\"=a,x=y,\"-1\"=z,\"1.5\"=z,\"99999999999\"=z}", "a,b")]
    [InlineData("{x=y}", null)]
    [InlineData("{\"-1\"=y}", null)]
    [InlineData("{\" 1\"=y}", null)]
    [InlineData("{\"1\\u0000\"=y}", null)]
    [InlineData("{}", null)]
    [InlineData("\"[a,b]\"", null)]
    [InlineData("a", null)]
    [InlineData("null", null)]
    public void Objects_with_numbers_as_keys_are_arrays_where_one_is_asked_for(string value, string? list)
    {
        var root = Read.Object("a=" + value);
        if (list is not null)
        {
            Assert.Equal(list.Split(','), root.GetStringList("a"));
            Assert.Equal(HoconKind.Object, root["a"].Kind);
        }
        else
            Assert.Throws<HoconException>(() => root.GetList("a"));
    }

    [Theory]
    [InlineData("1", "1")]
    [InlineData("1.50", "1.50")]
    [InlineData("1E+5", "1E+5")]
    [InlineData("-0", "-0")]
    [InlineData("12345678901234567890123456789", "12345678901234567890123456789")]
    [InlineData("true", "true")]
    [InlineData("x", "x")]
    [InlineData("null", null)]
    [InlineData("[x]", null)]
    [InlineData("{x=1}", null)]
    public void To_string(string value, string? expected) => Convert(value, expected, o => o.GetString("a"));

    [Theory]
    [InlineData("\"42\"", 42L)]
    [InlineData("\"-42\"", -42L)]
    [InlineData("1e3", 1000L)]
    [InlineData("10.0", 10L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("9223372036854775808", null)]
    [InlineData("1.5", null)]
    [InlineData("1e-30", null)]
    [InlineData("0e-30", 0L)]
    [InlineData("1e30", null)]
    [InlineData("\"\"", null)]
    [InlineData("\" 42\"", null)]
    [InlineData("\"42\\u0000\"", null)]
    [InlineData("\"0x2A\"", null)]
    [InlineData("\"1,000\"", null)]
    [InlineData("\"٤٢\"", null)]
    [InlineData("true", null)]
    [InlineData("null", null)]
    [InlineData("[42]", null)]
    [InlineData("{\"0\"=42}", null)]
    public void To_integer(string value, long? expected)
    {
        var root = Read.Object("a=" + value);
        if (expected is not null)
            Assert.Equal(expected, root.GetLong("a"));
        else
            Assert.StartsWith("t:1:1: a: ", Assert.Throws<HoconException>(() => root.GetLong("a")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"1.5\"", 1.5)]
    [InlineData("1e-7", 1e-7)]
    [InlineData("0.1", 0.1)]
    [InlineData("-1.7976931348623157e308", -double.MaxValue)]
    [InlineData("1e400", null)]
    [InlineData("\"NaN\"", null)]
    [InlineData("\"Infinity\"", null)]
    [InlineData("\"1.5\\u0000\"", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public void To_number(string value, double? expected)
    {
        var root = Read.Object("a=" + value);
        if (expected is not null)
            Assert.Equal(expected, root.GetDouble("a"));
        else
            Assert.Throws<HoconException>(() => root.GetDouble("a"));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("yes", true)]
    [InlineData("on", true)]
    [InlineData("false", false)]
    [InlineData("no", false)]
    [InlineData("off", false)]
    [InlineData("TRUE", null)]
    [InlineData("Yes", null)]
    [InlineData("1", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("[true]", null)]
    public void To_boolean(string value, bool? expected)
    {
        var root = Read.Object("a=" + value);
        if (expected is not null)
            Assert.Equal(expected, root.GetBool("a"));
        else
            Assert.Throws<HoconException>(() => root.GetBool("a"));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("x")]
    [InlineData("null")]
    [InlineData("[]")]
    public void Nothing_becomes_an_object(string value) => Assert.Throws<HoconException>(() => Read.Object("a=" + value).GetObject("a"));

    [Theory]
    [InlineData("ns nano nanos nanosecond nanoseconds", 0.000001)]
    [InlineData("us micro micros microsecond microseconds", 0.001)]
    [InlineData("ms milli millis millisecond milliseconds", 1)]
    [InlineData("s second seconds", 1000)]
    [InlineData("m minute minutes", 60_000)]
    [InlineData("h hour hours", 3_600_000)]
    [InlineData("d day days", 86_400_000)]
    public void Every_unit_of_durations(string units, double milliseconds)
    {
        foreach (var unit in units.Split(' '))
        {
            foreach (var text in (string[])[$"300{unit}", $"300 {unit}", $"\"  300  {unit} \"", $"3e2 {unit}", $"300.0{unit}"])
                Assert.Equal(300 * milliseconds, Read.Object("a=" + text).GetDuration("a").TotalMilliseconds);
            Assert.Throws<HoconException>(() => Read.Object("a=300" + unit.ToUpperInvariant()).GetDuration("a"));
        }
    }

    [Theory]
    [InlineData("1000", 1000)]
    [InlineData("\"1000\"", 1000)]
    [InlineData("1.5", 1.5)]
    [InlineData("-2s", -2000)]
    [InlineData(".5s", 500)]
    [InlineData("0.01666666666666666666666m", 1000)]
    [InlineData("0.00027777777777777777777 hours", 1000)]
    [InlineData("1.1574074074074073e-05d", 1000)]
    [InlineData("100 dollars", double.NaN)]
    [InlineData("1 00 seconds", double.NaN)]
    [InlineData("1s1", double.NaN)]
    [InlineData("1 s s", double.NaN)]
    [InlineData("s", double.NaN)]
    [InlineData("1.s", 1000)]
    [InlineData("1µs", double.NaN)]
    [InlineData("1 week", double.NaN)]
    [InlineData("\"\"", double.NaN)]
    [InlineData("null", double.NaN)]
    [InlineData("true", double.NaN)]
    [InlineData("[1s]", double.NaN)]
    [InlineData("1e400s", double.NaN)]
    [InlineData("1e20d", double.NaN)]
    public void Durations(string value, double milliseconds)
    {
        var root = Read.Object("a=" + value);
        if (!double.IsNaN(milliseconds))
            Assert.Equal(milliseconds, root.GetDuration("a").TotalMilliseconds);
        else
            Assert.Throws<HoconException>(() => root.GetDuration("a"));
    }

    [Theory]
    [InlineData("d day days", 0, 0, 3)]
    [InlineData("w week weeks", 0, 0, 21)]
    [InlineData("m mo month months", 0, 3, 0)]
    [InlineData("y year years", 3, 0, 0)]
    public void Every_unit_of_periods(string units, int years, int months, int days)
    {
        foreach (var unit in units.Split(' '))
        {
            foreach (var text in (string[])[$"3{unit}", $"3 {unit}", $"\" 3  {unit}  \""])
                Assert.Equal(new HoconPeriod(years, months, days), Read.Object("a=" + text).GetPeriod("a"));
            Assert.Throws<HoconException>(() => Read.Object("a=3" + unit.ToUpperInvariant()).GetPeriod("a"));
        }
    }

    [Theory]
    [InlineData("365", 365)]
    [InlineData("\"365\"", 365)]
    [InlineData("-1d", -1)]
    [InlineData("1.5d", null)]
    [InlineData("100 dollars", null)]
    [InlineData("1 00 days", null)]
    [InlineData("3000000000d", null)]
    [InlineData("1000000000w", null)]
    [InlineData("d", null)]
    [InlineData("null", null)]
    public void Periods(string value, int? days)
    {
        var root = Read.Object("a=" + value);
        if (days is not null)
            Assert.Equal(new HoconPeriod(0, 0, days.Value), root.GetPeriod("a"));
        else
            Assert.Throws<HoconException>(() => root.GetPeriod("a"));
    }

    [Theory]
    [InlineData("B b byte bytes", 1, 0)]
    [InlineData("kB kilobyte kilobytes", 1000, 1)]
    [InlineData("MB megabyte megabytes", 1000, 2)]
    [InlineData("GB gigabyte gigabytes", 1000, 3)]
    [InlineData("TB terabyte terabytes", 1000, 4)]
    [InlineData("PB petabyte petabytes", 1000, 5)]
    [InlineData("EB exabyte exabytes", 1000, 6)]
    [InlineData("ZB zettabyte zettabytes", 1000, 7)]
    [InlineData("YB yottabyte yottabytes", 1000, 8)]
    [InlineData("K k Ki KiB kibibyte kibibytes", 1024, 1)]
    [InlineData("M m Mi MiB mebibyte mebibytes", 1024, 2)]
    [InlineData("G g Gi GiB gibibyte gibibytes", 1024, 3)]
    [InlineData("T t Ti TiB tebibyte tebibytes", 1024, 4)]
    [InlineData("P p Pi PiB pebibyte pebibytes", 1024, 5)]
    [InlineData("E e Ei EiB exbibyte exbibytes", 1024, 6)]
    [InlineData("Z z Zi ZiB zebibyte zebibytes", 1024, 7)]
    [InlineData("Y y Yi YiB yobibyte yobibytes", 1024, 8)]
    public void Every_unit_of_sizes(string units, int factor, int power)
    {
        foreach (var unit in units.Split(' '))
        {
            var bytes = 2 * System.Numerics.BigInteger.Pow(factor, power);
            foreach (var text in (string[])[$"2{unit}", $"2 {unit}", $"\" 2.0  {unit} \""])
            {
                var root = Read.Object("a=" + text);
                if (bytes <= long.MaxValue)
                    Assert.Equal((long)bytes, root.GetBytes("a"));
                else
                    Assert.Throws<HoconException>(() => root.GetBytes("a"));
            }
        }
    }

    [Theory]
    [InlineData("1048576", 1048576L)]
    [InlineData("0.0009765625g", 1048576L)]
    [InlineData(".001 gigabytes", 1000000L)]
    [InlineData("9223372036854775807 bytes", long.MaxValue)]
    [InlineData("9223372036854775808 bytes", null)]
    [InlineData("1000 exabytes", null)]
    [InlineData("1.1Zi", null)]
    [InlineData("0.001 ZB", 1_000_000_000_000_000_000L)]
    [InlineData("-1", null)]
    [InlineData("-1kB", null)]
    [InlineData("1 KB", null)]
    [InlineData("1 kib", null)]
    [InlineData("1 Bytes", null)]
    [InlineData("100 dollars", null)]
    [InlineData("1 00 bytes", null)]
    [InlineData("null", null)]
    public void Sizes(string value, long? bytes)
    {
        var root = Read.Object("a=" + value);
        if (bytes is not null)
            Assert.Equal(bytes, root.GetBytes("a"));
        else
            Assert.Throws<HoconException>(() => root.GetBytes("a"));
    }

    [Fact]
    public void Culture_makes_no_difference()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
        try
        {
            Assert.Equal(1536, Read.Object("a=1.5KiB").GetBytes("a"));
            Assert.Equal(1.5, Read.Object("a=1.5").GetDouble("a"));
            Assert.Equal(-7, Read.Object("a=-7").GetInt("a"));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    static void Convert(string value, string? expected, Func<HoconObject, string> get)
    {
        var root = Read.Object("a=" + value);
        if (expected is not null)
            Assert.Equal(expected, get(root));
        else
            Assert.Throws<HoconException>(() => get(root));
    }
}
