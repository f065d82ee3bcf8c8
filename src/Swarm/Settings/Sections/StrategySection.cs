using Swarm.Domain.Requests;

namespace Swarm.Settings.Sections;

/// <summary><c>strategy { }</c>: a preset by name, and the numbers laid over it.</summary>
static class StrategySection
{
    static string Known => string.Join(", ", StrategyPresets.All.Select(p => p.Name));

    /// <param name="s">The section.</param>
    /// <param name="job">What holds where the section names no preset: for overlays, the job's strategy.</param>
    public static StrategyOptions Read(Section s, StrategyOptions job)
    {
        var name = s.Text("name", job.Name);
        var like = s.TextOrNull("like", null);
        var preset = s.Has("name") || like is not null ? Preset(like ?? name) ?? StrategyPresets.Lenient : job;
        if (preset.Name != StrategyPresets.Lenient.Name) s.PresetName = "strategy " + preset.Name;
        var read = preset with
        {
            Name = name,
            Type = s.TextOrNull("type", preset.Type),
            Assembly = s.PathOrNull("assembly", preset.Assembly),
            PerOrigin = s.Int("per-origin", preset.PerOrigin, 1, 10_000),
            Delay = s.Duration("delay", preset.Delay),
            Attempts = s.Int("attempts", preset.Attempts, 1),
            TotalTime = s.DurationOrNone("total-time", preset.TotalTime),
            RetryStatuses = s.Statuses("retry-statuses", preset.RetryStatuses),
            RetryReasons = s.Reasons("retry-reasons", preset.RetryReasons),
            ServerWaitCap = s.Duration("server-wait-cap", preset.ServerWaitCap),
            Backoff = BackoffSection.Read(s.Sub("backoff"), preset.Backoff),
            Adaptive = AdaptiveSection.Read(s.Sub("adaptive"), preset.Adaptive),
        };
        CheckName(s, read, like);
        if (read.Assembly is not null && read.Type is null) s.Fault("assembly", "has no effect without a type");
        if (read.Adaptive is not null && read.PerOrigin != preset.PerOrigin)
            s.Fault("per-origin", "has no effect while adaptive is enabled: set adaptive.maximum");
        return read;
    }

    static void CheckName(Section s, StrategyOptions read, string? like)
    {
        if (like is not null && Preset(like) is null) s.Fault("like", $"'{like}' is none of {Known}");
        if (s.Has("name") && Preset(read.Name) is null && like is null && read.Type is null)
            s.Fault("name", $"'{read.Name}' is none of {Known}; a strategy of your own needs a type, or like = one of these");
        if (like is not null && read.Name != like && Preset(read.Name) is not null)
            s.Refuse($"the name of one preset can't go with like = {like}", "name", "like");
    }

    static StrategyOptions? Preset(string name) => StrategyPresets.All.FirstOrDefault(p => p.Name == name);
}
