using System.Text.Json.Nodes;

namespace Swarm.TestSupport.Stores;

/// <summary>A resumable session of the stub; its lock is on itself.</summary>
sealed class GcsSession(string bucket, string name, JsonObject resource, string? ifGeneration, long? declared)
{
    public string Bucket => bucket;

    public string Name => name;

    public JsonObject Resource => resource;

    public string? IfGeneration => ifGeneration;

    /// <summary>x-upload-content-length.</summary>
    public long? Declared => declared;

    public MemoryStream Held { get; } = new();

    /// <summary>A chunk broke the rule of 256 KiB: nothing is taken any more.</summary>
    public bool IsBroken { get; set; }

    public GcsObject? Made { get; set; }
}
