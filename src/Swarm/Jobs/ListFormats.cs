using Swarm.IO.Lists;

namespace Swarm.Jobs;

/// <summary>List formats by the names that users write.</summary>
public static class ListFormats
{
    public static readonly IReadOnlyList<string> Names = ["auto", "plain", "aria2", "jsonl", "csv", "checksums"];

    /// <exception cref="FormatException">Lists the known ones.</exception>
    public static ListFormat Parse(string name) => name is "sums" ? ListFormat.Checksums
        : Names.Contains(name) ? Enum.Parse<ListFormat>(name, ignoreCase: true)
        : throw new FormatException($"'{name}' is no list format: give one of {string.Join(", ", Names)}");
}
