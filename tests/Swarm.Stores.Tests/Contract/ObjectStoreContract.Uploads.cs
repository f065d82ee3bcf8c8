using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Tests.Contract;

/// <summary>Uploads in parts.</summary>
public abstract partial class ObjectStoreContract
{
    [ContractFact]
    public async Task Parts_make_an_object()
    {
        var bytes = Noise(2 * PartSize + 1000);
        var session = await Store.BeginUploadAsync(At("parts.bin"), bytes.Length, PutOptions.Default, Token);
        var parts = await SendAsync(session, bytes, InOrder(bytes));
        if (parts.Count > 0) Assert.Null(await Store.StatAsync(At("parts.bin"), Token));
        var made = await Store.CompleteAsync(session, parts, Token);
        Assert.Equal((session.Target.Key, (long)bytes.Length), (made.Key, made.Size!.Value));
        Assert.Equal((long)bytes.Length, (await Store.StatAsync(At("parts.bin"), Token))!.Size);
        Assert.Equal(bytes, await BytesAsync("parts.bin"));
    }

    [ContractFact(StorePowers.PartsInAnyOrder)]
    public async Task Parts_come_in_any_order_and_the_last_one_sent_of_a_number_counts()
    {
        var bytes = Noise(2 * PartSize + 5);
        var session = await Store.BeginUploadAsync(At("a"), bytes.Length, PutOptions.Default, Token);
        await Store.PutPartAsync(session, new PartDemand(2, PartSize, false), Content(Noise(PartSize, 9)), Token);
        await SendAsync(session, bytes, [3, 1, 2]);
        var status = await Store.StatusAsync(session, Token);
        Assert.Equal([(1, PartSize), (2, PartSize), (3, 5L)], status.Parts.Select(p => (p.Number, p.Size)));
        await Store.CompleteAsync(session, status.Parts, Token);
        Assert.Equal(bytes, await BytesAsync("a"));
    }

    [ContractFact]
    public async Task Another_process_goes_on_with_what_the_store_holds()
    {
        var bytes = Noise(3 * PartSize);
        var session = await Store.BeginUploadAsync(At("a"), bytes.Length, PutOptions.Default, Token);
        await SendAsync(session, bytes, [1]);

        await using var later = await OpenAsync(Exchanger);
        var status = await later.StatusAsync(session, Token);
        Assert.False(status.IsGone);
        Assert.Null(status.Completed);
        Assert.Equal(PartSize, status.Held);
        var parts = await SendAsync(session, bytes, [2, 3]);
        await later.CompleteAsync(session, [.. status.Parts, .. parts], Token);
        Assert.Equal(bytes, await BytesAsync("a"));
    }

    [ContractFact]
    public async Task An_upload_that_is_abandoned_leaves_nothing()
    {
        var session = await Store.BeginUploadAsync(At("a"), 2 * PartSize, PutOptions.Default, Token);
        await SendAsync(session, Noise(2 * PartSize), [1]);
        await Store.AbortAsync(session, Token);
        await Store.AbortAsync(session, Token);
        Assert.True((await Store.StatusAsync(session, Token)).IsGone);
        Assert.Null(await Store.StatAsync(At("a"), Token));
        Assert.Empty(await KeysAsync());
    }

    [ContractFact]
    public virtual async Task An_upload_that_is_completed_once_more_is_the_same_object()
    {
        var bytes = Noise(PartSize + 10);
        var session = await Store.BeginUploadAsync(At("a"), bytes.Length, PutOptions.Default, Token);
        var parts = await SendAsync(session, bytes, [1, 2]);
        await Store.CompleteAsync(session, parts, Token);
        Assert.Equal(bytes.Length, (await Store.CompleteAsync(session, parts, Token)).Size!.Value);
        Assert.Equal(bytes, await BytesAsync("a"));
    }

    [ContractFact]
    public async Task An_upload_of_one_small_part_is_an_object_too()
    {
        var session = await Store.BeginUploadAsync(At("a"), 3, PutOptions.Default, Token);
        var status = await Store.PutPartAsync(session, new PartDemand(1, 0, true), Content([7, 8, 9]), Token);
        await Store.CompleteAsync(session, status.Parts, Token);
        Assert.Equal([7, 8, 9], await BytesAsync("a"));
    }

