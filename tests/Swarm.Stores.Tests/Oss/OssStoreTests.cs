using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.Stores.Oss;
using Swarm.TestSupport;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.Oss;

public sealed class OssStoreTests
{
    static readonly byte[] s_bytes = HttpWire.Noise(1000);

    [Fact]
    public async Task The_bucket_is_in_the_host_of_Alibabas_endpoints()
    {
        await using var talk = await OssTalk.StartAsync(options => options with { Endpoint = WebUrl.Parse($"http://{OssStub.Domain}/") }, isProxy: true);
        Assert.Equal($"http://{OssTalk.Bucket}.{OssStub.Domain}/a%20b%2F..%2F%25%2B".Replace("%2F", "/", StringComparison.Ordinal), talk.Store.UrlOf(OssTalk.At("a b/../%+")).Href);
        await talk.PutAsync("a b/../%+", s_bytes);
        Assert.Equal(s_bytes, talk.Stub.Bytes(OssTalk.Bucket, "a b/../%+"));
        Assert.Equal(1000, (await talk.Store.StatAsync(OssTalk.At("a b/../%+"), OssTalk.Token))!.Size);
        await foreach (var bucket in talk.Store.BucketsAsync(OssTalk.Token)) Assert.Equal(OssTalk.Bucket, bucket.Name);
    }

    [Theory]
    [InlineData("cn-hangzhou", "https://b-1.oss-cn-hangzhou.aliyuncs.com/k")]
    public void The_region_tells_the_endpoint(string region, string url)
    {
        var place = OssPlace.Of(new OssOptions { Region = region, Anonymous = true }, _ => null);
        Assert.Equal(url, OssNames.Url(place, "b-1", "k").Href);
    }

    [Theory]
    [InlineData(OssSignature.V4)]
    [InlineData(OssSignature.V1)]
    public async Task Temporary_keys_bring_their_token(OssSignature signature)
    {
        await using var talk = await OssTalk.StartAsync(options => options with { SessionToken = "a+token/=", Signature = signature });
        talk.Stub.SecurityToken = "a+token/=";
        await talk.PutAsync("a", s_bytes);
        using var client = new HttpClient();
        Assert.Equal(s_bytes, await client.GetByteArrayAsync(await talk.Store.PresignAsync(OssTalk.At("a"), "GET", TimeSpan.FromMinutes(15), [], OssTalk.Token)));
        talk.Stub.SecurityToken = "another";
        var refused = await OssTalk.RefusedAsync(async () => await talk.PutAsync("a", s_bytes));
        Assert.Equal($"oss://{OssTalk.Bucket}/a: 403 InvalidSecurityToken (request {OssStub.RequestId})", refused.Message);
    }

    [Fact]
    public async Task Public_objects_are_read_without_keys()
    {
        await using var talk = await OssTalk.StartAsync(options => options with { Anonymous = true });
        talk.Stub.IsPublic = true;
        talk.Stub.Put(OssTalk.Bucket, "a", s_bytes);
        Assert.Equal(1000, (await talk.Store.StatAsync(OssTalk.At("a"), OssTalk.Token))!.Size);
        Assert.Equal(403, (await OssTalk.RefusedAsync(async () => await talk.PutAsync("b", s_bytes))).Status);
    }

    [Theory]
    [InlineData(OssSignature.V4, 20)]
    [InlineData(OssSignature.V1, -400)]
    public async Task A_clock_that_is_off_is_set_right_once(OssSignature signature, int minutes)
    {
        await using var talk = await OssTalk.StartAsync(options => options with { Signature = signature });
        talk.Stub.Skew = TimeSpan.FromMinutes(minutes);
        await talk.PutAsync("a", s_bytes);
        Assert.Equal(2, talk.Stub.Count("PutObject"));
        await talk.PutAsync("b", s_bytes);
        Assert.Equal(3, talk.Stub.Count("PutObject"));
        await using var got = await talk.GetAsync(OssTalk.At("a"));
        Assert.Equal(200, got.Head.Status);
    }

    [Fact]
    public async Task Downloads_set_the_clock_right_too()
    {
        await using var talk = await OssTalk.StartAsync();
        talk.Stub.Put(OssTalk.Bucket, "a", s_bytes);
        talk.Stub.Skew = TimeSpan.FromDays(-3);
        await using var got = await talk.GetAsync(OssTalk.At("a"));
        Assert.Equal((200, 2), (got.Head.Status, talk.Stub.Count("GetObject")));
        await using var missing = await talk.GetAsync(OssTalk.At("b"));
        Assert.Equal((404, 3), (missing.Head.Status, talk.Stub.Count("GetObject")));
    }

    [Fact]
    public async Task A_clock_that_is_right_and_called_wrong_is_no_reason_to_ask_again()
    {
        await using var talk = await OssTalk.StartAsync();
        talk.Stub.Faults.Add("PutObject", OssFault.Refuse(403, "RequestTimeTooSkewed"));
        var refused = await OssTalk.RefusedAsync(async () => await talk.PutAsync("a", s_bytes));
        Assert.Equal((1, 408), (talk.Stub.Count("PutObject"), refused.Status));
    }

    [Fact]
    public async Task What_arrives_damaged_is_told()
    {
        await using var talk = await OssTalk.StartAsync();
        talk.Stub.Faults.Add("PutObject", new OssFault { Fields = new Dictionary<string, string?> { ["x-oss-hash-crc64ecma"] = "1" } });
        var refused = await OssTalk.RefusedAsync(async () => await talk.PutAsync("a", s_bytes));
        Assert.Equal(Reason.Checksum, refused.Failure.Reason);
    }

