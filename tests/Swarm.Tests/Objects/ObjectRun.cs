using Swarm.Domain;
using Swarm.TestSupport.Objects;

namespace Swarm.Tests.Objects;

/// <summary>One case as it is played: an origin, a client, a file that was there before.</summary>
public sealed class ObjectRun(ObjectCase played) : IAsyncDisposable
{
    const string Name = "object.bin", Old = "what was there before";
    readonly TestFolder _folder = new();
    readonly List<(ServedObject Object, ObjectFault[] Faults)> _served = [];

    public ObjectOrigin Origin { get; } = new();

    /// <summary>The one that is asked for.</summary>
    public ServedObject Object => _served[0].Object;

    public Outcome Outcome { get; private set; } = new(OutcomeKind.Failed);

    /// <summary>Bodies that are right as well, beside the versions of what is served.</summary>
    public List<byte[]> Also { get; } = [];

    public ServedObject Serve(string path, ObjectVersion version, params ObjectFault[] faults)
    {
        var served = Origin.Serve(path, version);
        served.Faults = faults;
        _served.Add((served, faults));
        return served;
    }

    public async Task PlayAsync()
    {
        var version = ObjectVersion.Of(new ObjectContent(7, played.Length));
        Serve("/" + Name, played.Version?.Invoke(version) ?? version, [.. played.Faults.Select(f => f())]);
        Object.HoldAfter = played.Hold ? 128 << 10 : 0;
        played.Before?.Invoke(this);
        Directory.CreateDirectory(_folder.Output);
        await File.WriteAllTextAsync(Target, Old);
        var settings = Brisk.Settings;
        var client = new SwarmClient(new SwarmClientOptions { OutputFolder = _folder.Output, Settings = played.Settings?.Invoke(settings) ?? settings });
        var bundle = new Bundle(WebUrl.Parse(Origin.Url(Object))) { Out = Name };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Outcome = (await client.OneAsync(played.Ask?.Invoke(this, bundle) ?? bundle, patience.Token)).Outcome;
    }

    public void Check()
    {
        Assert.True(Outcome.Failure is { } failure ? played.Expect.Reasons.Contains(failure.Reason) : played.Expect.MayBeRight, $"expected {played.Expect}, but {Story()}");
        if (Outcome.IsGood) Assert.True(Wrongs().Contains(null), $"no version is whole: {string.Join("; ", Wrongs())}. {Story()}");
        else Assert.Equal(Old, File.ReadAllText(Target));
        Assert.Equal([Name], Directory.EnumerateFiles(_folder.Output, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_folder.Output, f))
            .Where(f => !f.StartsWith(".swarm", StringComparison.Ordinal)));
        foreach (var (_, faults) in _served) Assert.All(faults, f => Assert.True(f.Hits > 0, $"'{f.Name}' was never met: {Story()}"));
        played.Then?.Invoke(this);
    }

    public async ValueTask DisposeAsync()
    {
        await Origin.DisposeAsync();
        _folder.Dispose();
    }

    string Target => Path.Combine(_folder.Output, Name);

    /// <summary>What makes the file differ from each version that was served; one null is what is wanted.</summary>
    List<string?> Wrongs() =>
    [
        .. _served.SelectMany(s => s.Object.Versions).Select(v => v.Content.Difference(Target)),
        .. Also.Select(body => File.ReadAllBytes(Target).AsSpan().SequenceEqual(body) ? null : "another body"),
    ];

    string Story() => $"{Outcome.Kind} {Outcome.Status} {Outcome.Failure} after {Outcome.Attempts} attempts, {Outcome.Length} bytes; asked: "
        + string.Join(", ", _served.SelectMany(s => s.Object.Asks).Select(a => $"{a.Method} {a.Range?.ToString() ?? "whole"}{(a.IfRange is null ? "" : " if " + a.IfRange)}").Take(60));
}
