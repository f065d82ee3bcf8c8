using System.Net;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Tests.Contract;

/// <summary>Copies, presigned URLs, buckets.</summary>
public abstract partial class ObjectStoreContract
{
    [ContractFact(StorePowers.ServerCopy)]
    public async Task A_copy_has_the_bytes_the_type_and_the_metadata()
    {
        var options = new PutOptions { ContentType = "text/x-odd", Headers = [new Header(MetadataPrefix + "colour", "blue")] };
        await Store.PutAsync(At("from/a b+é%"), Content(Noise(5000)), options, Token);
        var made = await Store.CopyAsync(At("from/a b+é%"), At("to/c d+è"), PutOptions.Default, Token);
        Assert.Equal((At("to/c d+è").Key, 5000L), (made.Key, made.Size!.Value));
        Assert.Equal(Noise(5000), await BytesAsync("to/c d+è"));
        var facts = (await Store.StatAsync(At("to/c d+è"), Token))!;
        Assert.Equal(("text/x-odd", "blue"), (facts.ContentType, facts.Metadata.Find("colour")));
        Assert.Equal(Noise(5000), await BytesAsync("from/a b+é%"));
    }

    [ContractFact(StorePowers.ServerCopy)]
    public async Task A_copy_takes_another_type_where_one_is_given()
    {
        await PutAsync("a.txt", [1, 2]);
        await Store.CopyAsync(At("a.txt"), At("b.txt"), new PutOptions { ContentType = "text/x-new" }, Token);
        Assert.Equal("text/x-new", (await Store.StatAsync(At("b.txt"), Token))!.ContentType);
    }

    [ContractFact(StorePowers.ServerCopy)]
    public async Task What_is_not_there_can_not_be_copied() =>
        await RefusedAsync(async () => await Store.CopyAsync(At("none"), At("b"), PutOptions.Default, Token), 404);

    [ContractFact(StorePowers.Presign)]
    public async Task A_presigned_URL_is_all_that_a_reader_needs()
    {
        await PutAsync("a b/é+.txt", Noise(3000));
        using var client = new HttpClient();
        var url = await Store.PresignAsync(At("a b/é+.txt"), "GET", TimeSpan.FromMinutes(5), [], Token);
        Assert.Equal(Noise(3000), await client.GetByteArrayAsync(url));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(url[..^4] + "0000")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await client.DeleteAsync(url)).StatusCode);
    }

    [ContractFact(StorePowers.Presign)]
    public async Task A_presigned_URL_is_all_that_a_writer_needs()
    {
        using var client = new HttpClient();
        var url = await Store.PresignAsync(At("p"), "PUT", TimeSpan.FromMinutes(5), [new Header("Content-Type", "text/x-odd")], Token);
        using var body = new ByteArrayContent(Noise(3000));
        body.Headers.TryAddWithoutValidation("Content-Type", "text/x-odd");
        using var answer = await client.PutAsync(url, body);
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
        Assert.Equal(Noise(3000), await BytesAsync("p"));
        Assert.Equal("text/x-odd", (await Store.StatAsync(At("p"), Token))!.ContentType);
        using var other = new ByteArrayContent([1]);
        other.Headers.TryAddWithoutValidation("Content-Type", "text/x-other");
        Assert.Equal(HttpStatusCode.Forbidden, (await client.PutAsync(url, other)).StatusCode);
    }

    [ContractFact(StorePowers.Presign)]
    public async Task A_presigned_URL_ends()
    {
        await PutAsync("a", [1]);
        var url = await Store.PresignAsync(At("a"), "GET", TimeSpan.FromSeconds(1), [], Token);
        using var client = new HttpClient();
        var patience = DateTime.UtcNow.AddSeconds(10);
        HttpStatusCode status;
        while ((status = (await client.GetAsync(url)).StatusCode) == HttpStatusCode.OK && DateTime.UtcNow < patience) await Task.Delay(200);
        Assert.True(status is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized, status.ToString());
    }

    [ContractFact(StorePowers.Presign)]
    public async Task A_presigned_URL_can_not_hold_for_longer_than_a_week_or_for_no_time()
    {
        foreach (var expires in new[] { TimeSpan.Zero, TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1) })
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.PresignAsync(At("a"), "GET", expires, [], Token));
    }

    [ContractFact(StorePowers.Buckets)]
    public async Task Buckets_are_made_listed_and_removed()
    {
        var bucket = new StoreAddress(Store.Kind, NewBucket(), "");
        await Store.MakeBucketAsync(bucket, Token);
        Assert.Contains(bucket.Bucket, (await AllAsync(Store.BucketsAsync(Token))).Select(b => b.Name));
        await Store.PutAsync(bucket.At("a"), Content([1]), PutOptions.Default, Token);
        await RefusedAsync(async () => await Store.RemoveBucketAsync(bucket, Token), 409);
        await Store.DeleteAsync(bucket.At("a"), Token);
        await Store.RemoveBucketAsync(bucket, Token);
        Assert.DoesNotContain(bucket.Bucket, (await AllAsync(Store.BucketsAsync(Token))).Select(b => b.Name));
    }
}
