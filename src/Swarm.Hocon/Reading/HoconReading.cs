using System.Diagnostics.CodeAnalysis;

namespace Swarm.Hocon;

/// <summary>
/// Typed access by path expression. Get* says what is missing or wrong, with file, line, column and path;
/// TryGet* is false where there is nothing or null, and says what is wrong otherwise.
/// </summary>
public static class HoconReading
{
    public static HoconValue GetValue(this HoconObject from, string path) =>
        from.TryGet(path, out var value) ? value : throw new HoconException(from.Origin, path, "is not set");

    public static HoconObject GetObject(this HoconObject from, string path) => from.GetValue(path).AsObject(path);

    public static IReadOnlyList<HoconValue> GetList(this HoconObject from, string path) => from.GetValue(path).AsList(path);

    public static IReadOnlyList<string> GetStringList(this HoconObject from, string path) => from.GetValue(path).AsStringList(path);

    public static string GetString(this HoconObject from, string path) => from.GetValue(path).AsString(path);

    public static bool GetBool(this HoconObject from, string path) => from.GetValue(path).AsBool(path);

    public static int GetInt(this HoconObject from, string path) => from.GetValue(path).AsInt(path);

    public static long GetLong(this HoconObject from, string path) => from.GetValue(path).AsLong(path);

    public static double GetDouble(this HoconObject from, string path) => from.GetValue(path).AsDouble(path);

    /// <summary>Units ns, us, ms, s, m, h, d and their long names; a plain number is milliseconds.</summary>
    public static TimeSpan GetDuration(this HoconObject from, string path) => from.GetValue(path).AsDuration(path);

    /// <summary>Units d, w, m (or mo), y and their long names; a plain number is days.</summary>
    public static HoconPeriod GetPeriod(this HoconObject from, string path) => from.GetValue(path).AsPeriod(path);

    /// <summary>Units B, kB, MB… (powers of ten), K, KiB, MiB… (powers of two) and their long names; a plain number is bytes.</summary>
    public static long GetBytes(this HoconObject from, string path) => from.GetValue(path).AsBytes(path);

    public static bool TryGetObject(this HoconObject from, string path, [NotNullWhen(true)] out HoconObject? value) =>
        from.Try(path, out value, HoconConversions.AsObject);

    public static bool TryGetStringList(this HoconObject from, string path, [NotNullWhen(true)] out IReadOnlyList<string>? value) =>
        from.Try(path, out value, HoconConversions.AsStringList);

    public static bool TryGetString(this HoconObject from, string path, [NotNullWhen(true)] out string? value) =>
        from.Try(path, out value, HoconConversions.AsString);

    public static bool TryGetBool(this HoconObject from, string path, out bool value) =>
        from.Try(path, out value, HoconConversions.AsBool);

    public static bool TryGetInt(this HoconObject from, string path, out int value) =>
        from.Try(path, out value, HoconConversions.AsInt);

    public static bool TryGetLong(this HoconObject from, string path, out long value) =>
        from.Try(path, out value, HoconConversions.AsLong);

    public static bool TryGetDouble(this HoconObject from, string path, out double value) =>
        from.Try(path, out value, HoconConversions.AsDouble);

    public static bool TryGetDuration(this HoconObject from, string path, out TimeSpan value) =>
        from.Try(path, out value, HoconConversions.AsDuration);

    public static bool TryGetPeriod(this HoconObject from, string path, out HoconPeriod value) =>
        from.Try(path, out value, HoconConversions.AsPeriod);

    public static bool TryGetBytes(this HoconObject from, string path, out long value) =>
        from.Try(path, out value, HoconConversions.AsBytes);

    static bool Try<T>(this HoconObject from, string path, [NotNullWhen(true)] out T? value, Func<HoconValue, string?, T> convert)
    {
        var present = from.TryGet(path, out var found) && found.Kind != HoconKind.Null;
        value = present ? convert(found!, path) : default;
        return present;
    }
}
