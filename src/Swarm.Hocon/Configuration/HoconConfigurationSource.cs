using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Swarm.Hocon;

/// <summary>A HOCON file as a source of configuration.</summary>
public sealed class HoconConfigurationSource : FileConfigurationSource
{
    /// <summary>Where substitutions look last; by default the environment of this process.</summary>
    public Func<string, string?> Environment { get; set; } = System.Environment.GetEnvironmentVariable;

    public HoconParseOptions ParseOptions { get; set; } = HoconParseOptions.Default;

    public override IConfigurationProvider Build(IConfigurationBuilder builder)
    {
        EnsureDefaults(builder);
        return new HoconConfigurationProvider(this);
    }
}

/// <summary>A resolved file as flat keys: <c>a:b:0</c>. Null stays null, an empty array is "", an empty object null, as in JSON files.</summary>
internal sealed class HoconConfigurationProvider(HoconConfigurationSource source) : FileConfigurationProvider(source)
{
    public override void Load(Stream stream)
    {
        var keys = new FlatKeys();
        keys.AddMembers("", Parse(stream).Resolve(source.Environment));
        Data = keys.Values;
    }

    /// <summary>Includes stand beside the file, so it is read by its path where it has one.</summary>
    HoconDocument Parse(Stream stream)
    {
        if (source.FileProvider?.GetFileInfo(source.Path!).PhysicalPath is { } file)
            return HoconDocument.ParseFile(file, source.ParseOptions);
        using var reader = new StreamReader(stream);
        return HoconDocument.ParseText(reader.ReadToEnd(), source.Path!, source.ParseOptions);
    }

    sealed class FlatKeys
    {
        readonly Dictionary<string, HoconOrigin> _origins = new(StringComparer.OrdinalIgnoreCase);

        public Dictionary<string, string?> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

        public void AddMembers(string prefix, HoconObject value)
        {
            foreach (var (name, member) in value)
                Add(prefix + name, member);
        }

        void Add(string key, HoconValue value)
        {
            switch (value)
            {
                case HoconScalar scalar:
                    Set(key, scalar.Kind == HoconKind.Null ? null : scalar.Text, value.Origin);
                    break;
                case HoconArray { Count: > 0 } array:
                    for (var i = 0; i < array.Count; i++)
                        Add(key + ConfigurationPath.KeyDelimiter + i.ToString(CultureInfo.InvariantCulture), array[i]);
                    break;
                case HoconObject { Count: > 0 } members:
                    AddMembers(key + ConfigurationPath.KeyDelimiter, members);
                    break;
                default:
                    Set(key, value is HoconArray ? "" : null, value.Origin);
                    break;
            }
        }

        /// <summary>HOCON tells a from A; configuration does not.</summary>
        void Set(string key, string? text, HoconOrigin origin)
        {
            if (!Values.TryAdd(key, text))
                throw new HoconException([origin, _origins[key]], null, $"the key '{key}' is set at {_origins[key]} too: case makes no difference here");
            _origins.Add(key, origin);
        }
    }
}