    [Fact]
    public async Task The_crc_of_the_whole_object_is_among_its_facts()
    {
        await using var talk = await OssTalk.StartAsync();
        var sum = new Checksum(DigestAlgorithm.Crc64, PlainCrc64.Of(s_bytes).ToString("x16", CultureInfo.InvariantCulture));
        Assert.Equal([sum], (await talk.PutAsync("a", s_bytes)).Digests);
        Assert.Equal([sum], (await talk.Store.StatAsync(OssTalk.At("a"), OssTalk.Token))!.Digests);
    }

    [Fact]
    public async Task Ranges_that_can_not_be_had_are_refused_and_not_answered_with_everything()
    {
        await using var talk = await OssTalk.StartAsync();
        await talk.PutAsync("a", s_bytes);
        await using var got = await talk.GetAsync(OssTalk.At("a"), new Header("Range", "bytes=1000-"));
        Assert.Equal(416, got.Head.Status);
    }

    [Theory]
    [InlineData("CompleteMultipartUploadResult", "<Error><Code>InternalError</Code></Error>", Reason.Status)]
    [InlineData("cut", "<CompleteMultipartUploadResult><ETag>", Reason.Protocol)]
    [InlineData("empty", "", Reason.Protocol)]
    [InlineData("other", "<html/>", Reason.Protocol)]
    [InlineData("bomb", "<!DOCTYPE a [<!ENTITY b \"c\">]><CompleteMultipartUploadResult>&b;</CompleteMultipartUploadResult>", Reason.Protocol)]
    public async Task An_answer_that_does_not_say_so_is_no_completion(string name, string body, Reason reason)
    {
        await using var talk = await OssTalk.StartAsync();
        talk.Stub.Faults.Add("CompleteMultipartUpload", new OssFault { Body = body });
        var session = await talk.Store.BeginUploadAsync(OssTalk.At(name), 3, PutOptions.Default, OssTalk.Token);
        var status = await talk.Store.PutPartAsync(session, new PartDemand(1, 0, true), new BytesContent(new byte[3]), OssTalk.Token);
        var refused = await OssTalk.RefusedAsync(async () => await talk.Store.CompleteAsync(session, status.Parts, OssTalk.Token));
        Assert.Equal((reason, reason == Reason.Status ? 500 : 0), (refused.Failure.Reason, refused.Status));
        Assert.Null(talk.Stub.Bytes(OssTalk.Bucket, name));
    }

    [Fact]
    public async Task All_pages_of_a_parts_list_are_read()
    {
        await using var talk = await OssTalk.StartAsync();
        talk.Stub.LongestPage = 3;
        var session = await talk.Store.BeginUploadAsync(OssTalk.At("a"), null, PutOptions.Default, OssTalk.Token);
        for (var number = 1; number <= 8; number++)
            await talk.Store.PutPartAsync(session, new PartDemand(number, 0, false), new BytesContent(new byte[number]), OssTalk.Token);
        var status = await talk.Store.StatusAsync(session, OssTalk.Token);
        Assert.Equal(Enumerable.Range(1, 8).Select(number => (number, (long)number)), status.Parts.Select(part => (part.Number, part.Size)));
        Assert.Equal(3, talk.Stub.Count("ListParts"));
    }

    [Fact]
    public async Task Listings_that_turn_in_a_circle_end()
    {
        await using var talk = await OssTalk.StartAsync();
        talk.Stub.Faults.Add("ListObjectsV2", new OssFault { Body = "<ListBucketResult><NextContinuationToken>again</NextContinuationToken><Contents><Key>a%20b</Key></Contents></ListBucketResult>" }, times: 5);
        var keys = new List<string>();
        var refused = await OssTalk.RefusedAsync(async () =>
        {
            await foreach (var page in talk.Store.ListAsync(OssTalk.At(""), new ListDemand(""), OssTalk.Token)) keys.AddRange(page.Objects.Select(o => o.Key));
        });
        Assert.Equal(Reason.Protocol, refused.Failure.Reason);
        Assert.Equal(["a%20b"], keys);
        Assert.Equal(2, talk.Stub.Count("ListObjectsV2"));
    }

    [Fact]
    public async Task Refusals_name_the_bucket_s_endpoint_and_quote_nothing_that_was_signed()
    {
        await using var talk = await OssTalk.StartAsync();
        talk.Stub.Faults.Add("PutObject", new OssFault { IsDone = false, Body = "x", Status = 403, Code = "SignatureDoesNotMatch" });
        var refused = await OssTalk.RefusedAsync(async () => await talk.PutAsync("a", s_bytes));
        Assert.Equal($"oss://{OssTalk.Bucket}/a: 403 SignatureDoesNotMatch (request {OssStub.RequestId})", refused.Message);
    }

    [Fact]
    public async Task A_field_that_the_first_signature_can_not_hold_is_refused()
    {
        await using var talk = await OssTalk.StartAsync(options => options with { Signature = OssSignature.V1 });
        await OssTalk.RefusedAsync(async () => await talk.Store.PresignAsync(OssTalk.At("a"), "PUT", TimeSpan.FromMinutes(1), [new Header("Cache-Control", "no-store")], OssTalk.Token));
    }
}
