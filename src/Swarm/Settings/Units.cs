using System.Globalization;

namespace Swarm.Settings;

/// <summary>Times and sizes as settings write them: a whole number of the largest unit that fits.</summary>
static class Units
{
    static readonly (long Ticks, string Unit)[] Times =
    [
        (TimeSpan.TicksPerDay, "d"), (TimeSpan.TicksPerHour, "h"), (TimeSpan.TicksPerMinute, "m"), (TimeSpan.TicksPerSecond, "s"),
        (TimeSpan.TicksPerMillisecond, "ms"), (TimeSpan.TicksPerMicrosecond, "us"),
    ];

    static readonly (long Bytes, string Unit)[] Sizes = [(1L << 40, "TiB"), (1L << 30, "GiB"), (1L << 20, "MiB"), (1L << 10, "KiB")];

    public static string Duration(TimeSpan time) => time == TimeSpan.Zero
        ? "0"
        : Whole(time.Ticks, Times) ?? Number(time.Ticks * 100) + "ns";

    public static string Bytes(long bytes) => bytes == 0 ? "0" : Whole(bytes, Sizes) ?? Number(bytes);

    static string? Whole(long number, (long Size, string Unit)[] units)
    {
        foreach (var (size, unit) in units)
            if (number % size == 0) return Number(number / size) + unit;
        return null;
    }

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
