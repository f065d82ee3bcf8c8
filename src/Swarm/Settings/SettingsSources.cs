namespace Swarm.Settings;

/// <summary>Where settings come from; later ones win: a verb's preset, files in order, then definitions, then options.</summary>
public sealed record SettingsSources
{
    /// <summary>What a verb has of its own below all else, as HOCON.</summary>
    public string? Preset { get; init; }

    /// <summary>HOCON files (<c>-c</c>).</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary><c>key=value</c> (<c>-D</c>), the key with or without <c>swarm.</c> in front.</summary>
    /// <remarks>
    /// A value that begins with <c>{</c>, <c>[</c> or <c>"</c>, holds <c>${</c> or is <c>null</c> is HOCON; any other is taken as it stands.
    /// <c>key+=value</c> adds to a list.
    /// </remarks>
    public IReadOnlyList<string> Definitions { get; init; } = [];

    /// <summary>Options of a command line that set a key.</summary>
    public IReadOnlyList<SettingsOption> Options { get; init; } = [];

    /// <summary>Asked for <c>${?NAME}</c> where no setting has that name.</summary>
    public Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    internal bool IsEmpty => Preset is null && Files.Count == 0 && Definitions.Count == 0 && Options.Count == 0;
}

/// <summary>An option that sets one key.</summary>
/// <param name="Name">As the user wrote it, such as <c>--delay</c>: faults name it.</param>
/// <param name="Key">Below <c>swarm</c>, such as <c>strategy.delay</c>.</param>
/// <param name="Value">As the user wrote it.</param>
/// <param name="Append">Adds to a list instead of replacing it.</param>
public sealed record SettingsOption(string Name, string Key, string Value, bool Append = false);
