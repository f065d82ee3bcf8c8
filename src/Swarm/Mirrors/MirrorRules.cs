using Swarm.Domain.Naming;
using Swarm.Settings;

namespace Swarm.Mirrors;

/// <summary>Refuses what a job may have set and a mirror can't.</summary>
static class MirrorRules
{
    /// <exception cref="SettingsException">Names the settings.</exception>
    public static void Check(SwarmSettings settings)
    {
        SettingsFault[] faults =
        [
            .. Fault(settings.Naming != new NamingOptions(), "naming.rule", "a mirror's files have the names of their URLs, which its links go by"),
            .. Fault(settings.Writing.Discard, "writing.discard", "a mirror is its files"),
            .. Fault(settings.Writing.SkipExisting, "writing.skip-existing", "a mirror looks itself what is there already"),
            .. Fault(settings.Http.Compressed, "http.compressed", "pages have to be stored as they are, to be read"),
            .. Fault(settings.Segments.Sidecar is not null, "segments.sidecar", "pages of a site have no digest files beside them"),
            .. Fault(settings.Job.Range is not null, "job.range", "a part of a page is no page"),
        ];
        if (faults.Length > 0) throw new SettingsException(faults);
    }

    static SettingsFault[] Fault(bool isSet, string key, string why) => isSet ? [new SettingsFault("swarm." + key, "has no place in a mirror: " + why, null)] : [];
}
