using System.Globalization;
using Swarm.Domain.Stores;

namespace Swarm.Stores.Tests.Contract;

/// <summary>Listings, and removing many.</summary>
public abstract partial class ObjectStoreContract
{
    [ContractFact(StorePowers.DeleteMany)]
    public async Task Many_objects_are_listed_once_each_and_removed()
    {
        var keys = Enumerable.Range(0, Many).Select(i => string.Create(CultureInfo.InvariantCulture, $"many/{i:d5}+x")).ToList();
        await Parallel.ForEachAsync(keys, AtOnce, async (key, _) => await PutAsync(key, [1, 2, 3]));

        var pages = await PagesAsync(new ListDemand(At("many/").Key) { PageSize = Many * 2 / 5 });
        Assert.Equal(keys.Select(key => At(key).Key), pages.SelectMany(page => page.Objects).Select(o => o.Key));
        Assert.All(pages.SelectMany(page => page.Objects), o => Assert.Equal(3, o.Size));
        Assert.Equal(3, pages.Count(page => page.Objects.Count > 0));

        Assert.Empty(await AllAsync(Store.DeleteManyAsync(Root, [.. keys.Select(key => At(key).Key)], Token)));
        Assert.Empty(await KeysAsync());
    }

    [ContractFact]
    public async Task Pages_are_as_long_as_asked_for()
    {
        for (var i = 0; i < 7; i++) await PutAsync($"p/{i}", [1]);
        var pages = await PagesAsync(new ListDemand(At("p/").Key) { PageSize = 3 });
        Assert.Equal([3, 3, 1], pages.Select(page => page.Objects.Count).Where(count => count > 0));
        Assert.Equal(["4", "5", "6"], (await PagesAsync(new ListDemand(At("p/").Key) { StartAfter = At("p/3").Key }))
            .SelectMany(page => page.Objects).Select(o => o.Key[^1..]));
    }

    [ContractFact]
    public async Task A_delimiter_folds_what_lies_deeper()
    {
        foreach (var key in new[] { "d/a", "d/b c/x", "d/b c/y", "d/é+/z", "e" }) await PutAsync(key, [1]);
        var pages = await PagesAsync(new ListDemand(At("d/").Key, "/") { PageSize = 2 });
        Assert.Equal([At("d/a").Key], pages.SelectMany(page => page.Objects).Select(o => o.Key));
        Assert.Equal([At("d/b c/").Key, At("d/é+/").Key], pages.SelectMany(page => page.Prefixes));
    }

    [ContractFact]
    public async Task Nothing_is_listed_where_nothing_is()
    {
        await PutAsync("a", [1]);
        Assert.Empty(await KeysAsync("b"));
    }

    [ContractFact]
    public async Task A_listing_describes_its_objects()
    {
        var put = await PutAsync("a", Noise(1234));
        var listed = Assert.Single((await PagesAsync(new ListDemand(At("a").Key))).SelectMany(page => page.Objects));
        Assert.Equal((put.Key, 1234L, put.ETag), (listed.Key, listed.Size, listed.ETag));
        Assert.True((DateTimeOffset.UtcNow - listed.Modified!.Value).Duration() < TimeSpan.FromMinutes(5));
    }

    [ContractFact(StorePowers.DeleteMany)]
    public async Task Many_are_removed_whatever_their_keys_and_missing_ones_are_no_error()
    {
        string[] keys = [.. new[] { "<a>&\"'", "b\tc", "d\u0001e", "f+g %", "é" }.Where(CanHold)];
        foreach (var key in keys) await PutAsync(key, [1]);
        Assert.Empty(await AllAsync(Store.DeleteManyAsync(Root, [.. keys.Append("missing").Select(key => At(key).Key)], Token)));
        Assert.Empty(await KeysAsync());
    }
}
