using Swarm.Domain;
using Swarm.TestSupport.Objects;
using Swarm.TestSupport.Objects.Faults;

namespace Swarm.Tests.Objects.Seeded;

/// <summary>One download, all of it drawn from its seed: size, validators, digests, faults.</summary>
sealed class RandomDownload
{
    readonly List<(FaultKind Kind, ObjectFault Fault)> _faults = [];

    public RandomDownload(int seed, ObjectOrigin origin)
    {
        Seed = seed;
        var chance = new Random(seed);
        var length = LengthFrom(chance);
        Object = origin.Serve($"/{seed}", VersionFrom(chance, new ObjectContent(seed, length)));
        Object.TakesRanges = chance.Next(12) > 0;
        if (length > 64 << 10 && chance.Next(2) == 0) (Object.HoldAfter, Object.HoldFor) = (chance.Next(1, 64 << 10), TimeSpan.FromMilliseconds(30));
        var told = length <= 4 << 20 && chance.Next(4) == 0;
        if (told && chance.Next(2) == 0) Object.Fields = [DigestFaults.Field("x-goog-hash crc32c", Object.Current.Content)];
        else if (told) Checksum = new Checksum(DigestAlgorithm.Sha256, Convert.ToHexStringLower(Object.Current.Content.Sha256));
        for (var faults = length == 0 ? 0 : chance.Next(4); faults > 0; faults--) AddFault(chance, length, told);
        Object.Faults = [.. _faults.Select(f => f.Fault)];
    }

    public int Seed { get; }

    public ServedObject Object { get; }

    public Checksum? Checksum { get; }

    public IEnumerable<FaultKind> Hits => _faults.Where(f => f.Fault.Hits > 0).Select(f => f.Kind);

    public Bundle Bundle(ObjectOrigin origin) => new(WebUrl.Parse(origin.Url(Object))) { Out = $"{Seed}.bin", Checksum = Checksum };

    /// <summary>What is wrong about its end, in words, or null.</summary>
    public string? Fault(Outcome outcome, string folder)
    {
        var file = Path.Combine(folder, $"{Seed}.bin");
        if (outcome.Failure is { } failure)
            return failure.Reason is Reason.Internal or Reason.Cancelled or Reason.None ? $"it failed with {failure}" : File.Exists(file) ? $"it failed with {failure}, and there is a file" : null;
        if (!File.Exists(file)) return "there is no file";
        var differences = Object.Versions.Select(v => v.Content.Difference(file)).ToList();
        return differences.Contains(null) ? null : $"a wrong file is called right: {string.Join("; ", differences)}";
    }

    public override string ToString() => $"seed {Seed}: {Object.Current.Content.Length} bytes, {Object.Versions[0].ETag ?? "no tag"}, {Object.Versions[0].LastModified ?? "no date"}"
        + $"{(Object.TakesRanges ? "" : ", no ranges")}{(Checksum is null ? "" : ", digest known")}; {string.Join("; ", _faults.Select(f => f.Fault))}; asked: "
        + string.Join(", ", Object.Asks.Take(40).Select(a => a.Range?.ToString() ?? "whole"));

    void AddFault(Random chance, long length, bool told)
    {
        var kind = FaultPool.Kinds[chance.Next(FaultPool.Kinds.Count)];
        if (kind.NeedsDigest && !told) return;
        var fault = kind.Draw(chance, length);
        _faults.Add((kind, chance.Next(8) == 0 && kind.Name != "stall" ? fault : fault.AtMost(chance.Next(1, 4))));
    }

    /// <summary>Most are small; one in 200 has up to 64 MiB.</summary>
    static long LengthFrom(Random chance) => chance.Next(200) switch
    {
        0 => chance.NextInt64(16 << 20, 64 << 20),
        < 10 => chance.NextInt64(2 << 20, 16 << 20),
        < 90 => Spread(chance, 64 << 10, 2 << 20),
        _ => Spread(chance, 1, 64 << 10),
    };

    static long Spread(Random chance, double least, double most) => (long)(least * Math.Pow(most / least, chance.NextDouble()));

    static ObjectVersion VersionFrom(Random chance, ObjectContent content)
    {
        var version = ObjectVersion.Of(content);
        return chance.Next(10) switch
        {
            0 => version with { ETag = null, LastModified = null },
            1 => version with { ETag = null },
            2 => version with { ETag = "W/" + version.ETag },
            3 => version with { ETag = null, LastModified = ObjectVersion.Date },
            _ => version,
        };
    }
}
