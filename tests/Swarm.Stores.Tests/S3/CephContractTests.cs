using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.S3;
using Swarm.Stores.Tests.Contract;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.S3;

[Server("radosgw", "ceph-mon", "ceph-osd", "ceph")]
public sealed class CephContractTests : ObjectStoreContract
{
    protected override Task<IObjectStore> OpenAsync(IExchanger exchanger) => OpenAsync(CephServer.Secret, exchanger);

    protected override async Task<IObjectStore?> OpenWithWrongKeysAsync(IExchanger exchanger) => await OpenAsync("wrong", exchanger);

    static async Task<IObjectStore> OpenAsync(string secret, IExchanger exchanger)
    {
        var server = await CephServer.StartedAsync();
        var options = new S3Options { Endpoint = WebUrl.Parse(server.Root), AccessKeyId = CephServer.KeyId, SecretAccessKey = secret };
        return new S3Store(options, new UploadOptions(), exchanger, TimeProvider.System, _ => null);
    }
}
