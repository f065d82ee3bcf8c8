using System.Runtime.InteropServices;

namespace Akka.Routing;

/// <summary>Each routee at several places of a ring; a key belongs to the next one after its own place.</summary>
sealed class HashRing
{
    readonly Routee[] routees;
    readonly int[] places;
    readonly Routee[] owners;

    public HashRing(Routee[] routees, int placesEach)
    {
        this.routees = routees;
        var ring = new SortedDictionary<int, Routee>();
        foreach (var routee in routees)
        {
            var name = Hash(NameOf(routee));
            for (var i = 1; i <= placesEach; i++)
                ring.TryAdd(Mix(name + ((uint)i * 0x9E3779B9)), routee);
        }
        (places, owners) = ([.. ring.Keys], [.. ring.Values]);
    }

    public bool IsOf(Routee[] others) => ReferenceEquals(routees, others);

    public Routee OwnerOf(object? key)
    {
        var at = Array.BinarySearch(places, Mix(HashOf(key)));
        return owners[at >= 0 ? at : ~at % owners.Length];
    }

    /// <summary>Where a routee is, whichever incarnation: so its successor inherits its keys.</summary>
    static string NameOf(Routee routee) => routee switch
    {
        ActorRefRoutee { Actor.Path: var path } => path.ToString(),
        ActorSelectionRoutee { Selection: var selection } => selection.Anchor.Path + selection.PathString,
        _ => routee.ToString()!,
    };

    static uint HashOf(object? key) => key switch
    {
        null => 0,
        byte[] bytes => Hash(bytes),
        string text => Hash(text),
        _ => (uint)key.GetHashCode(),
    };

    static uint Hash(string text) => Hash(MemoryMarshal.AsBytes(text.AsSpan()));

    /// <summary>FNV-1a: the same in every process, unlike string.GetHashCode.</summary>
    static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 2166136261;
        foreach (var one in bytes)
            hash = unchecked((hash ^ one) * 16777619);
        return hash;
    }

    static int Mix(uint hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 16)) * 0x85EBCA6B;
            hash = (hash ^ (hash >> 13)) * 0xC2B2AE35;
            return (int)(hash ^ (hash >> 16));
        }
    }
}
