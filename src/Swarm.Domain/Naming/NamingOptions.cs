namespace Swarm.Domain.Naming;

/// <summary>Which rule names files.</summary>
public sealed record NamingOptions
{
    /// <summary><c>safe</c>, <c>seed</c>, <c>last-segment</c>, <c>content-disposition</c>, <c>template</c> or <c>mirror</c>.</summary>
    public string Rule { get; init; } = "safe";

    /// <summary>For <c>template</c>: such as <c>{host}/{path}/{name}{ext}</c>.</summary>
    public string? Template { get; init; }
}
