using Swarm.Domain;
using Swarm.Domain.Naming;

namespace Swarm.Engine.Reading;

/// <summary>
/// URLs that were found lately, as 64 bits each, so that the frontier is not asked for what every page of a site has. Bounded: two generations,
/// of which the older is forgotten when the younger is full.
/// </summary>
sealed class RecentUrls(int most = 512 << 10)
{
    HashSet<ulong> _young = [];
    HashSet<ulong> _old = [];

    public bool Has(WebUrl url)
    {
        var key = Key(url);
        return _young.Contains(key) || _old.Contains(key);
    }

    /// <summary>False where it is known already.</summary>
    public bool Add(WebUrl url)
    {
        var key = Key(url);
        if (_old.Contains(key) || !_young.Add(key)) return false;
        if (_young.Count < most / 2) return true;
        (_young, _old) = (_old, _young);
        _young.Clear();
        return true;
    }

    /// <summary>One half of it is the process's own, so that nobody can make URLs that fall into one bucket.</summary>
    static ulong Key(WebUrl url) => SipHash.Of(url.Href) ^ ((ulong)(uint)url.GetHashCode() << 32);
}
