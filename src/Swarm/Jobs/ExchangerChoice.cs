using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.Settings;

namespace Swarm.Jobs;

/// <summary>Asks each origin with the HTTP options of the first overlay that matches it, else with the job's.</summary>
sealed class ExchangerChoice : IExchanger
{
    readonly IExchanger _default;
    readonly List<(OriginOverlay Overlay, IExchanger Exchanger)> _overlays;

    ExchangerChoice(JobSpec spec)
    {
        _default = Make(spec, spec.Settings.Http);
        _overlays = [.. spec.Settings.Origins.Select(o => (o, o.Http == spec.Settings.Http ? _default : Make(spec, o.Http)))];
    }

    /// <exception cref="InvalidDataException">A file or a proxy that the options name is no good.</exception>
    public static IExchanger Create(JobSpec spec) => spec.Settings.Origins.Count == 0 ? Make(spec, spec.Settings.Http) : new ExchangerChoice(spec);

    public ValueTask<IExchange> SendAsync(ExchangeRequest request, CancellationToken token)
    {
        foreach (var (overlay, exchanger) in _overlays)
            if (overlay.Matches(request.Url.Origin)) return exchanger.SendAsync(request, token);
        return _default.SendAsync(request, token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, exchanger) in _overlays)
            if (exchanger != _default) await exchanger.DisposeAsync();
        await _default.DisposeAsync();
    }

    static HttpExchanger Make(JobSpec spec, HttpOptions http) => spec.Http is { } client
        ? new HttpExchanger(client, http, spec.Settings.Timeouts, spec.Time)
        : new HttpExchanger(http, spec.Settings.Timeouts, spec.Time);
}
