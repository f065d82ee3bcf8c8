using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.IO.Http;

namespace Swarm.Settings;

/// <summary>Settings that hold for some hosts only.</summary>
/// <param name="Pattern">A host, or <c>*.host</c> for it and all below it.</param>
/// <param name="Strategy">The job's strategy with what the overlay says.</param>
/// <param name="Http">The job's HTTP options with what the overlay says.</param>
public sealed record OriginOverlay(string Pattern, StrategyOptions Strategy, HttpOptions Http)
{
    public bool Matches(Origin origin) => Pattern.StartsWith("*.", StringComparison.Ordinal)
        ? origin.Host.EndsWith(Pattern[1..], StringComparison.OrdinalIgnoreCase)
            || origin.Host.Equals(Pattern[2..], StringComparison.OrdinalIgnoreCase)
        : origin.Host.Equals(Pattern, StringComparison.OrdinalIgnoreCase);
}
