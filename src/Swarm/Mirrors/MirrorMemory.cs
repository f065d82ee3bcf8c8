using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Swarm.Domain;
using Swarm.Domain.Crawling;
using Swarm.IO.State;
using Swarm.Settings;

namespace Swarm.Mirrors;

/// <summary>How far a mirror has come.</summary>
public enum MirrorPhase
{
    /// <summary>Pages are still to be fetched.</summary>
    Crawling,

    /// <summary>All is fetched; links are still to be converted, or the tree is to be checked.</summary>
    Converting,

    /// <summary>The next run asks again for what is there.</summary>
    Finished,
}

/// <summary>What a mirror's folder remembers beside its ledger, in <c>.swarm/mirror.json</c>: whoever looks at it later judges as the run did.</summary>
public sealed record MirrorMemory
{
    static readonly JsonTypeInfo<MirrorMemory> Form = new MirrorText(new JsonSerializerOptions
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    }).MirrorMemory;

    public MirrorPhase Phase { get; init; } = MirrorPhase.Crawling;

    public IReadOnlyList<string> Seeds { get; init; } = [];

    public ScopeOptions Scope { get; init; } = new();

    public string? PublicSuffixList { get; init; }

    public NoveltyOptions Novelty { get; init; } = new();

    public bool ObeyRobots { get; init; } = true;

    /// <summary>The product that the run called itself, which robots.txt was read for.</summary>
    public string Agent { get; init; } = "Swarm";

    public LinkStyle Links { get; init; } = LinkStyle.Relative;

    /// <summary>
    /// The run asks for everything anew, since it lets other links in than the finished run before it: "not modified" would bring no page to find
    /// them in, nor what its response says of following them.
    /// </summary>
    public bool AsksAnew { get; init; }

    /// <summary>Why the last crawl ended before its end, in words fit for a person, or null.</summary>
    public string? Limit { get; init; }

    /// <summary>Families of pages that were left out because they brought nothing new, each in words fit for a person.</summary>
    public IReadOnlyList<string> Starved { get; init; } = [];

    /// <summary>URLs of pages whose response asked that their links be not followed.</summary>
    public IReadOnlyList<string> Unfollowed { get; init; } = [];

    /// <summary>Seeds that can be parsed, as all that a run wrote can.</summary>
    [JsonIgnore]
    public IReadOnlyList<WebUrl> SeedUrls => Parse(Seeds);

    [JsonIgnore]
    public IReadOnlyList<WebUrl> UnfollowedUrls => Parse(Unfollowed);

    /// <summary>Both let in the same links.</summary>
    public bool IsAlike(MirrorMemory other) => Gate(this).AsSpan().SequenceEqual(Gate(other));

    /// <summary>Null where no mirror has been here, or what is there can't be read.</summary>
    public static MirrorMemory? Load(StateFolder state)
    {
        try
        {
            return File.Exists(state.Mirror) ? JsonSerializer.Deserialize(File.ReadAllBytes(state.Mirror), Form) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public void Save(StateFolder state)
    {
        var (path, temporary) = (state.Mirror, state.Mirror + ".new");
        using (var file = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, 0))
        {
            file.Write(JsonSerializer.SerializeToUtf8Bytes(this, Form));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    static byte[] Gate(MirrorMemory memory) =>
        JsonSerializer.SerializeToUtf8Bytes(new MirrorMemory { Seeds = memory.Seeds, Scope = memory.Scope, ObeyRobots = memory.ObeyRobots }, Form);

    static IReadOnlyList<WebUrl> Parse(IReadOnlyList<string> texts) => [.. texts.Select(s => WebUrl.TryParse(s, out var url, out _) ? url : null).OfType<WebUrl>()];
}

/// <summary>Its form, compiled ahead: to work it out by reflection took a start longer than to open the state.</summary>
[JsonSerializable(typeof(MirrorMemory))]
sealed partial class MirrorText : JsonSerializerContext;
