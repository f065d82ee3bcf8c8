using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Settings;

namespace Swarm.Jobs;

/// <summary>Which strategy an origin is asked by: the job's, or that of the first overlay that matches.</summary>
sealed class StrategyChoice
{
    readonly List<(OriginOverlay Overlay, IRequestStrategy Strategy)> _overlays;

    public StrategyChoice(SwarmSettings settings, IRequestStrategy? own)
    {
        Default = own ?? Load(settings.Strategy);
        _overlays = [.. settings.Origins.Select(o => (o, Load(o.Strategy)))];
    }

    public IRequestStrategy Default { get; }

    public IRequestStrategy For(Origin origin)
    {
        foreach (var (overlay, strategy) in _overlays)
            if (overlay.Matches(origin)) return strategy;
        return Default;
    }

    static IRequestStrategy Load(StrategyOptions options) => options.Type is null ? new ConfiguredStrategy(options) : StrategyLoader.Load(options);
}
