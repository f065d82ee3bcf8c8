using Swarm.Engine;

namespace Swarm.Settings.Sections;

/// <summary><c>limits { }</c>: limits of the job as a whole.</summary>
static class LimitsSection
{
    public static EngineOptions Read(Section s, EngineOptions preset)
    {
        var window = s.Int("window", preset.Window, 1, 10_000_000);
        var read = preset with
        {
            Concurrency = s.Int("concurrency", preset.Concurrency, 1, 100_000),
            Window = window,
            WindowPerOrigin = s.Int("window-per-origin", Math.Min(preset.WindowPerOrigin, window), 1, 10_000_000),
            ReadBatch = s.Int("read-batch", preset.ReadBatch, 1, 1_000_000),
            RetryBudget = s.CountOrNone("retry-budget", preset.RetryBudget),
            Grace = s.Duration("grace", preset.Grace),
            CommitInterval = s.Duration("commit-interval", preset.CommitInterval),
            Breaker = BreakerSection.Read(s.Sub("breaker"), preset.Breaker),
        };
        if (read.Concurrency > read.Window)
            s.Refuse($"concurrency ({read.Concurrency}) is above window ({read.Window}), which holds all that is in flight",
                "concurrency", "window");
        if (read.WindowPerOrigin > read.Window)
            s.Refuse($"window-per-origin ({read.WindowPerOrigin}) is above window ({read.Window})", "window-per-origin", "window");
        return read;
    }
}
