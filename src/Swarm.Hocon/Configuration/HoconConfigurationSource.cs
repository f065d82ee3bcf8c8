using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Swarm.Hocon;

internal sealed class HoconConfigurationSource(string path, bool optional, Func<string, string?> environment) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new HoconConfigurationProvider(path, optional, environment);
}

/// <summary>A resolved file as flat keys: <c>a:b:0</c>.</summary>
internal sealed class HoconConfigurationProvider(string path, bool optional, Func<string, string?> environment) : ConfigurationProvider
{
    public override void Load()
    {
        var data = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        if (!optional || File.Exists(path))
            AddMembers(data, "", HoconDocument.ParseFile(path).Resolve(environment));
        Data = data;
    }

    static void AddMembers(Dictionary<string, string?> data, string prefix, HoconObject value)
    {
        foreach (var (name, member) in value)
            Add(data, prefix + name, member);
    }

    static void Add(Dictionary<string, string?> data, string key, HoconValue value)
    {
        switch (value)
        {
            case HoconScalar scalar:
                data[key] = scalar.Kind == HoconKind.Null ? null : scalar.Text;
                break;
            case HoconArray { Count: > 0 } array:
                for (var i = 0; i < array.Count; i++)
                    Add(data, key + ConfigurationPath.KeyDelimiter + i.ToString(CultureInfo.InvariantCulture), array[i]);
                break;
            case HoconObject { Count: > 0 } members:
                AddMembers(data, key + ConfigurationPath.KeyDelimiter, members);
                break;
            default:
                data[key] = value is HoconArray ? "" : null;
                break;
        }
    }
}
