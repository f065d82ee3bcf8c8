using Swarm.Domain;
using Swarm.TestSupport;

namespace Swarm.Tests.Client;

/// <summary>What comes back, and in which order.</summary>
public sealed class ResultTests : ClientTests
{
    [Fact]
    public async Task One_URL_is_fetched_into_its_file()
    {
        var result = await Client.OneAsync(Origin.Url("/a/b.txt"), Patience);
        Assert.True(result.IsGood);
        Assert.Equal((Origin.Url("/a/b.txt"), 200, OutcomeKind.Done), (result.Item, result.Outcome.Status, result.Outcome.Kind));
        Assert.Equal("body of /a/b.txt", FileOf(result.Outcome));
    }

    [Fact]
    public async Task One_bundle_is_asked_as_it_says()
    {
        var bundle = new Bundle(WebUrl.Parse(Origin.Url("/post"))) { Method = "POST", Body = [65, 66], Out = "answer", Info = "mine" };
        var result = await Client.OneAsync(bundle, Patience);
        Assert.Same(bundle, result.Item);
        Assert.Same(bundle, result.Bundle);
        Assert.Equal("answer", result.Outcome.File);
        Assert.Equal(("POST", "AB"), (Origin.Requests.Single().Method, Origin.Requests.Single().Body));
    }

    [Fact]
    public async Task All_come_back_in_the_order_of_asking()
    {
        var signal = new TaskCompletionSource();
        Origin.On("/0", Reply.After(signal.Task, Reply.Ok("late")));
        Origin.On("/49", talk =>
        {
            signal.SetResult();
            return talk.SendAsync(HttpWire.Message(200, [])).AsTask();
        });
        var results = await Client.SwarmAsync(Urls(50), token: Patience);
        Assert.Equal(Urls(50), results.Select(r => r.Item));
        Assert.All(results, r => Assert.True(r.IsGood));
        Assert.Equal("late", FileOf(results[0].Outcome));
    }

    [Fact]
    public async Task Each_comes_back_as_it_completes()
    {
        var signal = new TaskCompletionSource();
        Origin.On("/0", Reply.After(signal.Task, Reply.Ok("")));
        var seen = new List<string>();
        await foreach (var result in Client.EachAsync(Urls(2), token: Patience))
        {
            seen.Add(result.Item);
            signal.TrySetResult();
        }

        Assert.Equal([Origin.Url("/1"), Origin.Url("/0")], seen);
    }

    [Fact]
    public async Task Objects_are_mapped_to_URLs_and_come_back()
    {
        var things = Enumerable.Range(0, 20).Select(n => new { Number = n, Where = Origin.Url("/" + n) }).ToList();
        var results = await Client.SwarmAsync(things, map: t => t.Where, token: Patience);
        Assert.Equal(things, results.Select(r => r.Item));
        Assert.All(results, r => Assert.Equal("body of /" + r.Item.Number, FileOf(r.Outcome)));
    }

    [Fact]
    public async Task Objects_are_mapped_to_bundles_whose_own_info_is_kept()
    {
        var results = await Client.SwarmAsync([3, 4], n => new Bundle(WebUrl.Parse(Origin.Url("/" + n))) { Info = "info " + n, Out = "file" + n }, token: Patience);
        Assert.Equal([("info 3", "file3"), ("info 4", "file4")], results.Select(r => (r.Bundle!.Info, r.Outcome.File)));
    }

    [Fact]
    public async Task Items_that_are_parsed_URLs_need_no_map()
    {
        var results = await Client.SwarmAsync([WebUrl.Parse(Origin.Url("/x"))], token: Patience);
        Assert.True(results.Single().IsGood);
    }

    [Fact]
    public async Task What_can_not_be_fetched_is_an_outcome()
    {
        Origin.On("/gone", Reply.Status(404)).On("/broken", Reply.Status(500)).On("/cut", Reply.Cut(new byte[100], 10));
        string[] urls = [Origin.Url("/gone"), Origin.Url("/broken"), Origin.Url("/cut"), "http://127.0.0.1:1/", "no URL", "ftp://a/b", "", Origin.Url("/good")];
        var results = await Client.SwarmAsync(urls, token: Patience);
        Assert.Equal([Reason.Status, Reason.Status, Reason.Truncated, Reason.Connect, Reason.Url, Reason.Url, Reason.Url, Reason.None],
            results.Select(r => r.Outcome.Failure?.Reason ?? Reason.None));
        Assert.Equal([404, 500], results.Take(2).Select(r => r.Outcome.Status));
        Assert.Equal(2, results[1].Outcome.Attempts);
        Assert.Null(results[4].Bundle);
    }

    [Fact]
    public async Task A_map_that_fails_fails_its_item_alone()
    {
        var results = await Client.SwarmAsync([0, 1, 2, 3, 4], n => n switch
        {
            1 => throw new InvalidDataException("not this one"),
            2 => null!,
            4 => (string?)null,
            _ => new Bundle(WebUrl.Parse(Origin.Url("/" + n))),
        }, token: Patience);
        Assert.Equal([true, false, false, true, false], results.Select(r => r.IsGood));
        Assert.Equal("the map failed: InvalidDataException: not this one", results[1].Outcome.Failure!.Detail);
        Assert.Equal("the map gave no bundle", results[2].Outcome.Failure!.Detail);
        Assert.Equal(Reason.Url, results[4].Outcome.Failure!.Reason);
    }

    [Fact]
    public async Task What_repeats_is_fetched_once_and_has_the_outcome_of_the_first()
    {
        Origin.On("/gone", Reply.Status(404));
        string[] urls = [Origin.Url("/a"), Origin.Url("/gone"), Origin.Url("/a"), Origin.Url("/a"), Origin.Url("/gone")];
        var results = await Client.SwarmAsync(urls, token: Patience);
        Assert.Equal(urls, results.Select(r => r.Item));
        Assert.Equal([true, false, true, true, false], results.Select(r => r.IsGood));
        Assert.Equal(results[0].Outcome.File, results[3].Outcome.File);
        Assert.Equal(2, Origin.Requests.Count);
    }

    [Fact]
    public async Task What_repeats_one_that_has_ended_has_its_outcome()
    {
        var first = new TaskCompletionSource();
        var results = new List<BundleResult<string>>();
        await foreach (var result in Client.EachAsync(Items(), token: Patience))
        {
            results.Add(result);
            if (results.Count == 2) first.SetResult();
        }

        Assert.Equal(4, results.Count);
        Assert.All(results, r => Assert.Equal("body of " + WebUrl.Parse(r.Item).Path.ToString(), FileOf(r.Outcome)));
        Assert.Equal(2, Origin.Requests.Count);

        async IAsyncEnumerable<string> Items()
        {
            yield return Origin.Url("/a");
            yield return Origin.Url("/b");
            await first.Task;
            yield return Origin.Url("/a");
            yield return Origin.Url("/b");
        }
    }

    [Fact]
    public async Task No_items_give_no_results()
    {
        Assert.Empty(await Client.SwarmAsync(Array.Empty<string>(), token: Patience));
        await foreach (var _ in Client.EachAsync(AsyncEnumerable.Empty<string>(), token: Patience)) Assert.Fail("a result of nothing");
    }

    [Fact]
    public async Task A_client_serves_several_calls_at_once()
    {
        var client = Client;
        var calls = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => client.SwarmAsync(Enumerable.Range(0, 20).Select(i => Origin.Url($"/{n}/{i}")), token: Patience)));
        Assert.All(calls, results => Assert.All(results, r => Assert.True(r.IsGood)));
        Assert.Equal(80, Folder.Files.Count);
    }
}
