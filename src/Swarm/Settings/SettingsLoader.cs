using Swarm.Hocon;

namespace Swarm.Settings;

/// <summary>Settings from all sources: the records' defaults, the strategy's preset, files, definitions, options; later ones win.</summary>
public static class SettingsLoader
{
    /// <exception cref="SettingsException">Every fault of every source, with its place.</exception>
    public static SwarmSettings Load(SettingsSources sources) => sources.IsEmpty ? new SwarmSettings() : Read(sources, new Findings());

    /// <summary>As <see cref="Load"/>, for a job that is described wholly in HOCON.</summary>
    /// <exception cref="SettingsException">Every fault; also where there is nothing to fetch.</exception>
    public static SwarmSettings LoadJob(SettingsSources sources)
    {
        var settings = Load(sources);
        return !settings.Job.IsEmpty ? settings
            : throw new SettingsException(
                [new SettingsFault("swarm.job", "nothing to fetch: give it urls or input", sources.Files.LastOrDefault())]);
    }

    internal static SwarmSettings Read(SettingsSources sources, Findings findings)
    {
        var settings = new SwarmSettings();
        try
        {
            if (sources.IsEmpty)
                settings = SettingsReader.Read(HoconDocument.ParseText("").Resolve(), findings);
            else if (SettingsLayers.Resolve(sources, findings) is { } root)
                settings = SettingsReader.Read(root, findings);
        }
        catch (HoconException fault)
        {
            findings.Add(fault);
        }

        findings.ThrowIfAny();
        return settings;
    }
}
