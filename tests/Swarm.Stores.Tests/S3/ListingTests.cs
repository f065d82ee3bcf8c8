using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.TestSupport;

namespace Swarm.Stores.Tests.S3;

/// <summary>Listings as clones send them (scenario X23).</summary>
public sealed class ListingTests : S3Scripts
{
    [Fact]
    public async Task A_token_that_comes_again_ends_the_listing_as_broken()
    {
        Origin.On("/b", Page("<Contents><Key>a</Key></Contents>", "t1"), Page("<Contents><Key>b</Key></Contents>", "t1"));
        var (keys, e) = await TakeAsync();
        Assert.Equal(["a", "b"], keys);
        Assert.Equal(Reason.Protocol, e!.Failure.Reason);
        Assert.Equal(2, Origin.Requests.Count);
    }

    [Fact]
    public async Task A_circle_of_tokens_is_found()
    {
        Origin.On("/b", Page("", "t1"), Page("", "t2"), Page("", "t3"), Page("", "t4"), Page("", "t2"), Page("", "t3"), Page("", "t4"), Page("", "t2"), Page("", "t3"), Page("", "t4"),
            Page("", "t2"), Page("", null));
        Assert.Equal(Reason.Protocol, (await TakeAsync()).Fault!.Failure.Reason);
        Assert.True(Origin.Requests.Count <= 10);
    }

    [Fact]
    public async Task A_page_that_goes_on_but_does_not_say_where_is_broken()
    {
        Origin.On("/b", Reply.Ok("<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>"));
        Assert.Equal(Reason.Protocol, (await TakeAsync()).Fault!.Failure.Reason);
    }

    [Fact]
    public async Task Missing_fields_are_unknown_and_their_objects_kept()
    {
        Origin.On("/b", Page("<Contents><Key>a</Key></Contents><Contents><Key>b</Key><Size>7</Size><LastModified>2024-01-01T00:00:00.000+00:00</LastModified></Contents>", null));
        var pages = new List<ListPage>();
        await foreach (var page in Store.ListAsync(Bucket, new ListDemand(""), Token)) pages.Add(page);
        Assert.Equal([new ObjectFacts("a", null).ToString(), "b"], pages[0].Objects.Select((o, i) => i == 0 ? o.ToString() : o.Key));
        Assert.Equal((7, new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)), (pages[0].Objects[1].Size!.Value, pages[0].Objects[1].Modified!.Value));
    }

    [Fact]
    public async Task Encoded_keys_are_decoded_and_tokens_are_not()
    {
        Origin.On("/b", Page("<EncodingType>url</EncodingType><Contents><Key>a+b%2Bc%01%C3%A9</Key></Contents><CommonPrefixes><Prefix>p%2F</Prefix></CommonPrefixes>", "a%2Bb+/="), Page("", null));
        var (keys, _) = await TakeAsync();
        Assert.Equal(["a b+c\u0001é", "p/"], keys);
        Assert.Contains("continuation-token=a%252Bb%2B%2F%3D", Origin.Requests[1].Target, StringComparison.Ordinal);
        Assert.Contains("encoding-type=url", Origin.Requests[0].Target, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_are_not_said_to_be_encoded_are_taken_as_they_are()
    {
        Origin.On("/b", Page("<Contents><Key>a+b%2B&#x1;</Key></Contents>", null));
        Assert.Equal(["a+b%2B\u0001"], (await TakeAsync()).Keys);
    }

    [Fact]
    public async Task A_listing_that_is_cut_is_never_an_end()
    {
        Origin.On("/b", Page("<Contents><Key>a</Key></Contents>", "t1"), Reply.Ok("<ListBucketResult><Contents><Key>b</Key></Contents>"));
        var (keys, e) = await TakeAsync();
        Assert.Equal(["a"], keys);
        Assert.Equal(500, e!.Status);
    }

    [Fact]
    public async Task An_error_within_a_200_is_an_error()
    {
        Origin.On("/b", Error(200, "InternalError"));
        Assert.Equal(500, (await TakeAsync()).Fault!.Status);
    }

    [Fact]
    public async Task All_pages_of_parts_are_read()
    {
        Origin.On("/b/k",
            Reply.Ok("<ListPartsResult><IsTruncated>true</IsTruncated><NextPartNumberMarker>1</NextPartNumberMarker><Part><PartNumber>1</PartNumber><Size>5</Size><ETag>x</ETag></Part></ListPartsResult>"),
            Reply.Ok("<ListPartsResult><IsTruncated>false</IsTruncated><Part><PartNumber>2</PartNumber><Size>3</Size><ETag>y</ETag></Part></ListPartsResult>"));
        var status = await Store.StatusAsync(Session, Token);
        Assert.Equal([new PartFacts(1, 5, "x"), new PartFacts(2, 3, "y")], status.Parts);
        Assert.Equal(8, status.Held);
        Assert.Equal("/b/k?part-number-marker=1&uploadId=id", Origin.Requests[1].Target);
    }

    [Fact]
    public async Task What_could_not_be_removed_is_given_back()
    {
        Origin.On("/b", Reply.Ok("<DeleteResult><Error><Key>x</Key><Code>AccessDenied</Code><Message>No.</Message></Error></DeleteResult>"));
        var failed = new List<(string Key, Failure Failure)>();
        await foreach (var failure in Store.DeleteManyAsync(Bucket, ["x", "y"], Token)) failed.Add(failure);
        Assert.Equal(("x", "s3://b/x: AccessDenied: No."), (Assert.Single(failed).Key, failed[0].Failure.Detail));
        Assert.NotNull(Origin.Requests[0].Field("Content-MD5"));
    }

    static OriginScript Page(string content, string? next) => Reply.Ok(
        $"""{Declaration}<ListBucketResult xmlns="urn:other"><IsTruncated>{(next is null ? "false" : "true")}</IsTruncated>{content}<NextContinuationToken>{next}</NextContinuationToken></ListBucketResult>""");

    async Task<(List<string> Keys, TransferException? Fault)> TakeAsync()
    {
        var keys = new List<string>();
        try
        {
            await foreach (var page in Store.ListAsync(Bucket, new ListDemand(""), Token)) keys.AddRange(page.Objects.Select(o => o.Key).Concat(page.Prefixes));
            return (keys, null);
        }
        catch (TransferException e)
        {
            return (keys, e);
        }
    }
}
