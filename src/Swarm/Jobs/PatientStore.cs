using System.Runtime.CompilerServices;
using Swarm.Domain;
using Swarm.Domain.Requests;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;

namespace Swarm.Jobs;

/// <summary>A store whose calls, which make one try each, are tried again as the strategy of its endpoint says. A listing goes on behind the last page that came.</summary>
sealed class PatientStore(IObjectStore store, StrategyChoice strategies, TimeProvider time) : IObjectStore
{
    readonly Random _chance = new(SystemChance.Seed());

    public StoreKind Kind => store.Kind;

    public StorePowers Powers => store.Powers;

    public PartRange Parts => store.Parts;

    public WebUrl UrlOf(StoreAddress address) => store.UrlOf(address);

    public ValueTask<ExchangeRequest> AuthoriseAsync(ExchangeRequest request, CancellationToken token) => store.AuthoriseAsync(request, token);

    public bool Corrects(ResponseHead refused) => store.Corrects(refused);

    public ValueTask<ObjectFacts?> StatAsync(StoreAddress address, CancellationToken token) => TryAsync(address, () => store.StatAsync(address, token), token);

    public async IAsyncEnumerable<ListPage> ListAsync(StoreAddress bucket, ListDemand demand, [EnumeratorCancellation] CancellationToken token)
    {
        for (var attempt = 1; ;)
        {
            TimeSpan wait;
            await using (var pages = store.ListAsync(bucket, demand, token).GetAsyncEnumerator(token))
            {
                for (var (page, failure) = await NextAsync(pages); ; (page, failure) = await NextAsync(pages), attempt = 1)
                {
                    if (failure is not null)
                    {
                        wait = WaitFor(bucket, attempt++, failure);
                        break;
                    }

                    if (page is null) yield break;
                    yield return page;
                    if (Last(page) is { } last) demand = demand with { StartAfter = last };
                }
            }

            await Task.Delay(wait, time, token);
        }
    }

    public async ValueTask DeleteAsync(StoreAddress address, CancellationToken token) => await TryAsync(address, () => store.DeleteAsync(address, token), token);

    public ValueTask<ObjectFacts> PutAsync(StoreAddress address, IRequestContent content, PutOptions options, CancellationToken token) =>
        TryAsync(address, () => store.PutAsync(address, content, options, token), token);

    public ValueTask<UploadSession> BeginUploadAsync(StoreAddress address, long? length, PutOptions options, CancellationToken token) =>
        TryAsync(address, () => store.BeginUploadAsync(address, length, options, token), token);

    public ValueTask<UploadStatus> StatusAsync(UploadSession session, CancellationToken token) => TryAsync(session.Target, () => store.StatusAsync(session, token), token);

    public ValueTask<UploadStatus> PutPartAsync(UploadSession session, PartDemand part, IRequestContent content, CancellationToken token) =>
        store.PutPartAsync(session, part, content, token);

    public ValueTask<ObjectFacts> CompleteAsync(UploadSession session, IReadOnlyList<PartFacts> parts, CancellationToken token) => store.CompleteAsync(session, parts, token);

    public async ValueTask AbortAsync(UploadSession session, CancellationToken token) => await TryAsync(session.Target, () => store.AbortAsync(session, token), token);

    public IAsyncEnumerable<UnfinishedUpload> UploadsAsync(StoreAddress prefix, CancellationToken token) => store.UploadsAsync(prefix, token);

    public IAsyncEnumerable<(string Key, Failure Failure)> DeleteManyAsync(StoreAddress bucket, IReadOnlyList<string> keys, CancellationToken token) => DeleteAllAsync(bucket, keys, token);

    public ValueTask<ObjectFacts> CopyAsync(StoreAddress source, StoreAddress target, PutOptions options, CancellationToken token) =>
        TryAsync(target, () => store.CopyAsync(source, target, options, token), token);

    public ValueTask<string> PresignAsync(StoreAddress address, string method, TimeSpan expires, IReadOnlyList<Header> headers, CancellationToken token) =>
        store.PresignAsync(address, method, expires, headers, token);

    public async ValueTask MakeBucketAsync(StoreAddress bucket, CancellationToken token) => await TryAsync(bucket, () => store.MakeBucketAsync(bucket, token), token);

    public async ValueTask RemoveBucketAsync(StoreAddress bucket, CancellationToken token) => await TryAsync(bucket, () => store.RemoveBucketAsync(bucket, token), token);

    public IAsyncEnumerable<BucketFacts> BucketsAsync(CancellationToken token) => store.BucketsAsync(token);

    /// <summary>Its owner's.</summary>
    public ValueTask DisposeAsync() => default;

    async IAsyncEnumerable<(string Key, Failure Failure)> DeleteAllAsync(StoreAddress bucket, IReadOnlyList<string> keys, [EnumeratorCancellation] CancellationToken token)
    {
        var failed = await TryAsync(bucket, async () =>
        {
            var faults = new List<(string, Failure)>();
            await foreach (var fault in store.DeleteManyAsync(bucket, keys, token)) faults.Add(fault);
            return faults;
        }, token);
        foreach (var fault in failed) yield return fault;
    }

    async ValueTask TryAsync(StoreAddress address, Func<ValueTask> call, CancellationToken token) => await TryAsync(address, async () =>
    {
        await call();
        return true;
    }, token);

    async ValueTask<T> TryAsync<T>(StoreAddress address, Func<ValueTask<T>> call, CancellationToken token)
    {
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan wait;
            try
            {
                return await call();
            }
            catch (TransferException e)
            {
                wait = WaitFor(address, attempt, e);
            }

            await Task.Delay(wait, time, token);
        }
    }

    static async ValueTask<(ListPage?, TransferException?)> NextAsync(IAsyncEnumerator<ListPage> pages)
    {
        try
        {
            return (await pages.MoveNextAsync() ? pages.Current : null, null);
        }
        catch (TransferException e)
        {
            return (null, e);
        }
    }

    /// <exception cref="TransferException">There is no point in another try.</exception>
    TimeSpan WaitFor(StoreAddress address, int attempt, TransferException fault)
    {
        var facts = new AttemptFacts { Attempt = attempt, Status = fault.Status, Failure = fault.Failure, ServerWait = fault.ServerWait };
        Verdict verdict;
        lock (_chance) verdict = strategies.For(store.UrlOf(address).Origin).Judge(facts, _chance);
        return verdict.Kind == VerdictKind.Retry && !fault.Failure.IsFinal ? verdict.After : throw fault;
    }

    static string? Last(ListPage page)
    {
        var (key, prefix) = (page.Objects.Count > 0 ? page.Objects[^1].Key : null, page.Prefixes.Count > 0 ? page.Prefixes[^1] : null);
        return prefix is null || (key is not null && KeyOrder.Instance.Compare(key, prefix) > 0) ? key : KeyOrder.Behind(prefix);
    }
}
