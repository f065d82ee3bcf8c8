using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.S3;
using Swarm.Stores.Tests.Contract;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.S3;

[Server("swift-proxy-server", "swift-object-server", "memcached", Lacks = StorePowers.PutIfAbsent)]
public sealed class SwiftContractTests : ObjectStoreContract
{
    // It takes 35 ms for each.
    protected override int Many => 120;

    protected override Task<IObjectStore> OpenAsync(IExchanger exchanger) => OpenAsync(SwiftServer.Secret, exchanger);

    protected override async Task<IObjectStore?> OpenWithWrongKeysAsync(IExchanger exchanger) => await OpenAsync("wrong", exchanger);

    static async Task<IObjectStore> OpenAsync(string secret, IExchanger exchanger)
    {
        var server = await SwiftServer.StartedAsync();
        var options = new S3Options { Endpoint = WebUrl.Parse(server.Root), AccessKeyId = SwiftServer.KeyId, SecretAccessKey = secret };
        return new S3Store(options, new UploadOptions(), exchanger, TimeProvider.System, _ => null);
    }
}
