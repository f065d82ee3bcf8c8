using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.S3;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.S3;

/// <summary>Amazon's buckets have regions, which are followed; its hosts are played by a stub, as no test goes there.</summary>
public sealed class RegionTests
{
    static readonly StoreAddress Object = new(StoreKind.S3, "b", "k");

    [Fact]
    public async Task A_bucket_of_another_region_is_followed_there_and_remembered()
    {
        var amazon = new Amazon("eu-west-3");
        var store = Open(amazon);
        var content = new BytesContent(new byte[10]);
        await store.PutAsync(Object, content, PutOptions.Default, default);
        await store.PutAsync(Object, content, PutOptions.Default, default);
        Assert.Equal(["PUT b.s3.us-east-1.amazonaws.com us-east-1", "PUT b.s3.eu-west-3.amazonaws.com eu-west-3", "PUT b.s3.eu-west-3.amazonaws.com eu-west-3"], amazon.Seen);
        Assert.Equal("https://b.s3.eu-west-3.amazonaws.com/k", store.UrlOf(Object).Href);
    }

    [Fact]
    public async Task A_download_is_led_to_its_buckets_region_before_it_asks()
    {
        var amazon = new Amazon("eu-west-3");
        var store = Open(amazon);
        var request = new ExchangeRequest(store.UrlOf(Object), "GET", [], null) { Address = Object };
        var signed = await store.AuthoriseAsync(request, default);
        Assert.Equal(signed.Url, (await store.AuthoriseAsync(request, default)).Url);
        Assert.Equal("https://b.s3.eu-west-3.amazonaws.com/k", signed.Url.Href);
        Assert.Contains("/eu-west-3/s3/", signed.Headers.Find("Authorization"), StringComparison.Ordinal);
        Assert.Equal(["HEAD b.s3.us-east-1.amazonaws.com "], amazon.Seen);
    }

    [Fact]
    public async Task A_region_that_is_no_name_is_not_followed()
    {
        var amazon = new Amazon("evil.example/");
        var e = await Assert.ThrowsAsync<TransferException>(async () => await Open(amazon).PutAsync(Object, new BytesContent(new byte[1]), PutOptions.Default, default));
        Assert.Equal(301, e.Status);
        Assert.Single(amazon.Seen);
    }

    static S3Store Open(IExchanger amazon) =>
        new(new S3Options { AccessKeyId = "a", SecretAccessKey = "b" }, new UploadOptions(), amazon, TimeProvider.System, _ => null);

    /// <summary>Refuses what is not sent to, or not signed for, the region of its bucket.</summary>
    sealed class Amazon(string region) : IExchanger
    {
        public List<string> Seen { get; } = [];

        public ValueTask<IExchange> SendAsync(ExchangeRequest request, CancellationToken token)
        {
            var scope = request.Headers.Find("Authorization")?.Split('/')[2] ?? "";
            Seen.Add($"{request.Method} {request.Url.Origin.Host} {scope}");
            var isRight = request.Url.Origin.Host == $"b.s3.{region}.amazonaws.com" && scope == region;
            return new(new Answer(new ResponseHead(isRight ? 200 : 301, [new("x-amz-bucket-region", region)], 0, false, new Version(1, 1))));
        }

        public ValueTask DisposeAsync() => default;
    }

    sealed class Answer(ResponseHead head) : IExchange
    {
        public ResponseHead Head => head;

        public ExchangeTimings Timings => default;

        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token) => new(0);

        public ValueTask DisposeAsync() => default;
    }
}
