using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Writing;
using Swarm.IO.State;
using Swarm.TestSupport;
using Xunit.Abstractions;

namespace Swarm.IO.Tests.State;

/// <summary>What the SQLite frontier promises beyond the contract: one process, and nothing believed that was not written so.</summary>
public sealed class SqliteStateTests(ITestOutputHelper output) : IDisposable
{
    readonly SqliteHome _home = new();

    public void Dispose() => _home.Dispose();

    static Proposal Ask(int i)
    {
        var url = WebUrl.Parse($"http://h{i % 7}.example/folder{i % 11}/{i}.bin");
        return new Proposal(new Bundle(url), url.Origin.Host + url.Path.ToString());
    }

    static Settlement Done(Lease lease) =>
        new(lease.Id, 1, new Outcome(OutcomeKind.Done) { Attempts = 1, Status = 200, Length = 10, File = lease.Path }, null, null);

    StateException Refused() => Assert.Throws<StateException>(() => _home.Open());

    [Fact]
    public void A_second_opening_is_refused_and_names_the_process()
    {
        using var first = _home.Open();
        var refusal = Refused();
        Assert.Equal(StateFault.Locked, refusal.Fault);
        Assert.Contains($"pid {Environment.ProcessId}", refusal.Message, StringComparison.Ordinal);
    }

