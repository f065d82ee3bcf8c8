using Swarm.Engine;

namespace Swarm.Settings.Sections;

/// <summary><c>limits.breaker { }</c>: when an origin is taken for dead.</summary>
static class BreakerSection
{
    public static BreakerOptions Read(Section s, BreakerOptions preset)
    {
        var read = preset with
        {
            Failures = s.Int("failures", preset.Failures, 2),
            Ratio = s.Number("ratio", preset.Ratio, 0.01, 1),
            Sampling = s.Interval("sampling", preset.Sampling),
            Break = s.Interval("break", preset.Break),
            MaximumBreak = s.Interval("maximum-break", preset.MaximumBreak),
            GiveUpAfter = s.DurationOrNone("give-up-after", preset.GiveUpAfter),
        };
        if (read.Break > read.MaximumBreak) s.Refuse("break is above maximum-break", "break", "maximum-break");
        return read;
    }
}
