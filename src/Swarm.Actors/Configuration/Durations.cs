using System.Globalization;

namespace Akka.Configuration;

/// <summary>Durations as HOCON writes them: a number with an optional unit, milliseconds without one.</summary>
static class Durations
{
    public static TimeSpan Parse(string path, string text, bool allowInfinite)
    {
        if (text is "infinite" && allowInfinite)
            return Timeout.InfiniteTimeSpan;
        var digits = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        if (!double.TryParse(text.AsSpan(0, digits), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw new ConfigurationException($"{path}: '{text}' is not a duration");
        return text.AsSpan(digits).Trim() switch
        {
            "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.FromMilliseconds(number),
            "us" or "micro" or "micros" or "microsecond" or "microseconds" => TimeSpan.FromMicroseconds(number),
            "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => TimeSpan.FromMicroseconds(number / 1000),
            "s" or "second" or "seconds" => TimeSpan.FromSeconds(number),
            "m" or "minute" or "minutes" => TimeSpan.FromMinutes(number),
            "h" or "hour" or "hours" => TimeSpan.FromHours(number),
            "d" or "day" or "days" => TimeSpan.FromDays(number),
            _ => throw new ConfigurationException($"{path}: '{text}' is not a duration"),
        };
    }
}
