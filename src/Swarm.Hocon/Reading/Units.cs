using System.Globalization;

namespace Swarm.Hocon;

/// <summary>A number and a unit, as the specification's units format has them.</summary>
internal static class Units
{
    const decimal Kilo = 1000, Kibi = 1024;

    public static bool TryReadDuration(string text, out TimeSpan duration)
    {
        decimal? ticks = Split(text, out var number) switch
        {
            "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 0.01m,
            "us" or "micro" or "micros" or "microsecond" or "microseconds" => TimeSpan.TicksPerMicrosecond,
            "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
            "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
            "m" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
            "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
            "d" or "day" or "days" => TimeSpan.TicksPerDay,
            _ => null,
        };
        var valid = TryMultiply(number, ticks, long.MaxValue, out var total);
        duration = TimeSpan.FromTicks((long)total);
        return valid;
    }

    public static bool TryReadBytes(string text, out long bytes)
    {
        var valid = TryMultiply(Split(text, out var number), number, out var total);
        bytes = (long)total;
        return valid && bytes >= 0;
    }

    public static bool TryReadPeriod(string text, out HoconPeriod period)
    {
        var unit = Split(text, out var number);
        period = default;
        if (!int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count))
            return false;
        HoconPeriod? read = unit switch
        {
            "" or "d" or "day" or "days" => new HoconPeriod(0, 0, count),
            "w" or "week" or "weeks" when Math.Abs((long)count) <= int.MaxValue / 7 => new HoconPeriod(0, 0, count * 7),
            "m" or "mo" or "month" or "months" => new HoconPeriod(0, count, 0),
            "y" or "year" or "years" => new HoconPeriod(count, 0, 0),
            _ => null,
        };
        period = read.GetValueOrDefault();
        return read.HasValue;
    }

    static bool TryMultiply(string unit, ReadOnlySpan<char> number, out decimal total)
    {
        if (unit is "" or "B" or "b" or "byte" or "bytes")
            return TryMultiply(number, 1, long.MaxValue, out total);
        var (factor, power) = unit switch
        {
            "kB" or "kilobyte" or "kilobytes" => (Kilo, 1),
            "MB" or "megabyte" or "megabytes" => (Kilo, 2),
            "GB" or "gigabyte" or "gigabytes" => (Kilo, 3),
            "TB" or "terabyte" or "terabytes" => (Kilo, 4),
            "PB" or "petabyte" or "petabytes" => (Kilo, 5),
            "EB" or "exabyte" or "exabytes" => (Kilo, 6),
            "ZB" or "zettabyte" or "zettabytes" => (Kilo, 7),
            "YB" or "yottabyte" or "yottabytes" => (Kilo, 8),
            "K" or "k" or "Ki" or "KiB" or "kibibyte" or "kibibytes" => (Kibi, 1),
            "M" or "m" or "Mi" or "MiB" or "mebibyte" or "mebibytes" => (Kibi, 2),
            "G" or "g" or "Gi" or "GiB" or "gibibyte" or "gibibytes" => (Kibi, 3),
            "T" or "t" or "Ti" or "TiB" or "tebibyte" or "tebibytes" => (Kibi, 4),
            "P" or "p" or "Pi" or "PiB" or "pebibyte" or "pebibytes" => (Kibi, 5),
            "E" or "e" or "Ei" or "EiB" or "exbibyte" or "exbibytes" => (Kibi, 6),
            "Z" or "z" or "Zi" or "ZiB" or "zebibyte" or "zebibytes" => (Kibi, 7),
            "Y" or "y" or "Yi" or "YiB" or "yobibyte" or "yobibytes" => (Kibi, 8),
            _ => (0m, 0),
        };
        decimal? unitBytes = power == 0 ? null : 1;
        for (var i = 0; i < power; i++)
            unitBytes *= factor;
        return TryMultiply(number, unitBytes, long.MaxValue, out total);
    }

    static bool TryMultiply(ReadOnlySpan<char> number, decimal? unit, long limit, out decimal total)
    {
        total = 0;
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (unit is not { } factor || !decimal.TryParse(number, Styles, CultureInfo.InvariantCulture, out var count))
            return false;
        if (Math.Abs(count) > limit / factor)
            return false;
        total = decimal.Round(count * factor);
        return true;
    }

    static string Split(string text, out ReadOnlySpan<char> number)
    {
        // .NET's parsers take no notice of U+0000 at the end of a number.
        var trimmed = text.Contains('\0') ? default : text.AsSpan().Trim();
        var end = trimmed.Length;
        while (end > 0 && char.IsLetter(trimmed[end - 1]))
            end--;
        number = trimmed[..end].TrimEnd();
        return trimmed[end..].ToString();
    }
}
