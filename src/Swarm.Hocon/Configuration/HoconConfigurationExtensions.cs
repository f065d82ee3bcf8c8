using Microsoft.Extensions.Configuration;

namespace Swarm.Hocon;

/// <summary>HOCON as a source of .NET configuration.</summary>
public static class HoconConfigurationExtensions
{
    /// <summary>Adds the settings of a HOCON file; its substitutions may name environment variables of this process.</summary>
    public static IConfigurationBuilder AddHoconFile(
        this IConfigurationBuilder builder, string path, bool optional = false, Func<string, string?>? environment = null) =>
        builder.Add(new HoconConfigurationSource(path, optional, environment ?? Environment.GetEnvironmentVariable));
}
