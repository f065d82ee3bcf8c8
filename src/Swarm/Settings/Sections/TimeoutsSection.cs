using Swarm.Domain.Transfers;

namespace Swarm.Settings.Sections;

/// <summary><c>timeouts { }</c>: the time limits of one attempt.</summary>
static class TimeoutsSection
{
    public static TimeLimits Read(Section s, TimeLimits preset)
    {
        var read = preset with
        {
            Connect = s.DurationOrNone("connect", preset.Connect),
            Headers = s.DurationOrNone("headers", preset.Headers),
            Idle = s.DurationOrNone("idle", preset.Idle),
            Total = s.DurationOrNone("total", preset.Total),
            MinimumSpeed = s.BytesOrNone("minimum-speed", preset.MinimumSpeed),
            SlowWindow = s.Interval("slow-window", preset.SlowWindow),
        };
        if (read.Idle <= TimeSpan.Zero && read.MinimumSpeed > 0)
            s.Refuse("idle = none has no effect while minimum-speed ends what stands still: set minimum-speed = none too",
                "idle", "minimum-speed");
        return read;
    }
}
