using Swarm.Domain;

namespace Swarm.Settings;

/// <summary>What a job that is described wholly in HOCON fetches, and where to (<c>swarm run</c>).</summary>
public sealed record JobOptions
{
    public IReadOnlyList<string> Urls { get; init; } = [];

    /// <summary>List files; <c>-</c> is standard input.</summary>
    public IReadOnlyList<string> Input { get; init; } = [];

    /// <summary><c>auto</c>, <c>plain</c>, <c>aria2</c>, <c>jsonl</c>, <c>csv</c> or <c>checksums</c>: of every list file.</summary>
    public string Format { get; init; } = "auto";

    /// <summary>The URL that names in lists are relative to, or null.</summary>
    public string? Base { get; init; }

    /// <summary>Expand <c>[1-100]</c> and <c>{a,b}</c> in URLs.</summary>
    public bool Glob { get; init; }

    /// <summary>A bad line stops the job before anything is fetched.</summary>
    public bool Strict { get; init; }

    /// <summary>The output folder; null: the command line says.</summary>
    public string? Output { get; init; }

    /// <summary>A file for one JSON line per bundle, or null.</summary>
    public string? Report { get; init; }

    /// <summary>What failed in earlier runs is tried again.</summary>
    public bool RetryFailed { get; init; }

    /// <summary>The part of each object that is fetched, or null for all of it.</summary>
    public ByteRange? Range { get; init; }

    /// <summary>Whether there is anything to fetch.</summary>
    public bool IsEmpty => Urls.Count == 0 && Input.Count == 0;
}
