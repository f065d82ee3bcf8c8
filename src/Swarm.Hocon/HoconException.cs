namespace Swarm.Hocon;

/// <summary>A fault in HOCON text or in what was asked of it; its message names file, line, column and path where they are known.</summary>
public sealed class HoconException : Exception
{
    public HoconException(HoconOrigin origin, string? path, string problem, Exception? inner = null)
        : this([origin], path, problem, inner)
    {
    }

    public HoconException(IReadOnlyList<HoconOrigin> origins, string? path, string problem, Exception? inner = null)
        : base(Compose(origins, path, problem), inner)
    {
        Origins = origins;
        Path = path;
        Problem = problem;
    }

    /// <summary>The places at fault, the first one leading the message.</summary>
    public IReadOnlyList<HoconOrigin> Origins { get; }

    /// <summary>The setting at fault, as a path expression; null for faults of the text itself.</summary>
    public string? Path { get; }

    /// <summary>What is wrong, without place and path.</summary>
    public string Problem { get; }

    static string Compose(IReadOnlyList<HoconOrigin> origins, string? path, string problem)
    {
        var place = origins.Count > 0 ? origins[0] + ": " : "";
        return path is null ? place + problem : $"{place}{path}: {problem}";
    }
}
