using Swarm.IO.Lists;

namespace Swarm.Jobs;

/// <summary>List formats by the names that users write.</summary>
public static class ListFormats
{
    public static readonly IReadOnlyList<string> Names = ["auto", "plain", "aria2", "jsonl", "csv", "checksums"];

    /// <exception cref="FormatException">Lists the known ones.</exception>
    public static ListFormat Parse(string name) => name switch
    {
        "auto" => ListFormat.Auto,
        "plain" => ListFormat.Plain,
        "aria2" => ListFormat.Aria2,
        "jsonl" => ListFormat.Jsonl,
        "csv" => ListFormat.Csv,
        "checksums" or "sums" => ListFormat.Checksums,
        _ => throw new FormatException($"'{name}' is no list format: give one of {string.Join(", ", Names)}"),
    };
}
