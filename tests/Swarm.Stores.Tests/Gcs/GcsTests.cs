using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.Stores.Gcs;
using Swarm.TestSupport;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Gcs;

/// <summary>A bucket on the stub, or on the server that <c>SWARM_GCS_ENDPOINT</c> names, and an engine of real sockets with a clock that does not wait.</summary>
public abstract class GcsTests : IAsyncLifetime
{
    public const string Variable = "SWARM_GCS_ENDPOINT";

    GcsStub? _stub;

    public static string? OtherEndpoint { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given.TrimEnd('/') : null;

    protected static CancellationToken Token => CancellationToken.None;

    /// <summary>For tests marked <see cref="StubFactAttribute"/> alone.</summary>
    protected GcsStub Stub => _stub ?? throw new InvalidOperationException("the suite runs against another server");

    protected string Endpoint => OtherEndpoint ?? Stub.Root;

    protected HttpExchanger Exchanger { get; } = new(new HttpOptions { Environment = _ => null }, new TimeLimits { Headers = TimeSpan.FromSeconds(20) }, TimeProvider.System);

    protected GcsStore Store { get; private set; } = null!;

    protected StoreAddress Bucket { get; } = new(StoreKind.Gs, "swarm-" + Guid.NewGuid().ToString("N")[..12], "");

    private protected SkippingTime Time { get; } = new();

    /// <summary>What makes a wait longer, drawn in turn, in thousandths; the last one is repeated.</summary>
    protected int[] Jitter { get; set; } = [0];

    protected TransmitOptions Options => new() { Exchanger = Exchanger, Time = Time, Chance = new Chance(Jitter) };

    public async Task InitializeAsync()
    {
        if (OtherEndpoint is null) _stub = await GcsStub.StartAsync();
        Store = Open();
        await Store.MakeBucketAsync(Bucket, Token);
    }

    public virtual async Task DisposeAsync()
    {
        await Store.DisposeAsync();
        await Exchanger.DisposeAsync();
        if (_stub is not null) await _stub.DisposeAsync();
    }

    protected GcsStore Open(GcsOptions? options = null, params (string Name, string Value)[] environment) => new(
        (options ?? new GcsOptions { Anonymous = true, Project = "swarm" }) with { Endpoint = WebUrl.Parse(Endpoint) }, Exchanger, TimeProvider.System,
        name => environment.FirstOrDefault(entry => entry.Name == name).Value);

    protected StoreAddress At(string key) => Bucket.At(key);

    protected WebUrl UploadUrl(string type, string? name = null) => WebUrl.Parse(
        $"{Endpoint}/upload/storage/v1/b/{Bucket.Bucket}/o?uploadType={type}{(name is null ? "" : "&name=" + Uri.EscapeDataString(name))}");

    protected async Task<byte[]?> BytesAsync(string key)
    {
        var request = new ExchangeRequest(Store.UrlOf(At(key)), "GET", [], null);
        var answer = await GcsAnswer.SendAsync(Exchanger, await Store.AuthoriseAsync(request, Token), Token);
        return answer.Status == 200 ? answer.Body : null;
    }

    protected IEnumerable<GcsRequest> Asked(params GcsCall[] calls) => Stub.Requests.Where(r => calls.Length == 0 || calls.Contains(r.Call));

    /// <summary>Content-Range of each chunk and status query, in order.</summary>
    protected IEnumerable<string?> Ranges => Asked(GcsCall.Chunk, GcsCall.Query).Select(r => r.Field("Content-Range"));

    protected static byte[] Noise(int length, int seed = 1) => HttpWire.Noise(length, seed);

    protected static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    sealed class Chance(int[] thousandths) : Random
    {
        int _turn;

        public override double NextDouble() => thousandths[Math.Min(_turn++, thousandths.Length - 1)] / 1000.0;
    }
}

/// <summary>A fact that is skipped, with a message, where the suite runs against another server than the stub.</summary>
public sealed class StubFactAttribute : FactAttribute
{
    public StubFactAttribute() => Skip = StubOnly.Reason;
}

/// <summary>A theory that is skipped, with a message, where the suite runs against another server than the stub.</summary>
public sealed class StubTheoryAttribute : TheoryAttribute
{
    public StubTheoryAttribute() => Skip = StubOnly.Reason;
}

static class StubOnly
{
    public static string? Reason => GcsTests.OtherEndpoint is null ? null : $"its faults are the stub's; {GcsTests.Variable} names another server";
}
