using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Settings;

namespace Swarm.Jobs;

/// <summary>Which strategy an origin is asked by: that of the first overlay that matches, else the job's.</summary>
sealed class StrategyChoice
{
    readonly IRequestStrategy _default;
    readonly List<(OriginOverlay Overlay, IRequestStrategy Strategy)> _overlays;

    /// <param name="own">The caller's own in place of the settings'; overlays still hold for their hosts.</param>
    public StrategyChoice(SwarmSettings settings, IRequestStrategy? own)
    {
        _default = own is null ? Load(settings.Strategy) : Guard(own);
        _overlays = [.. settings.Origins.Select(o => (o, o.Strategy == settings.Strategy ? _default : Load(o.Strategy)))];
    }

    /// <summary>Hears of a strategy of the user's own that threw.</summary>
    public Action<Failure>? OnFault { get; set; }

    public IRequestStrategy For(Origin origin)
    {
        foreach (var (overlay, strategy) in _overlays)
            if (overlay.Matches(origin)) return strategy;
        return _default;
    }

    IRequestStrategy Load(StrategyOptions options) => options.Type is null ? new ConfiguredStrategy(options) : Guard(StrategyLoader.Load(options));

    GuardedStrategy Guard(IRequestStrategy own) => new(own, failure => OnFault?.Invoke(failure));
}
