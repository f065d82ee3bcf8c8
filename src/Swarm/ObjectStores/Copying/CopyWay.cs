using Swarm.Domain;

namespace Swarm.ObjectStores.Copying;

/// <summary>Which part of the engine does a copy.</summary>
enum CopyWay
{
    /// <summary>From here, or within one store, to a store: its uploader.</summary>
    Upload,

    /// <summary>From the web or a store to files here.</summary>
    Download,

    /// <summary>From the web or another store into a store, without a copy here.</summary>
    Through,

    /// <summary>To standard output.</summary>
    Stream,

    /// <summary>From standard input into a store.</summary>
    Pipe,
}

/// <summary>Finds the way of an order, or says why there is none.</summary>
static class CopyWays
{
    /// <exception cref="FormatException">What was asked for can't be done by one command.</exception>
    public static CopyWay Of(CopyOrder order)
    {
        Check(order);
        if (order.Sources[0] is Place.Standard) return CopyWay.Pipe;
        if (order.Target is Place.Standard) return CopyWay.Stream;
        if (order.Target is Place.Local) return CopyWay.Download;
        var ways = order.Sources.Select(s => IsUpload(s, order.Target) ? CopyWay.Upload : CopyWay.Through).Distinct().ToList();
        return ways.Count == 1 ? ways[0] : throw new FormatException("files from here (or from the same store) and from elsewhere go by two ways: make it two commands");
    }

    static bool IsUpload(Place source, Place target) =>
        source is Place.Local || (source is Place.Stored { Address.Kind: var from } && target is Place.Stored { Address.Kind: var to } && from == to);

    static void Check(CopyOrder order)
    {
        foreach (var source in order.Sources)
        {
            if (source is Place.Local && order.Target is Place.Local) throw new FormatException($"{source} and {order.Target} are both here: your system's own cp does that");
            if (source is Place.Local { Path: var path } && Directory.Exists(path) && !order.Recursive) throw new FormatException($"{path} is a folder: --recursive brings all that is in it");
            if (source is Place.Stored { Address: { Key: "" } bucket } && !order.Recursive) throw new FormatException($"{bucket} is a bucket: --recursive brings all that is in it");
        }

        if (order.Sources.Any(s => s is Place.Standard)) CheckPipe(order);
        if (order.Target is Place.Web) throw new FormatException("a URL takes one file, by one PUT: swarm put FILE URL");
        if (order.Target is Place.Local && order.NoOverwrite) throw new FormatException("--no-overwrite is for objects; files that are there are left alone with --skip-existing");
        if (order.Target is Place.Local or Place.Standard && order.Fields.Count > 0) throw new FormatException("--object-header is for objects, and the target is none");
    }

    static void CheckPipe(CopyOrder order)
    {
        if (order.Sources.Count > 1) throw new FormatException("standard input (-) goes alone");
        if (order.Target is not Place.Stored { Address.Key: var key }) throw new FormatException("standard input (-) goes into a store: give it a target like s3://bucket/key");
        if (key.Length == 0 || key.EndsWith('/')) throw new FormatException("standard input has no name: give the object's whole key");
    }
}
