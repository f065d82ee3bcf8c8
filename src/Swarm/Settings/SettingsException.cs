namespace Swarm.Settings;

/// <summary>All that is wrong with the settings, reported together.</summary>
public sealed class SettingsException(IReadOnlyList<SettingsFault> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public IReadOnlyList<SettingsFault> Faults { get; } = faults;
}

/// <summary>One thing that is wrong and how to mend it.</summary>
/// <param name="Key">The whole key, <c>swarm.</c> included; empty where a file as such is at fault.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Place"><c>file:line:column</c>, <c>--option</c> or <c>-D key</c>; null where no place is to blame.</param>
public sealed record SettingsFault(string Key, string Message, string? Place)
{
    public override string ToString() => string.Join(": ", new[] { Place, Key, Message }.Where(part => part is { Length: > 0 }));
}
