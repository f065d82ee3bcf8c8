using Swarm.Domain.Writing;
using Swarm.Settings;

namespace Swarm.Jobs;

/// <summary>Refuses what says how files are written where there are none, because bodies go to a stream.</summary>
static class OutputRules
{
    /// <exception cref="SettingsException">Names the settings that would have no effect.</exception>
    public static void Check(JobSpec spec)
    {
        var writing = spec.Settings.Writing;
        SettingsFault[] faults = spec.Output is not null ? OfStream(writing) : spec.Target is not null ? OfStore(writing) : [];
        if (faults.Length > 0) throw new SettingsException(faults);
    }

    static SettingsFault[] OfStream(WritingOptions writing) =>
        [
            .. Fault(writing.Discard, "discard"),
            .. Fault(writing.SkipExisting, "skip-existing"),
            .. Fault(writing.IfModified, "if-modified"),
            .. Fault(writing.KeepServerTime, "keep-server-time"),
            .. Fault(writing.OnFailure != FailureLeaves.Nothing, "on-failure"),
        ];

    static SettingsFault[] OfStore(WritingOptions writing) =>
        [
            .. Fault(writing.Discard, "discard", IntoStore),
            .. Fault(writing.IfModified, "if-modified", IntoStore),
            .. Fault(writing.KeepServerTime, "keep-server-time", IntoStore),
            .. Fault(writing.OnFailure == FailureLeaves.Partial, "on-failure", IntoStore),
        ];

    const string IntoStore = "has no effect where objects go into a store: it dates them itself, and has them whole or not at all";

    static SettingsFault[] Fault(bool isSet, string key, string why = "has no effect where bytes go to a stream (-o -): there is no file") =>
        isSet ? [new SettingsFault("swarm.writing." + key, why, null)] : [];
}
