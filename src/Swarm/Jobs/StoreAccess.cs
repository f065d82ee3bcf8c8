using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Settings;
using Swarm.Stores;
using Swarm.Stores.Uploads;

namespace Swarm.Jobs;

/// <summary>The object stores as settings have them, for what is asked outside of a job. Calls that fail are tried again as the settings' strategy says. Thread-safe.</summary>
public sealed class StoreAccess : IAsyncDisposable
{
    readonly Lazy<(IExchanger Exchanger, StoreSet Stores)> _open;
    readonly StrategyChoice _strategies;
    readonly TimeProvider _time;

    StoreAccess(JobSpec spec)
    {
        (_strategies, _time) = (new StrategyChoice(spec.Settings, spec.Strategy), spec.Time);
        _open = new Lazy<(IExchanger, StoreSet)>(() =>
        {
            var exchanger = ExchangerChoice.Create(spec);
            return (exchanger, new StoreSet(spec.Settings.Stores, exchanger, spec.Time, spec.Settings.Http.Headers));
        });
    }

    /// <summary>Nothing is opened before the first call.</summary>
    public static StoreAccess Open(SwarmSettings settings, TimeProvider? time = null, HttpClient? http = null, IRequestStrategy? strategy = null) =>
        new(new JobSpec { Settings = settings, Source = new EmptySource(), OutputFolder = "", Strategy = strategy, Http = http, Time = time ?? TimeProvider.System });

    /// <exception cref="InvalidDataException">The store's settings are no good: the words say which.</exception>
    public IObjectStore this[StoreKind kind] => new PatientStore(_open.Value.Stores[kind], _strategies, _time);

    /// <summary>Begins an object whose parts the caller cuts and puts, in any order where the store takes them so; completed or aborted by what comes back.</summary>
    /// <param name="options">What it is to be stored with.</param>
    /// <exception cref="TransferException">The store refused, or can't be reached.</exception>
    public Task<ManualUpload> BeginUploadAsync(StoreAddress target, PutOptions? options = null, CancellationToken token = default) =>
        ManualUpload.BeginAsync(_open.Value.Stores[target.Kind], target, _open.Value.Stores.Upload, options, _time, token);

    /// <summary>Where an object is on the wire.</summary>
    public WebUrl UrlOf(StoreAddress address) => _open.Value.Stores[address.Kind].UrlOf(address);

    public async ValueTask DisposeAsync()
    {
        if (!_open.IsValueCreated) return;
        await _open.Value.Stores.DisposeAsync();
        await _open.Value.Exchanger.DisposeAsync();
    }
}
