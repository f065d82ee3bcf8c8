using System.Globalization;
using System.Text.Json.Nodes;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.Gcs;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Gcs;

/// <summary>What is Google's own in its store: addresses, listings, copies, digests, refusals.</summary>
public sealed class GcsStoreTests : GcsTests
{
    [Theory]
    [InlineData("a/b c.txt", "/b/a/b%20c.txt")]
    [InlineData("a%2Fb?x=1&y#z", "/b/a%252Fb%3Fx%3D1%26y%23z")]
    [InlineData("//ä'(!)*~", "/b///%C3%A4%27%28%21%29%2A~")]
    [InlineData("a/../b", "/b/a%2F..%2Fb")]
    [InlineData("./b", "/b/.%2Fb")]
    public void A_key_is_encoded_once(string key, string path)
    {
        var address = new StoreAddress(StoreKind.Gs, "b", key);
        using var exchanger = new Unreachable();
        Assert.Equal("https://storage.googleapis.com" + path, new GcsStore(new GcsOptions { Anonymous = true }, exchanger, TimeProvider.System, _ => null).UrlOf(address).Href);
        var under = new GcsOptions { Endpoint = WebUrl.Parse("http://localhost:1/base/"), Anonymous = true };
        Assert.Equal("http://localhost:1/base" + path, new GcsStore(under, exchanger, TimeProvider.System, _ => null).UrlOf(address).Href);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task What_is_no_key_is_asked_for_nowhere(string key)
    {
        Assert.Equal(Reason.Url, Assert.Throws<TransferException>(() => Store.UrlOf(At(key))).Failure.Reason);
        await Assert.ThrowsAsync<TransferException>(async () => await Store.DeleteAsync(At(key), Token));
    }

    [Theory]
    [InlineData("localhost:9000", "http://localhost:9000/b/k")]
    [InlineData("https://emulator.example/", "https://emulator.example/b/k")]
    public async Task An_emulator_of_the_environment_is_asked_without_credentials(string host, string url)
    {
        await using var exchanger = new Unreachable();
        var store = new GcsStore(new GcsOptions(), exchanger, TimeProvider.System, name => name == "STORAGE_EMULATOR_HOST" ? host : null);
        var request = new ExchangeRequest(store.UrlOf(new StoreAddress(StoreKind.Gs, "b", "k")), "GET", [], null);
        Assert.Equal(url, request.Url.Href);
        Assert.Same(request, await store.AuthoriseAsync(request, Token));
    }

    [StubFact]
    public async Task Long_listings_come_in_pages()
    {
        var keys = Enumerable.Range(0, 2500).Select(i => string.Create(CultureInfo.InvariantCulture, $"k/{i:d4}")).ToList();
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (key, _) => await Store.PutAsync(At(key), new BytesContent(new byte[3]), PutOptions.Default, Token));
        var pages = await PagesAsync(new ListDemand("k/"));
        Assert.Equal([1000, 1000, 500], pages.Select(page => page.Objects.Count));
        Assert.Equal(keys, pages.SelectMany(page => page.Objects).Select(o => o.Key));
    }

    [StubFact]
    public async Task A_page_token_that_repeats_ends_the_listing()
    {
        for (var i = 0; i < 5; i++) await PutAsync($"k{i}", new byte[1]);
        Stub.Faults.Add(new GcsFault(GcsCall.List, GcsFaultKind.RepeatToken) { After = 1 });
        var error = await Assert.ThrowsAsync<TransferException>(() => PagesAsync(new ListDemand("") { PageSize = 2 }));
        Assert.Equal(Reason.Protocol, error.Failure.Reason);
        Assert.Equal(2, Asked(GcsCall.List).Count());
    }

    [Fact]
    public async Task Size_generation_and_digests_are_told()
    {
        var put = await PutAsync("a", "123456789"u8.ToArray());
        var facts = (await Store.StatAsync(At("a"), Token))!;
        Assert.Equal([new Checksum(DigestAlgorithm.Md5, "25f9e794323b453885f5181f1b624d0b"), new Checksum(DigestAlgorithm.Crc32C, "e3069283")], facts.Digests);
        Assert.Equal((put.Generation, "\"25f9e794323b453885f5181f1b624d0b\""), (facts.Generation, facts.ETag));
        var again = await PutAsync("a", [1]);
        Assert.True(again.Generation > put.Generation);
    }

    [StubFact]
    public async Task Bytes_are_read_with_digest_and_generation()
    {
        var put = await PutAsync("a", Noise(1000));
        var request = new ExchangeRequest(Store.UrlOf(At("a")), "GET", [new Header("Range", "bytes=10-19"), new Header("If-Match", put.ETag!)], null);
        await using var exchange = await Exchanger.SendAsync(request, Token);
        Assert.Equal((206, put.ETag, Text(put.Generation!.Value)), (exchange.Head.Status, exchange.Head.Headers.Find("ETag"), exchange.Head.Headers.Find("x-goog-generation")));
        Assert.Equal(put.Digests, Domain.Integrity.DigestFields.Of(exchange.Head).Digests.Select(d => d.Checksum));
    }

