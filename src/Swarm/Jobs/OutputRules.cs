using Swarm.Domain.Writing;
using Swarm.Settings;

namespace Swarm.Jobs;

/// <summary>Refuses what says how files are written where there are none, because bodies go to a stream.</summary>
static class OutputRules
{
    /// <exception cref="SettingsException">Names the settings that would have no effect.</exception>
    public static void Check(JobSpec spec)
    {
        if (spec.Output is null) return;
        var writing = spec.Settings.Writing;
        SettingsFault[] faults =
        [
            .. Fault(writing.Discard, "discard"),
            .. Fault(writing.SkipExisting, "skip-existing"),
            .. Fault(writing.IfModified, "if-modified"),
            .. Fault(writing.KeepServerTime, "keep-server-time"),
            .. Fault(writing.OnFailure != FailureLeaves.Nothing, "on-failure"),
        ];
        if (faults.Length > 0) throw new SettingsException(faults);
    }

    static SettingsFault[] Fault(bool isSet, string key) =>
        isSet ? [new SettingsFault("swarm.writing." + key, "has no effect where bytes go to a stream (-o -): there is no file", null)] : [];
}
