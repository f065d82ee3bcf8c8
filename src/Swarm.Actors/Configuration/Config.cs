using System.Globalization;
using Akka.Actor;

namespace Akka.Configuration;

/// <summary>Settings by path, as far as this runtime reads them: HOCON without substitutions and includes, which are resolved before.</summary>
public class Config
{
    public static readonly Config Empty = new();

    readonly IReadOnlyDictionary<string, string> values;

    public Config()
        : this(new Dictionary<string, string>()) { }

    internal Config(IReadOnlyDictionary<string, string> values) => this.values = values;

    /// <summary>The names on the first level.</summary>
    internal IEnumerable<string> Keys => values.Keys.Select(k => k.Split('.')[0]).Distinct();

    public virtual bool IsEmpty => values.Count == 0;

    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    public virtual bool HasPath(string path) =>
        values.ContainsKey(path) || values.Keys.Any(k => k.Length > path.Length && k[path.Length] == '.' && k.StartsWith(path, StringComparison.Ordinal));

    /// <summary>What is below a path; null where nothing is.</summary>
    public virtual Config? GetConfig(string path)
    {
        var below = new Dictionary<string, string>();
        foreach (var (key, value) in values)
            if (key.Length > path.Length && key[path.Length] == '.' && key.StartsWith(path, StringComparison.Ordinal))
                below.Add(key[(path.Length + 1)..], value);
        return below.Count == 0 ? null : new Config(below);
    }

    public virtual string? GetString(string path, string? @default = null) => values.GetValueOrDefault(path) ?? @default;

    public virtual int GetInt(string path, int @default = 0) =>
        values.TryGetValue(path, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : @default;

    public virtual bool GetBoolean(string path, bool @default = false) => GetString(path)?.ToLowerInvariant() switch
    {
        null => @default,
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        var other => throw new ConfigurationException($"{path}: '{other}' is not a boolean"),
    };

    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        GetString(path) is { } text ? Durations.Parse(path, text, allowInfinite) : @default ?? TimeSpan.Zero;

    public virtual Config WithFallback(Config fallback)
    {
        var merged = new Dictionary<string, string>(fallback.values);
        foreach (var (path, value) in values)
            merged[path] = value;
        return new Config(merged);
    }

    public override string ToString() => string.Join('\n', values.Select(v => $"{v.Key} : \"{v.Value}\""));
}

/// <summary>Settings that can't be read or do not fit.</summary>
public class ConfigurationException : AkkaException
{
    public ConfigurationException(string message)
        : base(message) { }

    public ConfigurationException(string message, Exception exception)
        : base(message, exception) { }
}

/// <summary>Reads settings.</summary>
public class ConfigurationFactory
{
    public static Config Empty => Config.Empty;

    public static Config ParseString(string hocon) => new(HoconReader.Read(hocon));
}
