using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Swarm.Structure.Tests;

/// <summary>Sibling folders share vocabulary, never each other.</summary>
public sealed class StarTests
{
    /// <summary>The edges there are, each for a reason; a new one is argued for here. "" is the room's own vocabulary.</summary>
    static readonly HashSet<(string Room, string From, string To)> Drawn =
    [
        ("Swarm.Domain", "", "Urls"), // WebUrl is the face of the URL parser
        ("Swarm.Domain", "Frontier", "Lists"), // how far a list was read is stored with what was read of it
        ("Swarm.Domain", "Frontier", "Requests"), // an origin's pace is kept for the next run
        ("Swarm.Domain", "", "Integrity"), // the sums of pieces are joined to those of the file
        ("Swarm.Domain", "Integrity", "Transfers"), // a response's head promises digests
        ("Swarm.Domain", "Writing", "Transfers"), // a sink may have a body's bytes go past memory
        ("Swarm.Stores", "", "S3"), // StoreSet is the only place that knows all of them
        ("Swarm.Stores", "", "Gcs"),
        ("Swarm.Stores", "", "Oss"),
        ("Swarm.Stores", "S3", "Xml"), // one kind of document, two stores that speak it
        ("Swarm.Stores", "Oss", "Xml"),
        ("Swarm.Domain", "Stores", "Transfers"), // a store authorises requests, and sends bodies by them
        ("Swarm.Pages", "", "Html"), // PageReader is the room's face and gives each format to its folder
        ("Swarm.Pages", "", "Css"),
        ("Swarm.Pages", "", "Xml"),
        ("Swarm.Pages", "", "Lists"),
        ("Swarm.Pages", "Html", "Css"), // style stands in pages as well
        ("Swarm.Pages", "Xml", "Css"), // style stands in SVG: in elements, attributes and instructions
        ("Swarm.Pages", "Xml", "Lists"), // a sitemap may be a plain list, whatever its type says
    ];

    /// <summary>An actor speaks its own protocol and those below it. Reporting is heard by all and speaks to none.</summary>
    static readonly Dictionary<string, int> Height = new(StringComparer.Ordinal)
    {
        ["Coordination"] = 4,
        ["Requesting"] = 3,
        ["Transferring"] = 2,
        ["Reading"] = 1,
        ["Writing"] = 1,
        ["Keeping"] = 1,
        ["Reporting"] = 0,
    };

    static readonly string[] Stars = ["Swarm.Domain", "Swarm.Engine", "Swarm.IO", "Swarm.Pages", "Swarm.Stores"];

    [Fact]
    public void Sibling_folders_do_not_reference_each_other() => Offences.None(
        "Folders are features; move what two of them share to the room's vocabulary, or argue for the edge in StarTests:",
        from edge in Edges
        where Stars.Contains(edge.Room) && !Drawn.Contains((edge.Room, edge.From, edge.To)) && !RunsDown(edge)
        select $"{edge.Place} {edge.From} → {edge.To}");

    [Fact]
    public void No_two_folders_of_a_room_point_at_each_other()
    {
        var edges = Edges.Where(e => e.From.Length > 0).ToList();
        Offences.None(
            "Between two folders the arrow runs one way:",
            from there in edges
            from back in edges
            where there.Room == back.Room && there.From == back.To && there.To == back.From
            select $"{there.Place} {there.From} → {there.To}, and back at {back.Place}");
    }

    [Fact]
    public void Every_edge_that_is_argued_for_exists() => Offences.None(
        "Edges that are gone go from the list as well:",
        from drawn in Drawn
        where !Edges.Any(e => (e.Room, e.From, e.To) == drawn)
        select drawn.ToString());

    static bool RunsDown(Edge edge) => edge.Room == "Swarm.Engine"
        && Height.TryGetValue(edge.From, out var from) && Height.TryGetValue(edge.To, out var to) && from > to;

    static readonly List<Edge> Edges =
    [
        .. from room in Repository.Program.GroupBy(f => f.Room, StringComparer.Ordinal)
           let folders = room.Select(f => f.Folder).Where(f => f.Length > 0).Distinct().ToList()
           from file in room
           from name in file.All<NameSyntax>()
           where name is QualifiedNameSyntax && name.Parent is not BaseNamespaceDeclarationSyntax
           from folder in folders
           where folder != file.Folder && Foreign.In(name.ToString(), file.Room + "." + folder)
           select new Edge(file.Room, file.Folder, folder, file.At(name)),
    ];

    sealed record Edge(string Room, string From, string To, string Place);
}
