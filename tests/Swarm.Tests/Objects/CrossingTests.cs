using Swarm.Domain;
using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Objects.Faults;

namespace Swarm.Tests.Objects;

/// <summary>Objects whose bytes lie at another origin than the asked one (X20).</summary>
public sealed class CrossingTests : IAsyncLifetime
{
    readonly TestFolder _folder = new();
    readonly ObjectOrigin _asked = new(), _other = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _asked.DisposeAsync();
        await _other.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(302, 0)]
    [InlineData(307, 300_000)]
    [InlineData(308, 300_000)]
    public async Task Credentials_stay_behind_at_every_segment_and_every_resumption(int status, int breakAfter)
    {
        var there = _other.Serve("/there", (1 << 20) + 5);
        if (breakAfter > 0) there.Faults = [BreakFaults.Breaks(breakAfter)];
        else there.HoldAfter = 128 << 10;
        var here = _asked.Serve("/here", 10);
        here.Faults = [StatusFaults.Redirects(_other.Url(there), status)];
        var bundle = new Bundle(WebUrl.Parse(_asked.Url(here)))
        {
            Out = "object", Headers = [new Header("Authorization", "Bearer canary"), new Header("Cookie", "canary=1"), new Header("X-Goog-Api-Key", "canary")],
        };

        var client = new SwarmClient(new SwarmClientOptions { OutputFolder = _folder.Output, Settings = Brisk.Settings });
        var result = await client.OneAsync(bundle, new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);

        Assert.True(result.IsGood, result.Outcome.Failure?.ToString());
        Assert.Null(there.Current.Content.Difference(Path.Combine(_folder.Output, "object")));
        Assert.Contains(there.Asks, a => a.Range is not null);
        Assert.All(here.Asks, a => Assert.Contains("canary", a.Request.Text, StringComparison.Ordinal));
        Assert.All(there.Asks, a => Assert.DoesNotContain("canary", a.Request.Text, StringComparison.Ordinal));
    }
}
