using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.Stores.S3;
using Swarm.TestSupport;

namespace Swarm.Stores.Tests.S3;

/// <summary>A store whose server plays scripts: <c>/b/k</c> is the object that tests are about, <c>/b</c> its bucket.</summary>
public abstract class S3Scripts : IAsyncLifetime
{
    protected const string Declaration = """<?xml version="1.0" encoding="UTF-8"?>""";

    readonly HttpExchanger _exchanger = new(new HttpOptions { Environment = _ => null }, new TimeLimits(), TimeProvider.System);

    protected ScriptedOrigin Origin { get; } = new();

    protected IObjectStore Store { get; private set; } = null!;

    protected static StoreAddress Bucket { get; } = new(StoreKind.S3, "b", "");

    protected static StoreAddress Object { get; } = Bucket.At("k");

    protected static UploadSession Session { get; } = new(Object, "id");

    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>The clock of requests; moved by tests.</summary>
    protected ManualTime Time { get; } = new(TimeProvider.System.GetUtcNow());

    protected virtual S3Options Options => new() { Endpoint = WebUrl.Parse(Origin.Root), AccessKeyId = "key", SecretAccessKey = "hush-hush", SessionToken = "hush-token" };

    public Task InitializeAsync()
    {
        Store = new S3Store(Options, new UploadOptions(), _exchanger, Time, _ => null);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await _exchanger.DisposeAsync();
        await Origin.DisposeAsync();
    }

    protected static OriginScript Error(int status, string code, params string[] fields) => Reply.Raw(HttpWire.Message(status, HttpWire.Bytes(
        $"{Declaration}\n<Error><Code>{code}</Code><Message>Because.</Message><RequestId>4F2</RequestId></Error>"), fields));

    protected static OriginScript Head(int status, params string[] fields) =>
        Reply.Raw(HttpWire.Head(status, [.. fields.Any(f => f.StartsWith("Content-Length", StringComparison.Ordinal)) ? fields : [.. fields, "Content-Length: 0"]]));

    protected static Task<TransferException> FailsAsync(Func<Task> call) => Assert.ThrowsAsync<TransferException>(call);
}
