using System.Security.Cryptography;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Writing;
using Swarm.IO.State;

namespace Swarm.IO.Tests.State;

/// <summary>Flipped bytes lead to a named error or to the right data, never to wrong ones.</summary>
public sealed class DamageTests : IDisposable
{
    const int Flips = 80;

    readonly SqliteHome _home = new();

    public void Dispose() => _home.Dispose();

    static Proposal Ask(int i)
    {
        var url = WebUrl.Parse($"http://h{i % 3}.example/folder{i % 5}/{i}.bin?q={i}");
        return new Proposal(new Bundle(url) { Info = i % 4 == 0 ? $"info {i}" : null }, $"{url.Origin.Host}/{i % 5}/{i}.bin");
    }

    [Theory]
    [InlineData("state.db", true)]
    [InlineData("state.db", false)]
    [InlineData("state.db-wal", false)]
    public void A_flipped_byte_is_named_or_harmless(string file, bool isClosed)
    {
        var frontier = Fill();
        if (isClosed) frontier.Dispose();
        var random = new Random(20261121);
        var named = 0;
        for (var i = 0; i < Flips; i++)
        {
            var copy = _home.CopyAsKilled();
            var path = Path.Combine(copy.Folder, file);
            var bytes = File.ReadAllBytes(path);
            bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, bytes);
            if (!IsRight(copy, isWhole: file == "state.db")) named++;
            Directory.Delete(copy.Folder, recursive: true);
        }

        if (isClosed) Assert.Equal(Flips, named);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_seal_of_an_earlier_version_holds_as_it_did(bool isRight)
    {
        Fill().Dispose();
        var folder = _home.Folder.Folder;
        var digest = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, "state.db"))));
        File.WriteAllText(Path.Combine(folder, "seal"), isRight ? digest : new string('0', digest.Length));
        if (isRight) _home.Open().Dispose();
        else Assert.Equal(StateFault.Damaged, Assert.Throws<StateException>(() => _home.Open()).Fault);
    }

    SqliteFrontier Fill()
    {
        using (var first = _home.Open()) Play(first, 0);
        var frontier = _home.Open();
        Play(frontier, 150);
        return frontier;
    }

    static void Play(SqliteFrontier frontier, int from)
    {
        for (var i = from; i < from + 150; i += 50)
        {
            var leases = frontier.Add([.. Enumerable.Range(i, 50).Select(Ask)], null).Added;
            frontier.Settle([.. leases.Take(30).Select(l => new Settlement(l.Id, 1,
                new Outcome(OutcomeKind.Done) { Status = 200, Length = l.Id, File = l.Path, Validators = new Validators($"\"{l.Id}\"", null) }, null, null))]);
            frontier.Settle([.. leases.Skip(30).Take(10).Select(l => new Settlement(l.Id, 1, null, DateTimeOffset.UnixEpoch.AddSeconds(l.Id), null))]);
        }
    }

    /// <summary>True where all that can be read is as it was written; false where damage was named; anything else fails.</summary>
    static bool IsRight(StateFolder folder, bool isWhole)
    {
        try
        {
            using (var frontier = SqliteFrontier.Open(folder, Durability.Process, TimeProvider.System))
            {
                var known = frontier.Count().Total;
                var again = frontier.Add([.. Enumerable.Range(0, 300).Select(Ask)], null);
                Assert.Equal(known, again.Duplicates);
                if (isWhole) Assert.Equal(300, known);
                foreach (var lease in frontier.TakeDue(DateTimeOffset.UnixEpoch.AddYears(1), 1000)) Check(lease.Id, lease.Bundle, lease.Path);
                foreach (var backlog in frontier.Backlog(100))
                    foreach (var lease in frontier.Take(backlog.Origin, 1000)) Check(lease.Id, lease.Bundle, lease.Path);
            }

            using var ledger = Ledger.Open(folder, TimeProvider.System);
            foreach (var row in ledger.Rows())
            {
                Check(row.Id, row.Bundle, row.Path);
                if (row.Outcome is { } outcome) Assert.Equal((row.Id, $"\"{row.Id}\"", row.Path), (outcome.Length, outcome.Validators.ETag, outcome.File));
            }

            return true;
        }
        catch (StateException e)
        {
            Assert.True(e.Fault is StateFault.Damaged or StateFault.Foreign or StateFault.Newer or StateFault.Older or StateFault.Disk, e.Message);
            return false;
        }
    }

    static void Check(long id, Bundle bundle, string? path)
    {
        if (id > 300) return; // added after the flip
        var (expected, natural) = Ask((int)id - 1);
        Assert.Equal((expected.Url, expected.Info, natural), (bundle.Url, bundle.Info, path));
    }
}

