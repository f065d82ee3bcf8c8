using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.Gcs;
using Swarm.Stores.Tests.Contract;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Gcs;

/// <summary>The contract on the stub, with a service account; or, without credentials, on the server that <c>SWARM_GCS_ENDPOINT</c> names.</summary>
[GcsServer]
public sealed class GcsContractTests : ObjectStoreContract
{
    static readonly Once<GcsStub> s_stub = new(async () =>
    {
        var stub = await GcsStub.StartAsync();
        stub.Tokens.AreWanted = true;
        return stub;
    });

    protected override string MetadataPrefix => "x-goog-meta-";

    protected override async Task<IObjectStore> OpenAsync(IExchanger exchanger) => GcsTests.OtherEndpoint is { } other
        ? new GcsStore(new GcsOptions { Endpoint = WebUrl.Parse(other), Anonymous = true, Project = "swarm" }, exchanger, TimeProvider.System, _ => null)
        : Open(await s_stub.GetAsync(), GcsAccount.Email, exchanger);

    protected override async Task<IObjectStore?> OpenWithWrongKeysAsync(IExchanger exchanger) =>
        GcsTests.OtherEndpoint is null ? Open(await s_stub.GetAsync(), GcsAccount.StrangersEmail, exchanger) : null;

    // Google's own rule.
    protected override bool CanHold(string key) => !key.AsSpan().ContainsAny('\r', '\n');

    static GcsStore Open(GcsStub stub, string email, IExchanger exchanger)
    {
        var options = new GcsOptions { Endpoint = WebUrl.Parse(stub.Root), CredentialsFile = GcsAccount.Write(Directory.CreateTempSubdirectory("swarm-gcs-").FullName, stub, email) };
        return new GcsStore(options, exchanger, TimeProvider.System, _ => null);
    }
}

/// <summary>What Google's store has no call for, and, where there are no credentials, signatures.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GcsServerAttribute : ServerAttribute
{
    public GcsServerAttribute() => Lacks =
        StorePowers.DeleteMany | StorePowers.PartsInAnyOrder | StorePowers.ListUploads | (GcsTests.OtherEndpoint is null ? StorePowers.None : StorePowers.Presign);
}
