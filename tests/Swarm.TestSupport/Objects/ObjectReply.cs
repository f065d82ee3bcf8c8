using System.Globalization;

namespace Swarm.TestSupport.Objects;

/// <summary>How the end of a body is told.</summary>
public enum BodyFraming
{
    Length,
    Chunked,

    /// <summary>By the end of the connection, with no length said.</summary>
    Connection,
}

/// <summary>How a body that is broken off ends.</summary>
public enum BodyEnd
{
    /// <summary>Not broken off.</summary>
    Whole,

    /// <summary>The connection is closed in good order.</summary>
    Close,

    Reset,

    /// <summary>Nothing more comes.</summary>
    Stall,
}

/// <summary>An answer as it is to go over the wire; a fault is a change of it.</summary>
public sealed record ObjectReply(int Status, ObjectVersion Version)
{
    /// <summary>In order, without those that frame the body.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; init; } = [];

    /// <summary>The part of the object's bytes that is sent.</summary>
    public long Start { get; init; }

    public long Count { get; init; }

    /// <summary>These bytes are sent instead of the object's.</summary>
    public byte[]? Body { get; init; }

    public BodyFraming Framing { get; init; }

    /// <summary>The Content-Length that is said, where it is not the true one.</summary>
    public long? StatedLength { get; init; }

    /// <summary>False: a head alone, whatever it says.</summary>
    public bool HasBody { get; init; } = true;

    public BodyEnd End { get; init; }

    /// <summary>Bytes of the body after which it is broken off; -1: in place of any answer.</summary>
    public long EndAfter { get; init; }

    /// <summary>Pieces of this many bytes, with a pause behind each; 0: as the object has it.</summary>
    public int Piece { get; init; }

    public TimeSpan Pause { get; init; }

    /// <summary>The fault that made it what it is, or null.</summary>
    public ObjectFault? Fault { get; init; }

    public long BodyLength => Body?.Length ?? Count;

    public ObjectReply With(string name, string value) => this with { Fields = [.. Without(name).Fields, (name, value)] };

    public ObjectReply Without(string name) => this with { Fields = [.. Fields.Where(f => !f.Name.Equals(name, StringComparison.OrdinalIgnoreCase))] };

    /// <summary>206 with these bytes of the object, both ends inclusive, and a Content-Range that says so.</summary>
    public ObjectReply Part(long first, long last) => (this with { Status = 206, Start = first, Count = last - first + 1, Body = null })
        .With("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {first}-{last}/{Version.Content.Length}"));

    /// <summary>Another status with a few bytes of text, not of the object.</summary>
    public ObjectReply Refusal(int status, params IEnumerable<(string Name, string Value)> fields) =>
        new(status, Version) { Fields = [("Date", ObjectVersion.Date), .. fields], Body = HttpWire.Bytes("refused\n") };
}
