using System.Globalization;

namespace Swarm.Hocon;

/// <summary>A value as the type that a program asks for; <c>path</c> only names it in the error.</summary>
public static class HoconConversions
{
    const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static HoconObject AsObject(this HoconValue value, string? path = null) =>
        value as HoconObject ?? throw value.IsNot("an object", path);

    /// <summary>An array, or an object with numbers as keys, as .properties files write arrays.</summary>
    public static IReadOnlyList<HoconValue> AsList(this HoconValue value, string? path = null) =>
        value as HoconArray ?? (IReadOnlyList<HoconValue>?)(value as HoconObject)?.ToArray() ?? throw value.IsNot("an array", path);

    public static IReadOnlyList<string> AsStringList(this HoconValue value, string? path = null)
    {
        var list = value.AsList(path);
        var strings = new string[list.Count];
        for (var i = 0; i < strings.Length; i++)
            strings[i] = list[i].AsString(path);
        return strings;
    }

    public static string AsString(this HoconValue value, string? path = null) => value.TextOr("a string", path);

    public static bool AsBool(this HoconValue value, string? path = null) => value.TextOr("a boolean", path) switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        _ => throw value.IsNot("a boolean (true, false, yes, no, on, off)", path),
    };

    public static int AsInt(this HoconValue value, string? path = null) =>
        value.AsLong(path) is >= int.MinValue and <= int.MaxValue and var number
            ? (int)number
            : throw value.IsNot($"a whole number from {int.MinValue} to {int.MaxValue}", path);

    public static long AsLong(this HoconValue value, string? path = null)
    {
        var text = value.NumberOr("a whole number", path);
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            return number;
        // The double notices what is too small for a decimal: 1e-30 is not 0.
        return decimal.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var exact)
            && exact == decimal.Truncate(exact) && exact is >= long.MinValue and <= long.MaxValue
            && double.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var near) && (exact == 0) == (near == 0)
            ? (long)exact
            : throw value.IsNot("a whole number", path);
    }

    public static double AsDouble(this HoconValue value, string? path = null) =>
        double.TryParse(value.NumberOr("a number", path), Decimal, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw value.IsNot("a number", path);

    public static TimeSpan AsDuration(this HoconValue value, string? path = null)
    {
        const string Expected = "a duration (try 250ms, 2s)";
        return Units.TryReadDuration(value.TextOr(Expected, path), out var duration) ? duration : throw value.IsNot(Expected, path);
    }

    public static HoconPeriod AsPeriod(this HoconValue value, string? path = null)
    {
        const string Expected = "a period (try 7d, 2w, 1y)";
        return Units.TryReadPeriod(value.TextOr(Expected, path), out var period) ? period : throw value.IsNot(Expected, path);
    }

    public static long AsBytes(this HoconValue value, string? path = null)
    {
        const string Expected = "a size in bytes (try 512kB, 64MiB)";
        return Units.TryReadBytes(value.TextOr(Expected, path), out var bytes) ? bytes : throw value.IsNot(Expected, path);
    }

    static string TextOr(this HoconValue value, string expected, string? path) =>
        value is HoconScalar { Kind: not HoconKind.Null } scalar ? scalar.Text : throw value.IsNot(expected, path);

    /// <summary>.NET's parsers take no notice of U+0000 at the end.</summary>
    static string NumberOr(this HoconValue value, string expected, string? path) =>
        value.TextOr(expected, path) is var text && !text.EndsWith('\0') ? text : throw value.IsNot(expected, path);

    static HoconException IsNot(this HoconValue value, string expected, string? path) =>
        new(value.Origin, path, $"{Describe(value)} is not {expected}");

    static string Describe(HoconValue value) => value switch
    {
        HoconScalar { Kind: HoconKind.Null } => "null",
        HoconScalar { Text: { Length: > 60 } text } => $"'{text.AsSpan(0, 60)}…'",
        HoconScalar scalar => $"'{scalar.Text}'",
        _ => value.Kind.Describe(),
    };
}
