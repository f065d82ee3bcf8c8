namespace Swarm.Domain.Naming;

/// <summary>The namers that come with Swarm, by the name that HOCON and the command line call them.</summary>
public static class Namers
{
    public static IReadOnlyList<string> Known { get; } = ["safe", "seed", "last-segment", "content-disposition", "template", "mirror"];

    /// <summary>Holds somebody's own namer to what <see cref="INamer.Propose"/> promises: its names are made portable and stay below the output folder.</summary>
    public static INamer Contain(INamer own) => new ContainedNamer(own);

    /// <param name="template">For <c>template</c> alone, as <see cref="TemplateNamer"/> reads it.</param>
    /// <exception cref="FormatException">No such namer, or a fault in the template; the message says which.</exception>
    public static INamer Create(string name, string? template = null) => name switch
    {
        "safe" => new SafeNamer(),
        "seed" => new SeedNamer(),
        "last-segment" => new LastSegmentNamer(),
        "content-disposition" => new DispositionNamer(),
        "mirror" => new MirrorNamer(),
        "template" => new TemplateNamer(template ?? throw new FormatException("names = template needs a template, such as {host}/{path}/{name}{ext}")),
        _ => throw new FormatException($"there are no names '{name}'; known are {string.Join(", ", Known)}"),
    };
}
