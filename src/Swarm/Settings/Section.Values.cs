using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Domain.Transfers;
using Swarm.Hocon;

namespace Swarm.Settings;

/// <content>The types that settings have.</content>
sealed partial class Section
{
    const string None = "none";
    const string Auto = "auto";
    const string Hidden = "…";

    // What the system's timers can hold.
    static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    public bool Flag(string key, bool preset) => Read(key, preset, static v => v.AsBool(), static b => b);

    public int Int(string key, int preset, int least, int most = int.MaxValue) =>
        Read(key, preset, v => Within(v.AsInt(), least, most), static n => n);

    public double Number(string key, double preset, double least, double most = double.MaxValue) =>
        Read(key, preset, v => Within(v.AsDouble(), least, most), static n => n);

    /// <summary>A count for which 0, also written <c>none</c>, means no limit.</summary>
    public int CountOrNone(string key, int preset) =>
        Read(key, preset, static v => IsNone(v) ? 0 : Within(v.AsInt(), 0, int.MaxValue), static n => n == 0 ? None : n);

    /// <summary>As <see cref="CountOrNone(string, int)"/>, for large numbers.</summary>
    public long CountOrNone(string key, long preset) =>
        Read(key, preset, static v => IsNone(v) ? 0 : Within(v.AsLong(), 0, long.MaxValue), static n => n == 0 ? None : n);

    /// <summary>A size for which 0, also written <c>none</c>, means no limit.</summary>
    public long BytesOrNone(string key, long preset) =>
        Read(key, preset, static v => IsNone(v) ? 0 : Within(v.AsBytes(), 0, long.MaxValue), static n => n == 0 ? None : Units.Bytes(n));

    /// <summary>A size between bounds.</summary>
    public long Bytes(string key, long preset, long least, long most) =>
        Read(key, preset, v => Within(v.AsBytes(), least, most, Units.Bytes), static n => Units.Bytes(n));

    /// <summary>A count, or null, also written <c>auto</c>.</summary>
    public int? IntOrAuto(string key, int? preset, int least, int most) =>
        Read(key, preset, v => v is HoconScalar { Text: Auto } ? null : Within(v.AsInt(), least, most), static n => n is null ? Auto : n);

    /// <summary>A count, or null, also written <c>none</c>, for no limit: here 0 is a count.</summary>
    public int? IntOrNone(string key, int? preset, int least, int most) =>
        Read(key, preset, v => IsNone(v) ? null : Within(v.AsInt(), least, most), static n => n is null ? None : n);

    public TimeSpan Duration(string key, TimeSpan preset) => Ticks(key, preset, static v => Time(v).Ticks);

    /// <summary>A time that must not be zero.</summary>
    public TimeSpan Interval(string key, TimeSpan preset) =>
        Ticks(key, preset, static v => Time(v).Ticks is > 0 and var ticks ? ticks : throw new FormatException("must be longer than 0"));

    /// <summary>A time for which zero, also written <c>none</c>, means no limit.</summary>
    public TimeSpan DurationOrNone(string key, TimeSpan preset) => new(Read(
        key, preset.Ticks, static v => IsNone(v) ? 0 : Time(v).Ticks, static t => t <= 0 ? None : Units.Duration(TimeSpan.FromTicks(t))));

    /// <param name="check">Throws a <see cref="FormatException"/> that says what is wrong.</param>
    public string Text(string key, string preset, Action<string>? check = null) =>
        Read(key, preset, v => Checked(v.AsString(), check), static s => s);

    /// <inheritdoc cref="Text"/>
    public string? TextOrNull(string key, string? preset, Action<string>? check = null) =>
        Read(key, OrTakenBack(key, preset), v => Checked(v.AsString(), check), static s => s);

    /// <summary>A text that is never shown.</summary>
    public string? Secret(string key, string? preset) =>
        Read(key, OrTakenBack(key, preset), static v => v.AsString(), static s => s is null ? null : Hidden);

    /// <summary>As <see cref="Secret"/>, and refused on the command line, which any process may read.</summary>
    public string? KeptSecret(string key, string? preset) =>
        Read(key, OrTakenBack(key, preset), static v => OnCommandLine(v)
            ? throw new FormatException("is a secret, and other processes can read a command line: set it in a file (-c), or as ${NAME} from the environment")
            : v.AsString(), static s => s is null ? null : Hidden);

    /// <summary>The URL of a server; credentials in it are never shown, and refused on the command line.</summary>
    public WebUrl? Endpoint(string key, WebUrl? preset) =>
        Read(key, _object is not null && IsOverlay && _object.ContainsKey(key) ? null : preset, static v => ParseEndpoint(v), static u => u is null ? null : Shown(u));

    /// <summary>A URL, or empty, also written <c>none</c>; a password in it is never shown.</summary>
    public string? UrlOrNone(string key, string? preset) =>
        Read(key, OrTakenBack(key, preset), static v => IsNone(v) ? "" : v.AsString(), static s => s is "" ? None : WithoutUser(s));

    /// <summary>A list of texts; one text alone is a list of one.</summary>
    public IReadOnlyList<string> Texts(string key, IReadOnlyList<string> preset) =>
        Same(preset, Read(key, preset, Strings, static list => list));

    /// <summary>A file or folder; relative to the settings file that names it, or to the working folder where an option does.</summary>
    public string? PathOrNull(string key, string? preset) =>
        Read(key, OrTakenBack(key, preset), static v => Rooted(v, v.AsString()), static s => s);

