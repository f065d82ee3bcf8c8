using System.Globalization;
using Swarm.Domain.Transfers;
using Swarm.Settings;
using Swarm.TestSupport.Objects;
using Xunit.Abstractions;

namespace Swarm.Tests.Objects.Seeded;

/// <summary>2,000 downloads with 1 to 16 segments under random faults. <c>SWARM_SEED=n</c> plays one of them alone.</summary>
public sealed class RandomDownloadTests(ITestOutputHelper output)
{
    const int Downloads = 2000, MostSegments = 16;
    readonly Lock _gate = new();
    readonly Dictionary<string, int> _hits = FaultPool.Kinds.ToDictionary(k => k.Name, _ => 0, StringComparer.Ordinal);
    readonly List<string> _wrong = [];
    int _right, _failed;

    [Fact]
    public async Task Every_download_ends_in_the_right_bytes_or_a_named_failure()
    {
        var alone = int.TryParse(Environment.GetEnvironmentVariable("SWARM_SEED"), CultureInfo.InvariantCulture, out var seed);
        var batches = Enumerable.Range(alone ? seed : 0, alone ? 1 : Downloads).GroupBy(s => s % MostSegments);
        // Several at once: what stands still must not hold up the rest.
        await Parallel.ForEachAsync(batches, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (batch, _) => await PlayAsync(batch.Key + 1, [.. batch]));

        output.WriteLine($"{_right} right, {_failed} failed; hits: {string.Join(", ", _hits.Select(h => $"{h.Key} {h.Value}"))}");
        Assert.True(_wrong.Count == 0, $"{_wrong.Count} went wrong; SWARM_SEED=n plays one alone:\n{string.Join("\n", _wrong.Take(10))}");
        if (alone) return;
        Assert.Equal(Downloads, _right + _failed);
        Assert.True(_right > Downloads * 3 / 4, $"{_right} were right: too few to show anything");
        Assert.DoesNotContain(_hits, h => h.Value < 1);
    }

    async Task PlayAsync(int segments, IReadOnlyList<int> seeds)
    {
        using var folder = new TestFolder();
        await using var origin = new ObjectOrigin();
        var downloads = seeds.ToDictionary(s => s, s => new RandomDownload(s, origin));
        var client = new SwarmClient(new SwarmClientOptions { OutputFolder = folder.Output, Settings = SettingsOf(segments) });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var open = new HashSet<int>(seeds);
        try
        {
            await foreach (var result in client.EachAsync(seeds, s => downloads[s].Bundle(origin), token: patience.Token))
            {
                open.Remove(result.Item);
                Judge(downloads[result.Item], result.Outcome, folder.Output);
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            lock (_gate) _wrong.AddRange(open.Select(s => $"it hangs: {downloads[s]}"));
        }
    }

    void Judge(RandomDownload download, Domain.Outcome outcome, string folder)
    {
        var fault = download.Fault(outcome, folder);
        lock (_gate)
        {
            if (fault is not null) _wrong.Add($"{fault}: {download}");
            if (outcome.IsGood) _right++;
            else _failed++;
            foreach (var kind in download.Hits) _hits[kind.Name]++;
        }

        File.Delete(Path.Combine(folder, $"{download.Seed}.bin")); // 64 MiB add up
    }

    static SwarmSettings SettingsOf(int segments)
    {
        var part = 16L << 10 << (segments % 5 * 2); // 16 KiB to 4 MiB
        return Brisk.Settings with
        {
            Strategy = Brisk.Settings.Strategy with { PerOrigin = 16 },
            Timeouts = new TimeLimits { Headers = TimeSpan.FromSeconds(1), Idle = TimeSpan.FromSeconds(1) },
            Segments = Brisk.Settings.Segments with { Segments = segments, PartSize = part, MinSplit = part * 2, ResumeFrom = 16 << 10, Hedge = segments % 2 == 0 },
        };
    }
}
