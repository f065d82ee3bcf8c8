using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.Domain.Naming;

namespace Swarm.IO.Tests.State;

/// <summary>
/// An engine without a network: takes, names, writes, moves and settles in a random order on a pretended disk, and is killed now and then. Moves take
/// their time: one file after the other, while other things happen.
/// </summary>
/// <param name="named">By whom: the URLs, or responses that come while others are being written.</param>
sealed class PretendedJob(IFrontierHome home, Random random, bool kills, NamedBy named = NamedBy.Url)
{
    static readonly SafeNamer Namer = new();

    /// <summary>As blind to case and Unicode forms as the blindest file system.</summary>
    readonly Dictionary<ulong, (string Path, string Url)> _disk = [];
    readonly List<Lease> _flying = [];
    readonly Dictionary<long, string> _granted = [];
    readonly List<Clearing> _clearings = [];
    IFrontier _frontier = home.Open();

    /// <summary>URL by file name, at the end.</summary>
    public SortedDictionary<string, string> Run(string[] urls)
    {
        using var owned = home;
        for (var read = 0; read < urls.Length || _frontier.Count().Open > 0 || _clearings.Count > 0;)
        {
            var roll = random.Next(12);
            if (roll < 3 && read < urls.Length) read += Read(urls, read);
            else if (roll == 3 && kills) Kill();
            else if (roll == 4) Take();
            else if (roll < 7 && _clearings.Count > 0) MoveOne();
            else if (_flying.Count > 0) Settle();
            else if (_clearings.Count > 0) MoveOne();
            else if (read == urls.Length) Take();
        }

        return new SortedDictionary<string, string>(_disk.Values.ToDictionary(f => f.Path, f => f.Url), StringComparer.Ordinal);
    }

    int Read(string[] urls, int read)
    {
        var count = random.Next(1, Math.Min(6, urls.Length - read + 1));
        var result = _frontier.Add([.. urls.Skip(read).Take(count).Select(u => Propose(u))], null);
        LendWithRoom(result.Moves, result.Added);
        return count;
    }

    Proposal Propose(string url)
    {
        var bundle = new Bundle(WebUrl.Parse(url));
        return new Proposal(bundle, named == NamedBy.Url ? Natural(bundle) : null);
    }

    static string Natural(Bundle bundle) => Namer.Propose(bundle, 0, null).Path;

    void Take()
    {
        foreach (var backlog in _frontier.Backlog(10)) _flying.AddRange(_frontier.Take(backlog.Origin, random.Next(1, 4)));
        _flying.AddRange(_frontier.TakeDue(DateTimeOffset.MaxValue.AddDays(-1), 3));
    }

    void Settle()
    {
        var lease = _flying[random.Next(_flying.Count)];
        if (lease.Path is null && (!_granted.ContainsKey(lease.Id) || random.Next(8) == 0))
        {
            Claim([lease, .. _flying.Where(other => other.Path is null && random.Next(4) == 0)]);
            return;
        }

        _flying.Remove(lease);
        if (random.Next(4) == 0)
        {
            Settle(new Settlement(lease.Id, lease.Attempts + 1, null, random.Next(2) == 0 ? null : DateTimeOffset.UnixEpoch, null));
            return;
        }

        var path = lease.Path ?? _granted[lease.Id];
        Write(path, lease.Bundle.Url.Href);
        if (kills && random.Next(8) == 0)
        {
            Kill(); // between the file and its outcome
            return;
        }

        Settle(new Settlement(lease.Id, 1, new Outcome(OutcomeKind.Done) { File = path, Attempts = 1 }, null, null));
    }

    /// <summary>The responses' heads are there; their bodies are being written from now on, or from when there is room.</summary>
    void Claim(HashSet<Lease> leases)
    {
        foreach (var lease in leases)
        {
            var grant = _frontier.Claim(lease.Id, Natural(lease.Bundle));
            Assert.DoesNotContain(_granted, g => g.Key != lease.Id && NameRules.Same(g.Value, grant.Path));
            _granted[lease.Id] = grant.Path;
            _flying.Remove(lease);
            LendWithRoom(grant.Moves, [lease]);
        }

        if (kills && random.Next(8) == 0) Kill(); // before any of it was stored
        else LendWithRoom(_frontier.Settle([]));
    }

    void Settle(Settlement settlement)
    {
        _granted.Remove(settlement.Id);
        LendWithRoom(_frontier.Settle([settlement]));
    }

    void Kill()
    {
        _flying.Clear();
        _granted.Clear();
        _clearings.Clear();
        _frontier = home.OpenAfterKill();
        LendWithRoom(_frontier.UnfinishedMoves, []);
    }

    void LendWithRoom(Handover freed) => LendWithRoom(freed.Moves, freed.Leases);

    void LendWithRoom(IReadOnlyList<NameMove> moves, IReadOnlyList<Lease> leases)
    {
        if (moves.Count == 0) _flying.AddRange(leases);
        else _clearings.Add(new Clearing(moves, new Queue<NameMove>(moves), leases));
    }

    /// <summary>The next file of any that are being moved, or word that all of them are.</summary>
    void MoveOne()
    {
        var clearing = _clearings[random.Next(_clearings.Count)];
        if (clearing.Left.TryDequeue(out var move))
        {
            if (_disk.Remove(NameRules.Key(move.From), out var file)) Write(move.To, file.Url);
            return;
        }

        _clearings.Remove(clearing);
        LendWithRoom(_frontier.MovesDone(clearing.Moves));
        _flying.AddRange(clearing.For);
    }

    void Write(string path, string url)
    {
        var key = NameRules.Key(path);
        Assert.True(!_disk.TryGetValue(key, out var there) || there.Url == url, $"{url} is written over {there}");
        Assert.DoesNotContain(_disk.Values, other => IsBelow(path, other.Path) || IsBelow(other.Path, path));
        _disk[key] = (path, url);
    }

    static bool IsBelow(string path, string folder) => NameRules.Folders(path).Any(f => NameRules.Same(f, folder));

    sealed record Clearing(IReadOnlyList<NameMove> Moves, Queue<NameMove> Left, IReadOnlyList<Lease> For);
}

enum NamedBy
{
    Url,
    Response,
}
