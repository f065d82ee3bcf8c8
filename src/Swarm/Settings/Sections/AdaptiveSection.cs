using Swarm.Domain.Requests;

namespace Swarm.Settings.Sections;

/// <summary><c>strategy.adaptive { }</c>: how an origin's concurrency moves, where it moves.</summary>
static class AdaptiveSection
{
    static readonly string[] Numbers =
        ["start", "minimum", "maximum", "step", "cut", "latency-tolerance", "first-spacing", "maximum-spacing"];

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
        if (read.Start < read.Minimum || read.Start > read.Maximum)
            s.Refuse("start must lie between minimum and maximum", "start", "minimum", "maximum");
        if (read.FirstSpacing > read.MaximumSpacing) s.Refuse("first-spacing is above maximum-spacing", "first-spacing", "maximum-spacing");
        if (s.IsGiven && !enabled && read != numbers)
            s.Refuse("the numbers of adaptive have no effect unless it is enabled = on", Numbers);
        return enabled ? read : null;
    }
}
