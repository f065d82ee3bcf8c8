namespace Swarm.Hocon;

/// <summary>What a text from others may do: how deep it nests, what it includes, how large it grows.</summary>
public sealed record HoconParseOptions
{
    public static HoconParseOptions Default { get; } = new();

    /// <summary>Levels of objects, arrays and path elements.</summary>
    public int MaxDepth { get; init; } = 256;

    /// <summary>How many files may include each other in a row.</summary>
    public int MaxIncludeDepth { get; init; } = 20;

    /// <summary>How many files one document may include in all.</summary>
    public int MaxIncludes { get; init; } = 500;

    /// <summary>Bytes of all files read together.</summary>
    public long MaxBytes { get; init; } = 64 << 20;

    /// <summary>Allow includes that lead out of the directory of the first file.</summary>
    public bool AllowIncludesAnywhere { get; init; }

    /// <summary>Keep the comments above and beside fields, for rendering.</summary>
    public bool KeepComments { get; init; }
}
