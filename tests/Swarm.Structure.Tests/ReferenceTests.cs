using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Swarm.Structure.Tests;

/// <summary>Which room knows which: the arrows run one way.</summary>
public sealed class ReferenceTests
{
    /// <summary>The drawing. A room that is not here is drawn before it is built.</summary>
    static readonly Dictionary<string, string[]> Drawn = new(StringComparer.Ordinal)
    {
        ["Swarm.Domain"] = [],
        ["Swarm.Hocon"] = [],
        ["Swarm.Actors"] = [],
        ["Swarm.Actors.TestKit"] = ["Swarm.Actors"],
        ["Swarm.Engine"] = ["Swarm.Domain", "Swarm.Actors"],
        ["Swarm.IO"] = ["Swarm.Domain"],
        ["Swarm.Pages"] = ["Swarm.Domain"],
        ["Swarm.Stores"] = ["Swarm.Domain", "Swarm.IO"],
        ["Swarm"] = ["Swarm.Domain", "Swarm.Engine", "Swarm.IO", "Swarm.Pages", "Swarm.Stores", "Swarm.Hocon", "Swarm.Actors"],
        ["Swarm.Cli"] = ["Swarm"],
    };

    /// <summary>What a room that is to stay free of sockets and files would have to name to touch them.</summary>
    static readonly HashSet<string> Edges = new(StringComparer.Ordinal)
    {
        "File", "Directory", "FileStream", "FileInfo", "DirectoryInfo", "Socket", "TcpClient", "NetworkStream", "HttpClient", "SocketsHttpHandler",
        "SqliteConnection", "Process", "Console", "Thread", "Environment",
    };

    static readonly string[] Beyond =
    [
        "Akka", "Swarm.IO.Http", "Swarm.IO.Disk", "Swarm.Stores", "Swarm.Engine.Requesting", "Swarm.Engine.Transferring", "Swarm.Engine.Writing", "Swarm.Engine.Keeping",
    ];

    [Fact]
    public void Project_references_are_as_drawn() => Offences.None(
        "The program's projects refer to what the drawing lets them, and to nothing else:",
        from project in Repository.Projects
        where project.IsProgram
        let built = Repository.Projects.Select(p => p.Name)
        let allowed = Drawn.GetValueOrDefault(project.Name)
        from line in allowed is null
            ? ["is not in the drawing"]
            : project.References.Except(allowed).Select(r => "must not refer to " + r)
                .Concat(allowed.Intersect(built).Except(project.References).Select(r => "is drawn with a reference to " + r + " that it does not have"))
        select $"{project.Path} {line}");

    [Fact]
    public void The_engine_never_references_IO() => Offences.None(
        "Engine knows ports, never what meets them:",
        from file in Repository.Program
        where file.Room == "Swarm.Engine"
        from name in file.All<NameSyntax>()
        where Foreign.In(name.ToString(), "Swarm.IO") || Foreign.In(name.ToString(), "Swarm.Stores") || Foreign.In(name.ToString(), "Swarm.Pages")
        select $"{file.At(name)} {name}");

    [Fact]
    public void The_domain_and_the_engine_touch_no_socket_no_file_no_console() => Offences.None(
        "Domain is pure and Engine has no edges of its own:",
        from file in Repository.Program
        where file.Room is "Swarm.Domain" or "Swarm.Engine"
        from name in file.All<IdentifierNameSyntax>()
        where Edges.Contains(name.Identifier.Text) && Foreign.IsType(name)
        select $"{file.At(name)} {name}");

    [Fact]
    public void The_console_host_has_no_actors_and_no_wire() => Offences.None(
        "Cli speaks to the library, reads lists and ledgers; it knows no actor, no socket, no store:",
        from file in Repository.Program
        where file.Room == "Swarm.Cli"
        from space in file.All<UsingDirectiveSyntax>()
        let name = space.Name?.ToString() ?? ""
        where Beyond.Any(b => Foreign.In(name, b))
        select $"{file.At(space)} {name}");

    [Fact]
    public void The_program_references_no_tests() => Offences.None(
        "What is under src knows nothing of what is under tests:",
        from project in Repository.Projects
        where project.IsProgram
        from other in project.References
        where Repository.Projects.Any(p => p.Name == other && !p.IsProgram)
        select $"{project.Path} refers to {other}");
}

static class Foreign
{
    public static bool In(string name, string space) => name == space || name.StartsWith(space + ".", StringComparison.Ordinal);

    /// <summary>Used as a type: <c>File.Open</c>, <c>new Socket</c>, <c>FileStream f</c>; not a member or argument of that name.</summary>
    public static bool IsType(IdentifierNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name && IsStatic(access),
        ObjectCreationExpressionSyntax or VariableDeclarationSyntax or ParameterSyntax or TypeArgumentListSyntax => true,
        _ => false,
    };

    // A property called File is read with members of its own; the framework's File has these.
    static bool IsStatic(MemberAccessExpressionSyntax access) => access.Parent is InvocationExpressionSyntax
        && access.Name.Identifier.Text is not ("Length" or "Replace" or "Split" or "StartsWith" or "EndsWith" or "ToString" or "Dispose" or "Add");
}