    [ContractFact]
    public async Task An_upload_keeps_type_and_metadata()
    {
        var options = new PutOptions { ContentType = "text/x-odd", Headers = [new Header(MetadataPrefix + "colour", "blue")] };
        var session = await Store.BeginUploadAsync(At("ä b+c"), 3, options, Token);
        var status = await Store.PutPartAsync(session, new PartDemand(1, 0, true), Content([7, 8, 9]), Token);
        await Store.CompleteAsync(session, status.Parts, Token);
        var facts = (await Store.StatAsync(At("ä b+c"), Token))!;
        Assert.Equal(("text/x-odd", "blue"), (facts.ContentType, facts.Metadata.Find("colour")));
    }

    [ContractFact]
    public async Task An_upload_that_the_store_never_knew_is_gone()
    {
        var session = await Store.BeginUploadAsync(At("a"), 10, PutOptions.Default, Token);
        await Store.AbortAsync(session, Token);
        await RefusedAsync(async () => await Store.PutPartAsync(session, new PartDemand(1, 0, true), Content(Noise(10)), Token), 404, 410, 499);
        Assert.True((await Store.StatusAsync(session, Token)).IsGone);
    }

    [ContractFact(StorePowers.ListUploads)]
    public async Task Unfinished_uploads_are_listed()
    {
        string[] keys = ["u/a b", "u/é+", "v"];
        foreach (var key in keys) await Store.BeginUploadAsync(At(key), null, PutOptions.Default, Token);
        var found = await AllAsync(Store.UploadsAsync(At("u/"), Token));
        Assert.Equal([At("u/a b"), At("u/é+")], found.Select(u => u.Session.Target).OrderBy(a => a.Key, StringComparer.Ordinal));
        foreach (var upload in await AllAsync(Store.UploadsAsync(Root, Token))) await Store.AbortAsync(upload.Session, Token);
        Assert.Empty(await AllAsync(Store.UploadsAsync(Root, Token)));
    }

    [ContractFact(StorePowers.PutIfAbsent)]
    public async Task What_is_there_is_not_overwritten_where_that_was_asked()
    {
        var options = new PutOptions { IfAbsent = true };
        await Store.PutAsync(At("a"), Content([1]), options, Token);
        await RefusedAsync(async () => await Store.PutAsync(At("a"), Content([2]), options, Token), 412);
        Assert.Equal([1], await BytesAsync("a"));
    }

    [ContractFact(StorePowers.PutIfAbsent)]
    public async Task An_upload_does_not_overwrite_where_that_was_asked()
    {
        await PutAsync("a", [1]);
        await RefusedAsync(async () =>
        {
            var session = await Store.BeginUploadAsync(At("a"), 3, new PutOptions { IfAbsent = true }, Token);
            var status = await Store.PutPartAsync(session, new PartDemand(1, 0, true), Content([7, 8, 9]), Token);
            await Store.CompleteAsync(session, status.Parts, Token);
        }, 412);
        Assert.Equal([1], await BytesAsync("a"));
    }

    IEnumerable<int> InOrder(byte[] bytes) => Enumerable.Range(1, (int)((bytes.Length + PartSize - 1) / PartSize));

    /// <summary>Sends parts of these numbers; a store in order may take less than was sent and is followed.</summary>
    async Task<List<PartFacts>> SendAsync(UploadSession session, byte[] bytes, IEnumerable<int> numbers)
    {
        var parts = new List<PartFacts>();
        foreach (var number in numbers)
        {
            var (start, end) = ((number - 1) * PartSize, Math.Min(number * PartSize, bytes.Length));
            var status = await PartAsync(session, bytes, number, start, end);
            while (!Store.Powers.HasFlag(StorePowers.PartsInAnyOrder) && status.Completed is null && status.Held < end)
                status = await PartAsync(session, bytes, number, status.Held, end);
            parts.AddRange(status.Parts);
        }

        return parts;
    }

    async Task<UploadStatus> PartAsync(UploadSession session, byte[] bytes, int number, long start, long end) =>
        await Store.PutPartAsync(session, new PartDemand(number, start, end == bytes.Length), Content(bytes[(int)start..(int)end]), Token);
}
