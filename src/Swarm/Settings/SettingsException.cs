namespace Swarm.Settings;

/// <summary>All that is wrong with the settings, reported together.</summary>
public sealed class SettingsException(IReadOnlyList<SettingsFault> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<SettingsFault> Faults { get; } = faults;
}

/// <summary>One thing that is wrong: where (file, line, option), which key, and how to mend it.</summary>
public sealed record SettingsFault(string Key, string Message, string? Place)
{
    public override string ToString() => Place is null ? $"{Key}: {Message}" : $"{Place}: {Key}: {Message}";
}
