using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.Stores.S3;
using Swarm.Stores.S3.Credentials;
using Swarm.TestSupport;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.S3;

/// <summary>
/// Keys from EC2's metadata and from a container's service. Amazon's SDK reads the process's own environment, and the service's address but once: all
/// tests share one.
/// </summary>
public sealed class FetchedKeysTests(FetchedKeysTests.Shared shared) : IClassFixture<FetchedKeysTests.Shared>
{
    readonly MetadataServer _server = shared.Server;

    [Fact]
    public async Task Keys_come_from_the_metadata_service_and_are_kept()
    {
        _server.Lifetime = TimeSpan.FromHours(6);
        var (keys, next) = (Read("").Keys, _server.Given + 1);
        Assert.Equal(new AwsKeys($"KEY{next}", $"SECRET{next}", $"TOKEN{next}"), await keys.GetAsync(default));
        Assert.Same(await keys.GetAsync(default), await keys.GetAsync(default));
        Assert.Equal(next, _server.Given);
    }

    [Fact]
    public async Task Keys_come_from_the_container()
    {
        var (keys, next) = (Read(Container).Keys, _server.Given + 1);
        Assert.Equal(new AwsKeys($"KEY{next}", $"SECRET{next}", $"TOKEN{next}"), await keys.GetAsync(default));
    }

    [Fact]
    public async Task Where_there_are_none_that_is_said()
    {
        System.Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", "true");
        var e = await Assert.ThrowsAsync<TransferException>(async () => await Read("").Keys.GetAsync(default));
        System.Environment.SetEnvironmentVariable("AWS_EC2_METADATA_DISABLED", null);
        Assert.Equal(Reason.Permission, e.Failure.Reason);
        Assert.StartsWith("s3: no keys to be had from EC2's metadata", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(Container)]
    public async Task Keys_are_renewed_before_they_end_while_a_transfer_runs(string source)
    {
        var first = _server.Given + 1;
        _server.Lifetime = TimeSpan.FromMinutes(2); // shorter than the time ahead of their end at which keys are renewed
        await using var origin = new ScriptedOrigin().Otherwise(Reply.Status(200, "ETag: \"x\""));
        await using var exchanger = new HttpExchanger(new HttpOptions { Environment = _ => null }, new TimeLimits(), TimeProvider.System);
        var environment = Environment(source, ("AWS_ENDPOINT_URL", origin.Root));
        await using var store = new S3Store(new S3Options(), new UploadOptions(), exchanger, TimeProvider.System, environment);
        var session = new UploadSession(new StoreAddress(StoreKind.S3, "b", "k"), "id");

        for (var number = 1; _server.Given < first + 2 && number < 1000; number++)
            await store.PutPartAsync(session, new PartDemand(number, 0, false), new BytesContent(new byte[10]), default);

        Assert.True(_server.Given >= first + 2);
        var pairs = origin.Requests.Select(r => (Id: r.Field("Authorization")!.Split('=', '/')[1], Token: r.Field("x-amz-security-token")!)).Distinct().ToList();
        Assert.True(pairs.Count >= 2, string.Join(' ', pairs));
        Assert.All(pairs, pair => Assert.Equal(pair.Id[3..], pair.Token[5..]));
    }

    [Fact]
    public async Task Keys_that_are_refused_as_too_old_are_renewed_at_once()
    {
        _server.Lifetime = TimeSpan.FromHours(6);
        await using var origin = new ScriptedOrigin().On("/b/k",
            Reply.Raw(HttpWire.Message(400, HttpWire.Bytes("<Error><Code>ExpiredToken</Code></Error>"))), Reply.Status(200, "ETag: \"x\""));
        await using var exchanger = new HttpExchanger(new HttpOptions { Environment = _ => null }, new TimeLimits(), TimeProvider.System);
        await using var store = new S3Store(new S3Options(), new UploadOptions(), exchanger, TimeProvider.System, Environment(Container, ("AWS_ENDPOINT_URL", origin.Root)));
        await store.PutAsync(new StoreAddress(StoreKind.S3, "b", "k"), new BytesContent(new byte[10]), PutOptions.Default, default);
        Assert.Equal(2, origin.Requests.Select(r => r.Field("x-amz-security-token")).Distinct().Count());
    }

    const string Container = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

    static S3Settings Read(string set) => S3Settings.Read(new S3Options(), Environment(set));

    static Func<string, string?> Environment(string set, params (string Name, string Value)[] more) =>
        name => name == "HOME" ? "/nonexistent" : name == set ? "set" : more.FirstOrDefault(pair => pair.Name == name).Value;

    public sealed class Shared : IAsyncLifetime
    {
        public MetadataServer Server { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Server = await MetadataServer.StartAsync();
            System.Environment.SetEnvironmentVariable("AWS_EC2_METADATA_SERVICE_ENDPOINT", Server.Root);
            System.Environment.SetEnvironmentVariable(Container, Server.Root + "/container");
            System.Environment.SetEnvironmentVariable("AWS_CONTAINER_AUTHORIZATION_TOKEN", MetadataServer.ContainerToken);
        }

        public async Task DisposeAsync()
        {
            foreach (var name in new[] { "AWS_EC2_METADATA_SERVICE_ENDPOINT", Container, "AWS_CONTAINER_AUTHORIZATION_TOKEN" })
                System.Environment.SetEnvironmentVariable(name, null);
            await Server.DisposeAsync();
        }
    }
}
