namespace Swarm.IO.State;

/// <summary>What is wrong with a job's state.</summary>
public enum StateFault
{
    /// <summary>Another process works on the same folder.</summary>
    Locked,

    /// <summary>Bytes are not as they were written.</summary>
    Damaged,

    /// <summary>A file that Swarm did not make.</summary>
    Foreign,

    /// <summary>Made by a newer Swarm.</summary>
    Newer,

    /// <summary>Made by an older Swarm, in a form that is not read any more.</summary>
    Older,

    /// <summary>There is no job.</summary>
    Missing,

    /// <summary>The disk is full, broken or read-only, or a permission lacks.</summary>
    Disk,
}

/// <summary>A job's state can't be used. The message names the path, what is wrong and how to go on; nothing was changed or repaired.</summary>
public sealed class StateException(StateFault fault, string path, string what, string goOn, Exception? cause = null)
    : Exception($"{path}: {what}. {goOn}", cause)
{
    public StateFault Fault { get; } = fault;

    public string Path { get; } = path;

    internal static StateException Damaged(string path, string what) => new(StateFault.Damaged, path, $"damaged: {what}",
        "It is left as it is. Move the folder that holds it aside and run the same command again with --skip-existing: files that are there are kept");
}
