namespace Swarm.Domain.Naming;

/// <summary>
/// For a tree that is read without a server: <see cref="SafeNamer"/>'s names, with the extension of the response's type where they lack it
/// (<c>page</c> → <c>page.html</c>, <c>page.php^q=1</c> → <c>page.php^q=1.html</c>).
/// </summary>
/// <remarks>
/// Where a type was said, a name ends in <c>.html</c>, <c>.htm</c>, <c>.xhtml</c>, <c>.css</c> or <c>.svg</c> only for a file of that type: who sees the
/// name knows whether it is a page.
/// </remarks>
public sealed class MirrorNamer : INamer
{
    readonly SafeNamer _safe = new();

    public string Name => "mirror";

    public bool NeedsHead => true;

    public NameProposal Propose(Bundle bundle, long position, IReadOnlyList<Header>? head)
    {
        var natural = _safe.Propose(bundle, position, head);
        var file = natural.Path[(natural.Path.LastIndexOf('/') + 1)..];
        if (TypeExtensions.Missing(file, head?.Find("Content-Type")) is not { } extension) return natural;
        var path = NamePath.Join((natural.Path + extension).Split('/'), bundle.Url.Href);
        return new NameProposal(path, $"{natural.Why ?? "host and path"}; {extension} is the type's");
    }
}
