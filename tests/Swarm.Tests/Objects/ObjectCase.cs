using Swarm.Domain;
using Swarm.Settings;
using Swarm.TestSupport.Objects;

namespace Swarm.Tests.Objects;

/// <summary>How a download may end.</summary>
/// <param name="MayBeRight">With the bytes of one version, whole.</param>
/// <param name="Reasons">With a failure that is named so.</param>
public sealed record Expect(bool MayBeRight, IReadOnlyList<Reason> Reasons)
{
    static readonly Reason[] Named = [.. Enum.GetValues<Reason>().Except([Reason.None, Reason.Internal, Reason.Cancelled])];

    public static Expect Right { get; } = new(true, []);

    /// <summary>The server lies without end: that it is found out is enough.</summary>
    public static Expect RightOrNamed { get; } = new(true, Named);

    public static Expect AnyFailure { get; } = new(false, Named);

    public static Expect RightOr(params Reason[] reasons) => new(true, reasons);

    public static Expect Fails(params Reason[] reasons) => new(false, reasons);

    public override string ToString() => (MayBeRight ? "the right bytes" : "") + (Reasons.Count == 0 ? "" : Reasons.Count > 5 ? " or a named failure" : " or " + string.Join(", ", Reasons));
}

/// <summary>One object that is served with faults, and how its download must end.</summary>
/// <param name="Faults">New ones for each run; each must have been hit when it ends.</param>
public sealed record ObjectCase(string Name, Expect Expect, params Func<ObjectFault>[] Faults)
{
    public long Length { get; init; } = (1 << 20) + 77;

    /// <summary>False: nothing is waited for to make several connections out of one.</summary>
    public bool Hold { get; init; } = true;

    public Func<ObjectVersion, ObjectVersion>? Version { get; init; }

    public Action<ObjectRun>? Before { get; init; }

    public Func<ObjectRun, Bundle, Bundle>? Ask { get; init; }

    public Func<SwarmSettings, SwarmSettings>? Settings { get; init; }

    /// <summary>What else must be so when it has ended.</summary>
    public Action<ObjectRun>? Then { get; init; }

    public ObjectCase Alone() => this with { Hold = false, Settings = s => s with { Segments = s.Segments with { Segments = 1 } } };
}
