using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Stores.Uploads;

namespace Swarm.Stores.Tests.Contract;

/// <summary>Uploads whose parts the caller cuts.</summary>
public abstract partial class ObjectStoreContract
{
    [ContractFact]
    public async Task Parts_that_a_caller_cuts_make_an_object()
    {
        var bytes = Noise((2 * PartSize) + 1000);
        var options = new PutOptions { ContentType = "text/x-odd", Headers = [new Header(MetadataPrefix + "colour", "blue")] };
        await using var upload = await ManualUpload.BeginAsync(Store, At("cut.bin"), options: options);
        await Task.WhenAll(Cut(bytes).Select(part => upload.PutPartAsync(part)));
        Assert.Null(await Store.StatAsync(upload.Target, Token));
        var made = await upload.CompleteAsync();
        var facts = (await Store.StatAsync(upload.Target, Token))!;
        Assert.Equal((upload.Target.Key, (long)bytes.Length, made.ETag, "text/x-odd"), (facts.Key, facts.Size, facts.ETag, facts.ContentType));
        Assert.Equal(bytes, await BytesAsync("cut.bin"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => upload.AbortAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => upload.PutPartAsync(new byte[1]));
    }

    [ContractFact(StorePowers.PartsInAnyOrder)]
    public async Task Parts_that_a_caller_cuts_are_put_in_any_order_and_the_last_of_a_number_counts()
    {
        var bytes = Noise((2 * PartSize) + 5);
        var parts = Cut(bytes).ToList();
        await using var upload = await ManualUpload.BeginAsync(Store, At("a"));
        await upload.PutPartAsync(3, new byte[7]);
        await Task.WhenAll(upload.PutPartAsync(3, parts[2]), upload.PutPartAsync(1, parts[0]));
        var missing = await Assert.ThrowsAsync<InvalidOperationException>(() => upload.CompleteAsync());
        Assert.Contains("part 2 of", missing.Message, StringComparison.Ordinal);
        var second = await upload.PutPartAsync(2, parts[1]);
        Assert.Equal((2, PartSize, Convert.ToHexStringLower(MD5.HashData(parts[1].Span))), (second.Number, second.Size, second.ETag.Trim('"').ToLowerInvariant()));
        await upload.CompleteAsync();
        Assert.Equal(bytes, await BytesAsync("a"));
    }

    [ContractFact]
    public async Task Whole_parts_alone_make_an_object_too()
    {
        var bytes = Noise(2 * PartSize);
        await using var upload = await ManualUpload.BeginAsync(Store, At("a"));
        foreach (var part in Cut(bytes)) await upload.PutPartAsync(part);
        await upload.CompleteAsync();
        Assert.Equal(bytes, await BytesAsync("a"));
    }

    [ContractFact]
    public async Task One_small_part_makes_an_object_and_none_makes_none()
    {
        await using var upload = await ManualUpload.BeginAsync(Store, At("a"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => upload.CompleteAsync());
        await upload.PutPartAsync(1, new byte[] { 7, 8, 9 });
        await upload.CompleteAsync();
        Assert.Equal([7, 8, 9], await BytesAsync("a"));
    }

    [ContractFact]
    public async Task A_small_part_can_only_be_the_last()
    {
        await using var upload = await ManualUpload.BeginAsync(Store, At("a"));
        await upload.PutPartAsync(1, new byte[100]);
        var e = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            await upload.PutPartAsync(2, new byte[100]);
            await upload.CompleteAsync();
        });
        Assert.Contains("part 1 of", e.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => upload.PutPartAsync(0, new byte[1]));
        if (Store.Parts.Count < int.MaxValue) await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => upload.PutPartAsync(Store.Parts.Count + 1, new byte[1]));
    }

    [ContractFact]
    public async Task What_a_caller_abandons_leaves_nothing()
    {
        var upload = await ManualUpload.BeginAsync(Store, At("a"));
        await using (upload)
        {
            await upload.PutPartAsync(Noise(PartSize));
            if (Store.Powers.HasFlag(StorePowers.ListUploads)) Assert.Single(await AllAsync(Store.UploadsAsync(At("a"), Token)));
        }

        Assert.Null(upload.Leftover);
        if (Store.Powers.HasFlag(StorePowers.ListUploads)) Assert.Empty(await AllAsync(Store.UploadsAsync(At("a"), Token)));
        Assert.Empty(await KeysAsync());
        await upload.AbortAsync();
    }

    IEnumerable<ReadOnlyMemory<byte>> Cut(byte[] bytes) => InOrder(bytes).Select(number =>
        (ReadOnlyMemory<byte>)bytes.AsMemory((int)((number - 1) * PartSize), (int)Math.Min(PartSize, bytes.Length - ((number - 1) * PartSize))));
}
