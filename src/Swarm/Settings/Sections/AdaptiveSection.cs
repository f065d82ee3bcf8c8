using Swarm.Domain.Requests;

namespace Swarm.Settings.Sections;

/// <summary><c>strategy.adaptive { }</c>: how an origin's concurrency moves, where it moves.</summary>
static class AdaptiveSection
{
    public static AdaptiveOptions? Read(Section s, AdaptiveOptions? preset)
    {
        var enabled = s.Flag("enabled", preset is not null);
        var numbers = preset ?? new AdaptiveOptions();
        var read = numbers with
        {
            Start = s.Number("start", numbers.Start, 1, 10_000),
            Minimum = s.Number("minimum", numbers.Minimum, 1, 10_000),
            Maximum = s.Number("maximum", numbers.Maximum, 1, 10_000),
            Step = s.Number("step", numbers.Step, 0.01, 1000),
            Cut = s.Number("cut", numbers.Cut, 0.01, 0.99),
            LatencyTolerance = s.Number("latency-tolerance", numbers.LatencyTolerance, 1.1),
            FirstSpacing = s.Interval("first-spacing", numbers.FirstSpacing),
            MaximumSpacing = s.Interval("maximum-spacing", numbers.MaximumSpacing),
        };
        s.Refuse(read.Start < read.Minimum || read.Start > read.Maximum, "start must lie between minimum and maximum", "start", "minimum", "maximum");
        s.Refuse(read.FirstSpacing > read.MaximumSpacing, "first-spacing is above maximum-spacing", "first-spacing", "maximum-spacing");
        s.Refuse(!enabled && read != numbers, "the numbers of adaptive have no effect unless it is enabled = on",
            "start", "minimum", "maximum", "step", "cut", "latency-tolerance", "first-spacing", "maximum-spacing");
        return enabled ? read : null;
    }
}
