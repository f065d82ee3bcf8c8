using System.Collections.Concurrent;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Engine.Tests;

/// <summary>Uploads as a test says, and remembers what it was asked.</summary>
sealed class PretendedUploader : IUploader
{
    public Func<UploadOrder, Action<long, long>, CancellationToken, Task<UploadReceipt>> Upload { get; set; } = (_, _, _) => Task.FromResult(new UploadReceipt(0, 200));

    public Func<UploadOrder, Task<Failure?>> GiveUp { get; set; } = _ => Task.FromResult<Failure?>(null);

    public ConcurrentQueue<UploadOrder> Orders { get; } = new();

    public ConcurrentQueue<UploadOrder> GivenUp { get; } = new();

    public Task<UploadReceipt> UploadAsync(UploadOrder order, Action<long, long> progress, CancellationToken token)
    {
        Orders.Enqueue(order);
        return Upload(order, progress, token);
    }

    public Task<Failure?> GiveUpAsync(UploadOrder order)
    {
        GivenUp.Enqueue(order);
        return GiveUp(order);
    }

    /// <summary>A bundle that goes to a store.</summary>
    public static Bundle Bundle(string key = "k", string source = "/source") => Bundles.Of($"http://store.test/b/{key}") with
    {
        Address = new StoreAddress(StoreKind.S3, "b", key),
        Upload = source,
    };
}
