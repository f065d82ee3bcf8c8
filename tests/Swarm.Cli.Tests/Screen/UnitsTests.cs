using Swarm.Cli.Screen;

namespace Swarm.Cli.Tests.Screen;

public sealed class UnitsTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(5.5 * 1024 * 1024, "5.5 MiB")]
    [InlineData(3.0 * (1L << 40), "3.0 TiB")]
    public void Bytes_are_told_in_the_largest_unit_that_fits(double bytes, string expected) => Assert.Equal(expected, Units.Bytes(bytes));

    [Theory]
    [InlineData(0.25, "250 ms")]
    [InlineData(6.24, "6.2 s")]
    [InlineData(126, "2 min 06 s")]
    [InlineData(7320, "2 h 02 min")]
    public void Times_are_told_as_people_say_them(double seconds, string expected) => Assert.Equal(expected, Units.Time(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Counts_have_their_thousands_apart() => Assert.Equal("1,234,567", Units.Count(1_234_567));
}
