using System.Collections.Concurrent;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Tests.Contract;

/// <summary>Single objects: put, stat, get, delete, keys.</summary>
public abstract partial class ObjectStoreContract
{
    static readonly string[] s_oddKeys =
    [
        "plain.txt", "with space.txt", "a:b", "a+b", "a%2Fb", "a%b%25", "ä/ö.é", "日本語/キー", "😀", "e\u0301", "q?x=1&y=2", "h#ash", "semi;colon,comma", "~tilde-._",
        "quote'\"`", "<tag>&amp;", "back\\slash", "(){}[]|^$!*@=", "folder/", "folder/a", "a//b", "//two", "../up", "a/../b", "a/./b", "a/..", ".", ".hidden", "%", " ", " lead",
        "trail ", "tab\tin", "line\nfeed", "cr\rin", "bell\a", "esc\u001b[0m", "del\u007f", "nbsp\u00a0", "bidi\u202e", new string('k', 200),
    ];

    [ContractFact]
    public async Task An_object_comes_back_as_it_was_put()
    {
        var bytes = Noise(100_000);
        var put = await Store.PutAsync(At("a/b.json"), Content(bytes), PutOptions.Default, Token);
        var facts = await Store.StatAsync(At("a/b.json"), Token);
        Assert.Equal((At("a/b.json").Key, 100_000L), (put.Key, put.Size));
        Assert.NotNull(facts);
        Assert.Equal((put.Key, put.Size, put.ETag, "application/json"), (facts.Key, facts.Size, facts.ETag, facts.ContentType));
        Assert.True((DateTimeOffset.UtcNow - facts.Modified!.Value).Duration() < TimeSpan.FromMinutes(5));
        Assert.Equal(bytes, await BytesAsync("a/b.json"));
    }

    [ContractFact]
    public async Task An_empty_object_is_an_object()
    {
        await PutAsync("empty", []);
        Assert.Equal(0, (await Store.StatAsync(At("empty"), Token))!.Size);
        Assert.Empty(await BytesAsync("empty"));
    }

    [ContractFact]
    public async Task A_put_replaces_what_was_there()
    {
        await PutAsync("a", Noise(1000));
        await PutAsync("a", Noise(500, 2));
        Assert.Equal(Noise(500, 2), await BytesAsync("a"));
    }

    [ContractFact]
    public async Task Type_and_metadata_are_kept()
    {
        var meta = MetadataPrefix + "colour";
        var options = new PutOptions { ContentType = "text/x-odd; charset=utf-8", Headers = [new Header(meta, "deep  blue"), new Header("Cache-Control", "no-store")] };
        await Store.PutAsync(At("a"), Content([1]), options, Token);
        var facts = (await Store.StatAsync(At("a"), Token))!;
        Assert.Equal("text/x-odd; charset=utf-8", facts.ContentType);
        Assert.Equal("deep  blue", facts.Metadata.Find("colour"));
    }

    [ContractFact]
    public async Task Ranges_are_answered()
    {
        var bytes = Noise(10_000);
        await PutAsync("a", bytes);
        await HasRangeAsync("bytes=0-9", bytes[..10]);
        await HasRangeAsync("bytes=9000-", bytes[9000..]);
        await HasRangeAsync("bytes=-5", bytes[^5..]);
        Assert.Equal(416, (await RangeAsync("bytes=10000-")).Status);
    }

    [ContractFact]
    public async Task What_is_not_there_is_null_and_its_removal_no_error()
    {
        Assert.Null(await Store.StatAsync(At("none"), Token));
        Assert.Equal(404, (await GetAsync(At("none"))).Status);
        await Store.DeleteAsync(At("none"), Token);
    }

    [ContractFact]
    public async Task A_deleted_object_is_gone()
    {
        await PutAsync("a", [1]);
        await Store.DeleteAsync(At("a"), Token);
        Assert.Null(await Store.StatAsync(At("a"), Token));
    }

    [ContractFact]
    public async Task Another_version_is_told_by_its_tag()
    {
        var first = await PutAsync("a", Noise(10));
        Assert.Equal(200, (await GetAsync(At("a"), new Header("If-Match", first.ETag!))).Status);
        await PutAsync("a", Noise(10, 2));
        Assert.Equal(412, (await GetAsync(At("a"), new Header("If-Match", first.ETag!))).Status);
    }

