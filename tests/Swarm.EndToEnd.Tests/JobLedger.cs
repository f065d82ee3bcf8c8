using System.Text.Json;
using System.Text.Json.Serialization;
using Swarm.TestSupport.Servers;

namespace Swarm.EndToEnd.Tests;

/// <summary>One line of a report or ledger, as a user's own program would read it.</summary>
sealed record LedgerLine(string Url, string State, string? File, int Attempts, int Status, long Length, string? Reason)
{
    [JsonIgnore]
    public string Target => new Uri(Url).PathAndQuery;
}

/// <summary>Reads what the program tells about a job.</summary>
static class JobLedger
{
    static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<LedgerLine> Report(string file) => Read(File.ReadAllText(file));

    public static Task<IReadOnlyList<LedgerLine>> FailuresAsync(string folder) => AskAsync("failures", folder, "--format", "jsonl");

    public static Task<IReadOnlyList<LedgerLine>> AllAsync(string folder) => AskAsync("failures", folder, "--all", "--format", "jsonl");

    public static async Task<JsonElement> StatusAsync(string folder)
    {
        var said = await SwarmProgram.RunAsync("status", folder, "--json");
        return JsonDocument.Parse(said.Output).RootElement;
    }

    static async Task<IReadOnlyList<LedgerLine>> AskAsync(params string[] arguments)
    {
        var said = await SwarmProgram.RunAsync(arguments);
        Assert.True(said.ExitCode == 0, said.ToString());
        return Read(said.Output);
    }

    static IReadOnlyList<LedgerLine> Read(string lines) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<LedgerLine>(line, Form)!)];
}
