using Swarm.Domain.Requests;

namespace Swarm.Settings.Sections;

/// <summary><c>strategy.backoff { }</c>: the waits between tries.</summary>
static class BackoffSection
{
    static readonly Choices<Jitter> Jitters =
        new(("none", Jitter.None), ("full", Jitter.Full), ("equal", Jitter.Equal), ("additive", Jitter.Additive));

    public static BackoffOptions Read(Section s, BackoffOptions preset)
    {
        var read = preset with
        {
            First = s.Duration("first", preset.First),
            Multiplier = s.Number("multiplier", preset.Multiplier, 1, 1000),
            Maximum = s.Duration("maximum", preset.Maximum),
            Jitter = s.Choice("jitter", preset.Jitter, Jitters),
            JitterSpan = s.Duration("jitter-span", preset.JitterSpan),
        };
        s.Refuse(read.First > read.Maximum, $"first ({Units.Duration(read.First)}) is above maximum ({Units.Duration(read.Maximum)}), which would cut it", "first", "maximum");
        s.Refuse(read.JitterSpan != preset.JitterSpan && read.Jitter != Jitter.Additive, "has no effect without jitter = additive", "jitter-span");
        return read;
    }
}
