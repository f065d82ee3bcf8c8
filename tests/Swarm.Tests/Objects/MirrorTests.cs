using Swarm.Domain;
using Swarm.TestSupport.Objects;
using Swarm.Tests.Objects.Cases;

namespace Swarm.Tests.Objects;

/// <summary>Several places of the same bytes, each of which gives segments of them.</summary>
public sealed class MirrorTests : IAsyncLifetime
{
    const long Length = (6 << 20) + 5;

    readonly TestFolder _folder = new();
    readonly ObjectOrigin _asked = new(), _other = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _asked.DisposeAsync();
        await _other.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Mirrors_share_the_segments_of_an_object_whose_digest_is_known()
    {
        var (here, there) = (Slow(_asked), Slow(_other));

        var outcome = await FetchAsync(here, there, withDigest: true);

        Assert.True(outcome.IsGood, outcome.Failure?.ToString());
        Assert.Null(here.Current.Content.Difference(Path.Combine(_folder.Output, "object")));
        Assert.NotEmpty(there.Asks);
        Assert.All(there.Asks, a => Assert.NotNull(a.Range));
    }

    [Fact]
    public async Task Without_a_digest_nothing_could_tell_a_mixture_so_that_mirrors_are_left_alone()
    {
        var (here, there) = (Slow(_asked), Slow(_other));

        Assert.True((await FetchAsync(here, there, withDigest: false)).IsGood);

        Assert.Empty(there.Asks);
    }

    [Fact]
    public async Task A_mirror_with_other_bytes_is_found_out_and_left_out_the_second_time()
    {
        var (here, there) = (Slow(_asked), Slow(_other));
        there.Publish(there.Current.Next());

        var outcome = await FetchAsync(here, there, withDigest: true);

        Assert.True(outcome.IsGood, outcome.Failure?.ToString());
        Assert.Null(here.Current.Content.Difference(Path.Combine(_folder.Output, "object")));
    }

    static ServedObject Slow(ObjectOrigin origin)
    {
        var served = origin.Serve("/object", Length, seed: 5);
        (served.Piece, served.Pause) = (64 << 10, TimeSpan.FromMilliseconds(4));
        return served;
    }

    async Task<Outcome> FetchAsync(ServedObject here, ServedObject there, bool withDigest)
    {
        var bundle = new Bundle(WebUrl.Parse(_asked.Url(here))) { Out = "object", Mirrors = [WebUrl.Parse(_other.Url(there))] };
        if (withDigest) bundle = DigestCases.Sha256(bundle, here.Current.Content);
        var settings = Brisk.Settings with { Strategy = Brisk.Settings.Strategy with { PerOrigin = 2 }, Segments = Brisk.Settings.Segments with { Segments = null } };
        var client = new SwarmClient(new SwarmClientOptions { OutputFolder = _folder.Output, Settings = settings });
        return (await client.OneAsync(bundle, new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token)).Outcome;
    }
}
