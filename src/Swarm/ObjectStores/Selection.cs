using System.Runtime.CompilerServices;
using Swarm.Domain;
using Swarm.Domain.Stores;

namespace Swarm.ObjectStores;

/// <summary>What an address that somebody typed selects: one object, what matches a pattern in its key, or all that is below it.</summary>
public sealed class Selection
{
    readonly KeyPattern? _pattern;
    readonly KeyPattern? _below;

    /// <param name="address">As typed.</param>
    /// <param name="recursive">All below it.</param>
    /// <param name="literal">A star in its key is itself.</param>
    public Selection(StoreAddress address, bool recursive = false, bool literal = false)
    {
        Address = address;
        IsPattern = !literal && KeyPattern.IsOne(address.Key);
        IsMany = IsPattern || recursive;
        var key = address.Key;
        if (IsPattern)
        {
            _pattern = new KeyPattern(key);
            _below = recursive ? new KeyPattern(key.EndsWith('/') ? key + "**" : key + "/**") : null;
        }
        else if (recursive && key.Length > 0 && !key.EndsWith('/')) key += '/';
        Prefix = _pattern?.Prefix ?? key;
    }

    public StoreAddress Address { get; }

    /// <summary>More objects than one may be meant.</summary>
    public bool IsMany { get; }

    public bool IsPattern { get; }

    /// <summary>What the keys of all that is meant begin with.</summary>
    public string Prefix { get; }

    /// <summary>What keys are relative to: up to the last slash of what they have in common.</summary>
    public string Folder => Prefix[..(Prefix.LastIndexOf('/') + 1)];

    /// <summary>The key below <see cref="Folder"/>; empty for the object that has the folder's own key.</summary>
    public string Relative(string key) => key[Folder.Length..];

    public bool Matches(string key) => _pattern is null || _pattern.Matches(key) || (_below?.Matches(key) ?? false);

    /// <summary>All objects that are meant, page by page as they are taken; of one object only its key is known.</summary>
    public async IAsyncEnumerable<ObjectFacts> ListAsync(IObjectStore store, [EnumeratorCancellation] CancellationToken token)
    {
        if (!IsMany)
        {
            yield return new ObjectFacts(Address.Key, null);
            yield break;
        }

        await foreach (var page in store.ListAsync(Address.At(""), new ListDemand(Prefix), token))
            foreach (var found in page.Objects)
                if (Matches(found.Key)) yield return found;
    }
}
