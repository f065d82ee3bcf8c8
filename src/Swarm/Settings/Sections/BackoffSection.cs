using Swarm.Domain.Requests;

namespace Swarm.Settings.Sections;

/// <summary><c>strategy.backoff { }</c>: the waits between tries.</summary>
static class BackoffSection
{
    static readonly Choices Jitters = new("none", "full", "equal", "additive");

    public static BackoffOptions Read(Section s, BackoffOptions preset)
    {
        var read = preset with
        {
            First = s.Duration("first", preset.First),
            Multiplier = s.Number("multiplier", preset.Multiplier, 1, 1000),
            Maximum = s.Duration("maximum", preset.Maximum),
            Jitter = (Jitter)s.Choice("jitter", (int)preset.Jitter, Jitters),
            JitterSpan = s.Duration("jitter-span", preset.JitterSpan),
        };
        if (read.First > read.Maximum)
        {
            var (first, maximum) = (Units.Duration(read.First), Units.Duration(read.Maximum));
            s.Refuse($"first ({first}) is above maximum ({maximum}), which would cut it", "first", "maximum");
        }

        if (read.JitterSpan != preset.JitterSpan && read.Jitter != Jitter.Additive)
            s.Fault("jitter-span", "has no effect without jitter = additive");
        return read;
    }
}
