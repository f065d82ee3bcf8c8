using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.Gcs;
using Swarm.Stores.Oss;
using Swarm.Stores.S3;

namespace Swarm.Stores;

/// <summary>The stores of a job, each made when it is first asked for. Thread-safe.</summary>
/// <param name="exchanger">What their requests go through, unsigned ones; not disposed of here.</param>
/// <param name="fields">The job's own for its requests: those in a store's own words (<c>x-amz-…</c>, <c>x-oss-…</c>) are refused unless they are signed.</param>
public sealed class StoreSet(StoresOptions options, IExchanger exchanger, TimeProvider time, IReadOnlyList<Header>? fields = null) : IAsyncDisposable
{
    readonly Lock _lock = new();
    readonly Dictionary<StoreKind, IObjectStore> _stores = [];

    public UploadOptions Upload => options.Upload;

    /// <exception cref="InvalidDataException">Its settings are no good: the words say which.</exception>
    public IObjectStore this[StoreKind kind]
    {
        get
        {
            lock (_lock)
            {
                if (!_stores.TryGetValue(kind, out var store)) _stores[kind] = store = Make(kind);
                return store;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores.Values) await store.DisposeAsync();
    }

    // The only place that knows all of them.
    IObjectStore Make(StoreKind kind) => kind switch
    {
        StoreKind.S3 => new S3Store(options.S3 with { Fields = FieldsOf("x-amz-", options.S3.Fields) }, options.Upload, exchanger, time),
        StoreKind.Gs => new GcsStore(options.Gcs, exchanger, time),
        StoreKind.Oss => new OssStore(options.Oss with { Fields = FieldsOf("x-oss-", options.Oss.Fields) }, options.Upload, exchanger, time),
        _ => throw new NotSupportedException($"there is no store of kind {kind}"),
    };

    IReadOnlyList<Header> FieldsOf(string prefix, IReadOnlyList<Header> more) =>
        [.. more, .. (fields ?? []).Where(field => field.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))];
}
