using Swarm.IO.Lists;

namespace Swarm.Cli.Verbs;

/// <summary>Reads lists through once, before anything is fetched.</summary>
static class StrictCheck
{
    const int Shown = 20;

    /// <exception cref="UsageException">Names the lines that can't be used.</exception>
    public static async Task RefuseAsync(ListSpec list)
    {
        if (await FirstFaultsAsync(list) is { Count: > 0 } faults)
            throw new UsageException(string.Join('\n', faults) + "\nnothing was fetched (strict)");
    }

    static async Task<IReadOnlyList<string>> FirstFaultsAsync(ListSpec list)
    {
        if (list.Files.Contains("-")) throw new UsageException("--strict can't read standard input twice: give the list as a file");
        var faults = new List<string>();
        await using var source = ListReader.Open(list);
        while (faults.Count < Shown)
        {
            var batch = await source.ReadAsync(1000, CancellationToken.None);
            faults.AddRange(batch.Entries.Where(e => e.Fault is not null).Select(e => e.Fault!.ToString()).Take(Shown - faults.Count));
            if (batch.End) break;
        }

        return faults;
    }
}