    [ProgramFact("flock", "sh")]
    public void Another_processs_lock_is_respected_while_it_lives_and_taken_over_when_it_is_killed()
    {
        Directory.CreateDirectory(_home.Folder.Folder);
        File.WriteAllText(Path.Combine(_home.Folder.Folder, "owner"), "pid 4242, started long ago on elsewhere");
        using var holder = Process.Start(new ProcessStartInfo("sh", ["-c", "exec 9>$0; flock 9; echo held; exec sleep 60", _home.Folder.Lock]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        Assert.Equal("held", holder.StandardOutput.ReadLine());
        Assert.Contains("pid 4242", Refused().Message, StringComparison.Ordinal);
        holder.Kill();
        holder.WaitForExit();
        using var taken = _home.Open();
        Assert.Equal(0, taken.Count().Total);
    }

    [Fact]
    public void A_file_that_is_no_database_is_named_and_left_alone()
    {
        Directory.CreateDirectory(_home.Folder.Folder);
        File.WriteAllText(_home.Folder.Database, "Dear diary, this is no database but at least as long as one's header is, and then some more.");
        var before = File.ReadAllBytes(_home.Folder.Database);
        Assert.Equal(StateFault.Foreign, Refused().Fault);
        Assert.Equal(before, File.ReadAllBytes(_home.Folder.Database));
    }

    [Fact]
    public void Another_programs_database_is_named_and_left_alone()
    {
        Directory.CreateDirectory(_home.Folder.Folder);
        Sql("CREATE TABLE item(id INTEGER PRIMARY KEY)");
        var before = File.ReadAllBytes(_home.Folder.Database);
        Assert.Equal(StateFault.Foreign, Refused().Fault);
        Assert.Equal(before, File.ReadAllBytes(_home.Folder.Database));
    }

    [Theory]
    [InlineData(99, StateFault.Newer)]
    [InlineData(1, StateFault.Older)]
    public void The_state_of_another_version_is_refused(int version, StateFault fault)
    {
        _home.Open().Dispose();
        Sql($"PRAGMA user_version={version}");
        Unseal();
        var refusal = Refused();
        Assert.Equal(fault, refusal.Fault);
        Assert.Contains($"version {version};", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON item BEGIN DELETE FROM outcome; END")]
    [InlineData("CREATE VIEW v AS SELECT 1")]
    [InlineData("ALTER TABLE item ADD COLUMN more")]
    [InlineData("DROP TABLE move")]
    public void A_schema_that_was_tampered_with_is_damage(string change)
    {
        _home.Open().Dispose();
        Sql(change);
        Unseal();
        Assert.Equal(StateFault.Damaged, Refused().Fault);
    }

    [Theory]
    [InlineData("UPDATE item SET target = '/other' WHERE id = 3")]
    [InlineData("UPDATE open SET rank = -9 WHERE id = 3")]
    [InlineData("UPDATE meta SET done = 12")]
    [InlineData("UPDATE claim SET holder = holder + 65536")]
    [InlineData("UPDATE origin SET text = 'http://evil.example' WHERE id = 3")]
    [InlineData("DELETE FROM item WHERE id = 3")]
    public void A_changed_row_is_noticed_before_it_is_used(string change)
    {
        using (var frontier = _home.Open()) frontier.Settle([.. frontier.Add([.. Enumerable.Range(0, 7).Select(Ask)], null).Added.Select(l => new Settlement(l.Id, 0, null, null, null))]);
        Sql(change);
        Unseal();
        var fault = Assert.Throws<StateException>(() =>
        {
            using var frontier = _home.Open();
            foreach (var backlog in frontier.Backlog(100)) frontier.Take(backlog.Origin, 100);
        });
        Assert.Equal(StateFault.Damaged, fault.Fault);
        Assert.Contains(_home.Folder.Database, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_that_stays_in_flight_behind_very_many_is_still_pending_after_a_kill()
    {
        var frontier = _home.Open();
        var slow = frontier.Add([Ask(0)], null).Added.Single();
        for (var i = 1; i < 18_000; i += 1000)
            frontier.Settle([.. frontier.Add([.. Enumerable.Range(i, 1000).Select(Ask)], null).Added.Select(Done)]);
        using var again = (SqliteFrontier)_home.OpenAfterKill();
        Assert.Equal(1, again.Count().Pending);
        Assert.Equal(slow.Bundle.Url, again.Take(slow.Bundle.Url.Origin, 9).Single().Bundle.Url);
        Assert.Equal(1000, again.Add([.. Enumerable.Range(17_000, 1000).Select(Ask)], null).Duplicates);
        frontier.Settle([Done(slow)]);
        Assert.Equal(0, frontier.Count().Open);
    }

    [Fact]
    public void A_hundred_thousand_are_added_and_settled_in_batches()
    {
        using var frontier = _home.Open();
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 100_000; i += 500)
            frontier.Settle([.. frontier.Add([.. Enumerable.Range(i, 500).Select(Ask)], null).Added.Select(Done)]);
        output.WriteLine($"{clock.Elapsed.TotalMicroseconds / 100_000:f1} us a URL, SQLite {SqliteFrontier.EngineVersion}, {Environment.WorkingSet >> 20} MiB");
        Assert.Equal(100_000, frontier.Count().Done);
    }

    [Theory]
    [InlineData(Durability.Process)]
    [InlineData(Durability.Power)]
    public void Closed_cleanly_it_is_sealed_and_one_file(Durability durability)
    {
        using (var frontier = _home.Open(durability)) frontier.Add([Ask(1)], null);
        Assert.False(File.Exists(_home.Folder.Database + "-wal"));
        using var again = _home.Open(durability);
        Assert.Equal(1, again.Count().Pending);
    }

    [Fact]
    public void The_ledger_can_be_read_beside_a_run_and_after_it()
    {
        using (var frontier = _home.Open())
        {
            var leases = frontier.Add([.. Enumerable.Range(0, 2500).Select(Ask)], null).Added;
            frontier.Settle([.. leases.Take(2000).Select(Done)]);
            frontier.Settle([new Settlement(leases[2000].Id, 2, null, DateTimeOffset.UnixEpoch, new Failure(Reason.Reset, Stage.Body, "cut"))]);
            frontier.Settle([new Settlement(leases[2001].Id, 2, new Outcome(OutcomeKind.Failed) { Status = 500, Failure = new Failure(Reason.Status, Stage.Head, "500") }, null, null)]);
            using var beside = Ledger.Open(_home.Folder, TimeProvider.System);
            Assert.True(beside.IsRunning);
            Look(beside);
        }

        using var after = Ledger.Open(_home.Folder, TimeProvider.System);
        Assert.False(after.IsRunning);
        Look(after);
    }

    static void Look(Ledger ledger)
    {
        var rows = ledger.Rows().ToList();
        Assert.Equal(2500, rows.Count);
        Assert.Equal(2000, rows.Count(r => r.State == LedgerState.Done && r.Outcome!.File == r.Path));
        Assert.Equal(Reason.Reset, rows.Single(r => r.State == LedgerState.Waiting).Failure!.Reason);
        Assert.Equal(500, ledger.Rows(LedgerFilter.Parse("status >= 500")).Single().Outcome!.Status);
        Assert.Equal(498, ledger.Rows(LedgerFilter.Parse("state = pending")).Count());
        Assert.Equal(2, ledger.Rows(LedgerFilter.Parse("url ~ */1.bin or file = 'h3.example/folder10/10.bin'")).Count());
        var summary = ledger.Summarise();
        Assert.Equal(new FrontierCounts(498, 1, 0, 2000, 1, 20_000), summary.Counts);
        Assert.Equal([new FailureCount(Reason.Status, 500, 1)], summary.Failures);
    }

    [Fact]
    public void The_ledger_knows_what_leads_elsewhere_and_how_it_was_found()
    {
        var trace = new CrawlTrace(LinkKind.Frame, 1, 0, 7);
        using (var frontier = _home.Open())
        {
            var (bundle, path) = Ask(1);
            var lease = frontier.Add([new Proposal(bundle with { Trace = trace }, path), Ask(2)], null).Added[0];
            frontier.Settle([new Settlement(lease.Id, 1, new Outcome(OutcomeKind.Moved) { Status = 301, FinalUrl = WebUrl.Parse("http://b/y") }, null, null)]);
        }

        using var ledger = Ledger.Open(_home.Folder, TimeProvider.System);
        var row = ledger.Rows(LedgerFilter.Parse("state = moved")).Single();
        Assert.Equal((LedgerState.Moved, "http://b/y", trace), (row.State, row.Outcome!.FinalUrl!.Href, row.Bundle.Trace));
        Assert.Equal(new FrontierCounts(1, 0, 0, 1, 0, 0), ledger.Summarise().Counts);
    }

    [Fact]
    public void Names_are_claimed_one_by_one_and_in_bursts()
    {
        using var frontier = _home.Open();
        var leases = Enumerable.Range(0, 20).SelectMany(batch => frontier.Add([.. Enumerable.Range(batch * 500, 500).Select(i => Ask(i) with { NaturalPath = null })], null).Added).ToList();
        foreach (var burst in new[] { 1, 20 })
        {
            var before = Environment.CpuUsage.TotalTime;
            foreach (var chunk in leases.Where(l => l.Id % 2 == burst % 2).Chunk(burst))
            {
                foreach (var lease in chunk) frontier.Claim(lease.Id, lease.Bundle.Url.Origin.Host + lease.Bundle.Url.Path.ToString());
                frontier.Settle([]);
            }

            output.WriteLine($"{(Environment.CpuUsage.TotalTime - before).TotalMicroseconds / leases.Count * 2:f1} us of CPU a claim in bursts of {burst}");
        }
    }

    [Fact]
    public void A_ledger_of_no_job_says_so() =>
        Assert.Equal(StateFault.Missing, Assert.Throws<StateException>(() => Ledger.Open(_home.Folder, TimeProvider.System)).Fault);

    void Sql(string text)
    {
        using var connection = new SqliteConnection($"Data Source={_home.Folder.Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    /// <summary>As if the last run had not stopped cleanly: the file is then checked by what is in it.</summary>
    void Unseal() => File.Delete(Path.Combine(_home.Folder.Folder, "seal"));
}
