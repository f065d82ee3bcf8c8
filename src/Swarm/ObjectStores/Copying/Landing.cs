using Swarm.Domain;

namespace Swarm.ObjectStores.Copying;

/// <summary>Where what is brought lands: below a folder or prefix by a relative name, or, of one alone, as the target itself.</summary>
sealed class Landing
{
    readonly string _key;

    Landing(Place target, bool isFolder, string key) => (Target, IsFolder, _key) = (target, isFolder, key);

    public Place Target { get; }

    /// <summary>Names are relative to the target; else there is one, and the target is its name.</summary>
    public bool IsFolder { get; }

    public static Landing Of(CopyOrder order)
    {
        var many = order.Sources.Count > 1 || order.Sources.Any(s => IsMany(s, order));
        if (order.Target is not Place.Stored { Address.Key: var key }) return new Landing(order.Target, many || order.Target is Place.Local { IsFolder: true }, "");
        var isFolder = many || key.Length == 0 || key.EndsWith('/');
        return new Landing(order.Target, isFolder, isFolder && key.Length > 0 && !key.EndsWith('/') ? key + "/" : key);
    }

    /// <param name="relative">Below the target; of no account where that is the name itself.</param>
    /// <exception cref="FormatException">The key would be longer than any store takes.</exception>
    public StoreAddress AddressOf(string relative)
    {
        var target = ((Place.Stored)Target).Address;
        var address = IsFolder ? target.At(_key + relative) : target;
        return System.Text.Encoding.UTF8.GetByteCount(address.Key) <= StoreAddress.MaxKeyLength ? address
            : throw new FormatException($"the key {SafeText.Of(address.Key, 200)} would be longer than any store takes (1,024 bytes)");
    }

    static bool IsMany(Place source, CopyOrder order) => source switch
    {
        Place.Stored { Address: var address } => new Selection(address, order.Recursive, order.Literal).IsMany,
        Place.Local { Path: var path } => Directory.Exists(path),
        _ => false,
    };
}