    [StubFact]
    public async Task A_copy_is_gone_on_with_until_it_is_done()
    {
        await PutAsync("a", Noise(10_000));
        Stub.RewritePerCall = 3000;
        var made = await Store.CopyAsync(At("a"), At("b"), PutOptions.Default, Token);
        Assert.Equal(("b", 10_000L, 4), (made.Key, made.Size!.Value, Asked(GcsCall.Rewrite).Count()));
        Assert.Equal(Noise(10_000), await BytesAsync("b"));
    }

    [StubFact]
    public async Task A_copy_that_stands_still_is_given_up()
    {
        await PutAsync("a", Noise(10));
        Stub.Faults.Add([.. Enumerable.Repeat(new GcsFault(GcsCall.Rewrite, GcsFaultKind.StandStill), 9)]);
        var error = await Assert.ThrowsAsync<TransferException>(async () => await Store.CopyAsync(At("a"), At("b"), PutOptions.Default, Token));
        Assert.Equal(Reason.Protocol, error.Failure.Reason);
        Assert.Equal(4, Stub.Faults.Hit.Count);
    }

    [Fact]
    public async Task A_copy_does_not_overwrite_where_that_was_asked()
    {
        await PutAsync("a", [1]);
        await PutAsync("b", [2]);
        var error = await Assert.ThrowsAsync<TransferException>(async () => await Store.CopyAsync(At("a"), At("b"), new PutOptions { IfAbsent = true }, Token));
        Assert.Equal(412, error.Status);
    }

    [StubFact]
    public async Task Fields_become_properties_of_the_object()
    {
        var options = new PutOptions
        {
            Headers = [new("Cache-Control", "no-store"), new("x-goog-storage-class", "NEARLINE"), new("X-Goog-Meta-Colour", "blue"), new("x-goog-encryption-algorithm", "AES256")],
        };
        await Store.PutAsync(At("a.txt"), new BytesContent(Noise(10)), options, Token);
        await Store.BeginUploadAsync(At("b.txt"), null, options, Token);
        Assert.All(Asked(GcsCall.Put, GcsCall.Initiate), request => Assert.Equal("AES256", request.Field("x-goog-encryption-algorithm")));
        var facts = (await Store.StatAsync(At("a.txt"), Token))!;
        Assert.Equal(("NEARLINE", "blue", "text/plain"), (facts.StorageClass, facts.Metadata.Find("colour"), facts.ContentType));
        Assert.Equal(["multipart"], Asked(GcsCall.Put).Select(r => r.Target.Split("uploadType=")[1].Split('&')[0]));
    }

    [StubTheory]
    [InlineData(403, null)]
    [InlineData(503, 30)]
    public async Task A_refusal_tells_what_whom_and_how_long(int status, int? wait)
    {
        Stub.Faults.Add(new GcsFault(GcsCall.Stat, GcsFaultKind.Refuse) { Status = status, RetryAfter = wait?.ToString(CultureInfo.InvariantCulture) });
        var error = await Assert.ThrowsAsync<TransferException>(async () => await Store.StatAsync(At("k"), Token));
        Assert.Equal((Reason.Status, status, wait), (error.Failure.Reason, error.Status, (int?)error.ServerWait?.TotalSeconds));
        Assert.Equal($"gs://{Bucket.Bucket}/k: {Text(status)} backendError: We encountered an internal error. Please try again.", error.Message);
    }

    [StubFact]
    public async Task An_answer_that_is_no_JSON_is_no_answer()
    {
        Stub.Faults.Add(new GcsFault(GcsCall.Stat, GcsFaultKind.NoJson), new GcsFault(GcsCall.List, GcsFaultKind.NoJson), new GcsFault(GcsCall.Put, GcsFaultKind.NoJson));
        Assert.Equal(Reason.Protocol, (await Assert.ThrowsAsync<TransferException>(async () => await Store.StatAsync(At("k"), Token))).Failure.Reason);
        Assert.Equal(Reason.Protocol, (await Assert.ThrowsAsync<TransferException>(() => PagesAsync(new ListDemand("")))).Failure.Reason);
        Assert.Equal(Reason.Protocol, (await Assert.ThrowsAsync<TransferException>(() => PutAsync("k", [1]))).Failure.Reason);
    }

    [Fact]
    public async Task Without_a_key_nothing_is_signed()
    {
        var error = await Assert.ThrowsAsync<NotSupportedException>(async () => await Store.PresignAsync(At("k"), "GET", TimeSpan.FromMinutes(1), [], Token));
        Assert.Contains("service account", error.Message, StringComparison.Ordinal);
    }

    async Task<ObjectFacts> PutAsync(string key, byte[] bytes) => await Store.PutAsync(At(key), new BytesContent(bytes), PutOptions.Default, Token);

    async Task<List<ListPage>> PagesAsync(ListDemand demand)
    {
        var pages = new List<ListPage>();
        await foreach (var page in Store.ListAsync(Bucket, demand, Token)) pages.Add(page);
        return pages;
    }

    sealed class Unreachable : IExchanger, IDisposable
    {
        public ValueTask<IExchange> SendAsync(ExchangeRequest request, CancellationToken token) => throw new InvalidOperationException("nothing is to be sent");

        public ValueTask DisposeAsync() => default;

        public void Dispose()
        {
        }
    }
}
