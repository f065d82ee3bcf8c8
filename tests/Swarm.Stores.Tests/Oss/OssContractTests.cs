using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.Oss;
using Swarm.Stores.Tests.Contract;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Oss;

/// <summary>The contract against the stub: with the fourth signature, and with the first.</summary>
public abstract class OssContract(OssSignature signature) : ObjectStoreContract
{
    static readonly Task<OssStub> s_stub = OssStub.StartAsync();

    protected override string MetadataPrefix => "x-oss-meta-";

    protected override async Task<IObjectStore> OpenAsync(IExchanger exchanger) => await OpenAsync(OssStub.Secret, exchanger);

    protected override async Task<IObjectStore?> OpenWithWrongKeysAsync(IExchanger exchanger) => await OpenAsync("wrong", exchanger);

    /// <summary>OSS forgets what was completed, and its tags don't tell what an object was made of: whoever sent it compares the checksum.</summary>
    public override async Task An_upload_that_is_completed_once_more_is_the_same_object()
    {
        var refusal = await Assert.ThrowsAsync<TransferException>(base.An_upload_that_is_completed_once_more_is_the_same_object);
        Assert.Equal(404, refusal.Status);
    }

    async Task<OssStore> OpenAsync(string secret, IExchanger exchanger) => new(
        OssTalk.Options(await s_stub) with { AccessKeySecret = secret, Signature = signature }, new UploadOptions(), exchanger, TimeProvider.System, _ => null);
}

[Server]
public sealed class OssContractTests() : OssContract(OssSignature.V4);

[Server]
public sealed class OssV1ContractTests() : OssContract(OssSignature.V1)
{
    protected override int Many => 20;
}