    /// <summary>Files, <c>-</c> standing for standard input, each as <see cref="PathOrNull"/>.</summary>
    public IReadOnlyList<string> Paths(string key, IReadOnlyList<string> preset) =>
        Same(preset, Read(key, preset, static v => Strings(v).Select(file => Rooted(v, file)).ToArray(), static list => list));

    /// <summary><c>Name: value</c> lines.</summary>
    public IReadOnlyList<Header> Headers(string key, IReadOnlyList<Header> preset) =>
        Read(key, preset, static v => HeaderLine.ParseAll(Strings(v)), HeaderLine.ShowAll);

    public ByteRange? Range(string key, ByteRange? preset) =>
        Read(key, preset, static v => ByteRange.TryParse(v.AsString(), out var range)
            ? range
            : throw new FormatException($"'{v.AsString()}' is no range of bytes (try 0-499, 500-, or -500 for the last 500)"), static range => range?.ToString());

    public StatusSet Statuses(string key, StatusSet preset) =>
        Read(key, preset, static v => StatusSet.Parse(string.Join(' ', Strings(v))), static s => s.ToString());

    public ReasonSet Reasons(string key, ReasonSet preset) =>
        Read(key, preset, static v => ReasonSet.Parse(string.Join(' ', Strings(v))), static set => set.Select(ReasonNames.Of).ToArray());

    /// <summary>One of a closed list, by its place there.</summary>
    public int Choice(string key, int preset, Choices choices) => Read(key, preset, v => choices.IndexOf(v.AsString()), n => choices[n]);

    /// <summary>One of a closed list, by its name.</summary>
    public string Choice(string key, string preset, Choices choices) =>
        Read(key, preset, v => choices[choices.IndexOf(v.AsString())], static s => s);

    // In an overlay, null takes back what lies below.
    string? OrTakenBack(string key, string? preset) => IsOverlay && _object is not null && _object.ContainsKey(key) ? null : preset;

    static string Checked(string text, Action<string>? check)
    {
        check?.Invoke(text);
        return text;
    }

    TimeSpan Ticks(string key, TimeSpan preset, Func<HoconValue, long> convert) =>
        new(Read(key, preset.Ticks, convert, static ticks => Units.Duration(TimeSpan.FromTicks(ticks))));

    static WebUrl ParseEndpoint(HoconValue value)
    {
        var text = value.AsString();
        if (!WebUrl.TryParse(text, out var url, out var fault))
            throw new FormatException(text.Contains("://", StringComparison.Ordinal) ? "is no URL of a server: " + fault : "is no URL of a server: write it in full, like https://host:port");
        if (!url.Query.IsEmpty) throw new FormatException("is no URL of a server: it has a query");
        return url.UserInfo is null || !OnCommandLine(value) ? url
            : throw new FormatException("holds a password, and other processes can read a command line: set it in a file (-c) or in the environment");
    }

    static string Shown(WebUrl url) => url.UserInfo is null ? url.Href : url.Href.Replace("://", $"://{Hidden}@", StringComparison.Ordinal);

    static bool OnCommandLine(HoconValue value) =>
        value.Origin.Source.StartsWith("-D ", StringComparison.Ordinal) || value.Origin.Source.StartsWith("--", StringComparison.Ordinal);

    static string? WithoutUser(string? url)
    {
        var at = url?.LastIndexOf('@') ?? -1;
        if (url is null || at < 0) return url;
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        return string.Concat(url.AsSpan(0, scheme < 0 ? 0 : scheme + 3), Hidden, url.AsSpan(at));
    }

    // An equal list is the preset's own, so that records which hold it compare as equal.
    static IReadOnlyList<string> Same(IReadOnlyList<string> preset, IReadOnlyList<string> read) =>
        read.SequenceEqual(preset) ? preset : read;

    static bool IsNone(HoconValue value) => value is HoconScalar { Text: None };

    static TimeSpan Time(HoconValue value)
    {
        var time = value.AsDuration();
        if (time < TimeSpan.Zero || time > Longest)
            throw new FormatException(FormattableString.Invariant($"must be from 0 to {Longest.TotalDays} days"));
        // HOCON would take a bare number for milliseconds, whoever wrote it for seconds.
        return time == TimeSpan.Zero || char.IsLetter(value.AsString().Trim()[^1])
            ? time
            : throw new FormatException($"'{value.AsString()}' has no unit (try {value.AsString()}s or {value.AsString()}ms)");
    }

    static IReadOnlyList<string> Strings(HoconValue value) => value is HoconScalar ? [value.AsString()] : value.AsStringList();

    static string Rooted(HoconValue value, string path) =>
        Domain.StoreAddress.HasScheme(path) || value.Origin.Line == 0 || path == "-" || value.Origin.Source.StartsWith("-D ", StringComparison.Ordinal)
            ? path
            : System.IO.Path.Combine(System.IO.Path.GetDirectoryName(value.Origin.Source) ?? "", path);

    static T Within<T>(T number, T least, T most, Func<T, string>? show = null)
        where T : IComparable<T>, IFormattable
    {
        if (number.CompareTo(least) >= 0 && number.CompareTo(most) <= 0) return number;
        show ??= static n => n.ToString(null, CultureInfo.InvariantCulture);
        var bounds = most is int.MaxValue or long.MaxValue or double.MaxValue ? $"at least {show(least)}" : $"from {show(least)} to {show(most)}";
        throw new FormatException($"{show(number)} must be {bounds}");
    }
}
