using Microsoft.Extensions.Configuration;

namespace Swarm.Hocon;

/// <summary>HOCON as a source of .NET configuration, beside <c>AddJsonFile</c> and with its manners.</summary>
public static class HoconConfigurationExtensions
{
    /// <summary>Adds the settings of a HOCON file; its substitutions may name environment variables of this process.</summary>
    /// <param name="builder">What to add to.</param>
    /// <param name="path">The file, relative to the base path of <paramref name="builder"/>.</param>
    /// <param name="optional">A file that does not exist is no fault.</param>
    /// <param name="reloadOnChange">Read again when this file changes; files that it includes are not watched.</param>
    public static IConfigurationBuilder AddHoconFile(
        this IConfigurationBuilder builder, string path, bool optional = false, bool reloadOnChange = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return builder.AddHoconFile(source =>
        {
            (source.Path, source.Optional, source.ReloadOnChange) = (path, optional, reloadOnChange);
            source.ResolveFileProvider();
        });
    }

    /// <summary>Adds a source that is set up by hand: its file provider, environment, bounds and what happens to errors.</summary>
    public static IConfigurationBuilder AddHoconFile(this IConfigurationBuilder builder, Action<HoconConfigurationSource> configure) =>
        builder.Add(configure);
}
