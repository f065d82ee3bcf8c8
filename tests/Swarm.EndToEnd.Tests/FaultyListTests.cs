using Swarm.TestSupport;
using Swarm.TestSupport.Servers;

namespace Swarm.EndToEnd.Tests;

[Collection(Alone.Name)]
public sealed class FaultyListTests
{
    [ProgramFact("nginx")]
    public async Task Of_10000_urls_every_file_that_can_be_had_is_there_and_ledger_report_disk_and_server_agree()
    {
        using var folder = new TestFolder();
        await using var site = await FaultySite.StartAsync(folder["nginx"]);
        var (list, output, report) = (folder.Write("list.txt", site.Urls()), folder["out"], folder["report.jsonl"]);

        var ran = await SwarmProgram.RunAsync("get", "-i", list, "-o", output, "--delay", "0", "--per-origin", "64", "--concurrency", "64", "--attempts", "4",
            "-D", "strategy.backoff.first=200ms", "-D", "strategy.backoff.maximum=200ms", "--report", report);
        var log = await site.StopAsync();

        Assert.True(ran.ExitCode == 1, ran.ToString());
        var lines = JobLedger.Report(report);
        Assert.Equal(site.Urls().Order(StringComparer.Ordinal), lines.Select(l => l.Url).Order(StringComparer.Ordinal));
        FilesAreWhole(output, lines);
        FailuresAreTrue(lines);
        await LedgerAgreesAsync(output, lines);
        ServerAgrees(log, lines);
    }

    static void FilesAreWhole(string output, IReadOnlyList<LedgerLine> lines)
    {
        var good = lines.Where(l => l.State == "done").ToList();
        Assert.Equal(good.Select(l => l.File).Order(StringComparer.Ordinal), TestFolder.Tree(output).Keys);
        Assert.Equal(lines.Count(l => FaultySite.CanBeHad(l.Target)), good.Count);
        Assert.All(good, l => Assert.Equal(FaultySite.Body(l.Target), File.ReadAllBytes(Path.Combine(output, l.File!))));
    }

    static void FailuresAreTrue(IReadOnlyList<LedgerLine> lines)
    {
        var failed = lines.Where(l => l.State != "done").ToList();
        Assert.All(failed, l => Assert.Equal(("failed", "status", false), (l.State, l.Reason, FaultySite.CanBeHad(l.Target))));
        Assert.Equal(FaultySite.Gone, failed.Count(l => l is { Status: 404, Attempts: 1 }));
        Assert.Equal(FaultySite.Never, failed.Count(l => l is { Status: 503, Attempts: 4 }));
    }

    static async Task LedgerAgreesAsync(string output, IReadOnlyList<LedgerLine> lines)
    {
        Assert.Equal(lines.Where(l => l.State == "failed").OrderBy(l => l.Url, StringComparer.Ordinal),
            (await JobLedger.FailuresAsync(output)).OrderBy(l => l.Url, StringComparer.Ordinal));
        var status = await JobLedger.StatusAsync(output);
        Assert.Equal(lines.Count(l => l.State == "done"), status.GetProperty("done").GetInt32());
        Assert.Equal(lines.Count(l => l.State == "failed"), status.GetProperty("failed").GetInt32());
    }

    static void ServerAgrees(IReadOnlyList<NginxRequest> log, IReadOnlyList<LedgerLine> lines)
    {
        // Every planned fault was met, or nothing was shown.
        Assert.Equal(FaultySite.Waiting, log.Count(r => r.Status == 429));
        Assert.Equal(FaultySite.Busy + FaultySite.Never * 4, log.Count(r => r.Status == 503));
        Assert.Equal(FaultySite.Resets, log.Count(r => r.Status == 444));
        var asked = log.GroupBy(r => r.Target, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.Ordinal);
        Assert.Equal(lines.Select(l => l.Target).Order(StringComparer.Ordinal), asked.Keys.Order(StringComparer.Ordinal));
        Assert.All(lines, l => Assert.Equal((l.Url, l.Attempts, l.Status), (l.Url, asked[l.Target].Count, asked[l.Target].MaxBy(r => r.Time)!.Status)));
    }
}
