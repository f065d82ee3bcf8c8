using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Stores.Oss;
using Swarm.Stores.S3;

namespace Swarm.Stores.Tests;

/// <summary>Fields that a job has for all its requests: stores refuse those in their own words that are not signed.</summary>
public sealed class JobFieldTests
{
    static readonly StoresOptions Options = new()
    {
        S3 = new S3Options { Endpoint = WebUrl.Parse("http://127.0.0.1:1/"), AccessKeyId = "a", SecretAccessKey = "b" },
        Oss = new OssOptions { Endpoint = WebUrl.Parse("http://127.0.0.1:1/"), Region = "r", AccessKeyId = "a", AccessKeySecret = "b", Signature = OssSignature.V1 },
    };

    static readonly Header[] Fields = [new("X-Amz-Request-Payer", "requester"), new("x-oss-request-payer", "requester"), new("Accept-Language", "de")];

    [Theory]
    [InlineData(StoreKind.S3, "x-amz-request-payer")]
    [InlineData(StoreKind.Oss, "x-oss-request-payer")]
    public async Task Those_of_a_store_are_signed_by_it_and_others_left_to_the_engine(StoreKind kind, string name)
    {
        var (signed, unsigned) = (await AskAsync(kind, Fields), await AskAsync(kind, []));
        Assert.Equal("requester", signed.Headers.Find(name));
        Assert.Null(signed.Headers.Find("Accept-Language"));
        Assert.Null(unsigned.Headers.Find(name));
        if (kind == StoreKind.S3) Assert.Contains(name, signed.Headers.Find("Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_requests_own_field_goes_before_the_jobs()
    {
        var request = await AskAsync(StoreKind.S3, Fields, new Header("x-amz-request-payer", "own"));
        Assert.Equal(["own"], request.Headers.Where(h => h.Is("x-amz-request-payer")).Select(h => h.Value));
    }

    static async Task<ExchangeRequest> AskAsync(StoreKind kind, Header[] fields, params Header[] own)
    {
        await using var stores = new StoreSet(Options, null!, TimeProvider.System, fields);
        var address = new StoreAddress(kind, "bucket", "key");
        return await stores[kind].AuthoriseAsync(new ExchangeRequest(stores[kind].UrlOf(address), "GET", own, null) { Address = address }, default);
    }
}