    [ContractFact]
    public async Task Odd_keys_are_kept_byte_for_byte()
    {
        var faults = new ConcurrentBag<string>();
        string[] keys = [.. s_oddKeys.Where(CanHold)];
        await Parallel.ForEachAsync(keys, AtOnce, async (key, _) =>
        {
            if (await FaultAsync(key) is { } fault) faults.Add($"'{SafeText.Of(key)}': {fault}");
        });
        Assert.True(faults.IsEmpty, string.Join('\n', faults));
        Assert.Equal(keys.Select(key => Root.Key + key).Order(StringComparer.Ordinal), (await KeysAsync()).Order(StringComparer.Ordinal));
        await Parallel.ForEachAsync(keys, AtOnce, async (key, _) => await Store.DeleteAsync(At(key), Token));
        Assert.Empty(await KeysAsync());
    }

    [ContractFact]
    public async Task A_bucket_that_is_not_there_is_told()
    {
        var nowhere = new StoreAddress(Store.Kind, NewBucket(), "a");
        var e = await RefusedAsync(async () => await Store.PutAsync(nowhere, Content([1]), PutOptions.Default, Token), 404, 403);
        Assert.Contains(nowhere.Bucket, e.Message, StringComparison.Ordinal);
        await RefusedAsync(async () => await AllAsync(Store.ListAsync(nowhere, new ListDemand(""), Token)), 404, 403);
    }

    [ContractFact]
    public async Task Wrong_keys_are_refused_and_not_told()
    {
        await PutAsync("a", [1]);
        await using var wrong = await OpenWithWrongKeysAsync(Exchanger);
        if (wrong is null) return;
        await RefusedAsync(async () => await wrong.StatAsync(At("a"), Token), 401, 403);
        var e = await RefusedAsync(async () => await wrong.PutAsync(At("b"), Content([2]), PutOptions.Default, Token), 401, 403);
        Assert.DoesNotContain("wrong", e.Message, StringComparison.OrdinalIgnoreCase);
        await RefusedAsync(async () => await AllAsync(wrong.ListAsync(Root, new ListDemand(""), Token)), 401, 403);
        Assert.Null(await Store.StatAsync(At("b"), Token));
    }

    [ContractFact]
    public async Task A_body_sent_with_its_digest_is_checked()
    {
        await Store.PutAsync(At("a"), Content(Noise(1000)), new PutOptions { BodyDigest = DigestAlgorithm.Md5 }, Token);
        Assert.Equal(Noise(1000), await BytesAsync("a"));
        await RefusedAsync(async () => await Store.PutAsync(At("b"), new ChangingContent(), new PutOptions { BodyDigest = DigestAlgorithm.Md5 }, Token), 400, 422);
        Assert.Null(await Store.StatAsync(At("b"), Token));
    }

    /// <summary>What the owner's own metadata is called by in requests.</summary>
    protected virtual string MetadataPrefix => "x-amz-meta-";

    async Task HasRangeAsync(string range, byte[] bytes)
    {
        var (status, body) = await RangeAsync(range);
        Assert.Equal(206, status);
        Assert.Equal(bytes, body);
    }

    Task<(int Status, byte[] Body)> RangeAsync(string range) => GetAsync(At("a"), new Header("Range", range));

    async Task<string?> FaultAsync(string key)
    {
        try
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes("of " + key);
            await PutAsync(key, bytes);
            if (await Store.StatAsync(At(key), Token) is not { } facts || facts.Key != At(key).Key) return "stat finds another or none";
            var (status, body) = await GetAsync(At(key));
            return status != 200 ? $"get: {status}" : body.AsSpan().SequenceEqual(bytes) ? null : "get brings another object";
        }
        catch (TransferException e)
        {
            return e.Message;
        }
    }

    /// <summary>Other bytes each time it is written.</summary>
    sealed class ChangingContent : Domain.Transfers.IRequestContent
    {
        int _seed;

        public long Length => 1000;

        public ValueTask WriteToAsync(Stream target, CancellationToken token) => target.WriteAsync(Noise(1000, ++_seed), token);
    }
}
