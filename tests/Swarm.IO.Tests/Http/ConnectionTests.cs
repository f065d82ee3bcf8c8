using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.TestSupport;

namespace Swarm.IO.Tests.Http;

public sealed class ConnectionTests
{
    [Theory]
    [InlineData(0, 0, 6)]
    [InlineData(2, 0, 2)]
    [InlineData(0, 3, 3)]
    public async Task Connections_stay_within_their_limits(int perServer, int perAddress, int most)
    {
        var go = new TaskCompletionSource();
        await using var origin = new ScriptedOrigin().Otherwise(Reply.After(go.Task, Reply.Ok("x")));
        await using var http = Fetching.Exchanger(new HttpOptions { ConnectionsPerServer = perServer, ConnectionsPerAddress = perAddress });
        var fetches = Enumerable.Range(0, 6).Select(i => http.FetchAsync(origin.Url("/" + i))).ToArray();
        for (var i = 0; i < 400 && origin.Requests.Count < most; i++) await Task.Delay(5);
        await Task.Delay(50); // one too many would come now
        Assert.Equal(most, origin.Requests.Count);
        go.SetResult();
        Assert.All(await Task.WhenAll(fetches).WaitAsync(TimeSpan.FromSeconds(10)), got => Assert.Equal("x", got.Text));
        Assert.Equal(most, origin.MostAtOnce);
    }

    [Fact]
    public async Task Who_waits_for_a_connection_takes_the_next_that_is_free()
    {
        await using var origin = new ScriptedOrigin().Otherwise(Reply.Ok("x"));
        await using var http = Fetching.Exchanger(new HttpOptions { ConnectionsPerAddress = 1 }, new TimeLimits { Connect = TimeSpan.FromSeconds(60) });
        var fetches = Enumerable.Range(0, 8).Select(i => http.FetchAsync(origin.Url("/" + i))).ToList();
        // Those who come later and find the connection idle must not go before them for ever.
        var others = 0;
        for (var all = Task.WhenAll(fetches); !all.IsCompleted && others < 5000; others++) await http.FetchAsync(origin.Url("/other"));

        Assert.InRange(others, 0, 4999);
        Assert.All(await Task.WhenAll(fetches), got => Assert.Equal("x", got.Text));
        Assert.Equal(1, origin.Connections);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    public async Task No_more_connections_are_made_than_are_used_at_once(int perAddress)
    {
        await using var origin = new ScriptedOrigin().Otherwise(Reply.Ok("x"));
        await using var http = Fetching.Exchanger(new HttpOptions { ConnectionsPerAddress = perAddress });
        await Parallel.ForAsync(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) => await http.FetchAsync(origin.Url("/" + i)));
        Assert.InRange(origin.Connections, 1, 16);
    }

    [Fact]
    public async Task A_name_of_several_addresses_is_tried_at_each()
    {
        await using var origin = new ScriptedOrigin().Otherwise(Reply.Ok("x"));
        await using var http = Fetching.Exchanger();
        Assert.Equal("x", (await http.FetchAsync($"http://localhost:{origin.Port}/")).Text);
    }

    [Fact]
    public async Task Many_exchanges_share_the_connections_and_leave_nothing_behind()
    {
        await using var origin = new ScriptedOrigin().Otherwise(Reply.Ok("hello"));
        await using var http = Fetching.Exchanger(new HttpOptions { ConnectionsPerServer = 8 }, new TimeLimits());
        await Parallel.ForAsync(0, 2000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, token) =>
            Assert.Equal("hello", (await http.FetchAsync(origin.Url("/" + i), token)).Text));
        Assert.InRange(origin.Connections, 1, 8);
        Assert.Equal(2000, origin.Requests.Count);
    }

    [Fact]
    public async Task A_caller_s_client_is_used_and_not_disposed()
    {
        await using var origin = new ScriptedOrigin().Otherwise(Reply.Ok("x"));
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("X-Theirs", "1");
        await using (var http = new HttpExchanger(client, new HttpOptions(), new TimeLimits(), TimeProvider.System))
            Assert.Equal("x", (await http.FetchAsync(origin.Url("/a%41"))).Text);
        Assert.Equal("x", await client.GetStringAsync(new Uri(origin.Url("/again"))));
        Assert.Equal(("/a%41", "1"), (origin.Requests[0].Target, origin.Requests[0].Field("X-Theirs")));
    }
}
