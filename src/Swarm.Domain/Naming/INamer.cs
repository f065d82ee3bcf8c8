namespace Swarm.Domain.Naming;

/// <summary>Maps a bundle to a file below the output folder. Pure: the same bundle always gets the same answer, whatever came before.</summary>
public interface INamer
{
    /// <summary>As named in HOCON and on the command line.</summary>
    string Name { get; }

    /// <summary>True where <see cref="Propose"/> wants the response's head (Content-Disposition), so that no name is known before.</summary>
    bool NeedsHead { get; }

    /// <summary>The natural name: a relative path, <c>/</c> between segments, portable and contained. Clashes are settled by <see cref="NameRules"/>.</summary>
    /// <param name="bundle">What is asked for.</param>
    /// <param name="position">1-based place in the list, for templates.</param>
    /// <param name="head">The response's fields, where they are known.</param>
    NameProposal Propose(Bundle bundle, long position, IReadOnlyList<Header>? head);
}

/// <summary>A natural name and, for <c>explain path</c>, what was changed on the way to it.</summary>
public readonly record struct NameProposal(string Path, string? Why);
