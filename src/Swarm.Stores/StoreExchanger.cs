using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;

namespace Swarm.Stores;

/// <summary>Has each request for an object authorised by its store; all others pass as they are.</summary>
public sealed class StoreExchanger(IExchanger inner, Func<StoreKind, IObjectStore> stores) : IExchanger
{
    public ValueTask<IExchange> SendAsync(ExchangeRequest request, CancellationToken token) =>
        request.Address is { } address ? AuthorisedAsync(address, request, token) : inner.SendAsync(request, token);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>The address says which object it is, whatever became of its URL on the way through a state file, which folds what keys may hold.</summary>
    async ValueTask<IExchange> AuthorisedAsync(StoreAddress address, ExchangeRequest request, CancellationToken token)
    {
        var store = stores(address.Kind);
        var asked = request with { Url = store.UrlOf(address) };
        var exchange = await inner.SendAsync(await store.AuthoriseAsync(asked, token), token);
        if (exchange.Head.Status is not (401 or 403) || !store.Corrects(exchange.Head)) return exchange;
        await exchange.DisposeAsync();
        return await inner.SendAsync(await store.AuthoriseAsync(asked, token), token);
    }
}
