using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Swarm.Structure.Tests;

/// <summary>Where things lie: the top level, the solution, namespaces by folder.</summary>
public sealed partial class LayoutTests
{
    static readonly string[] TopLevel =
    [
        ".ci", ".editorconfig", ".gitattributes", ".gitignore", "CHANGELOG.md", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props",
        "LICENSE", "README.md", "Swarm.sln", "config", "global.json", "hocon", "src", "tests",
    ];

    /// <summary>A library's users need one using: its public face is one namespace, whatever folders it is kept in.</summary>
    static readonly string[] Faces = ["Swarm", "Swarm.Hocon"];

    [Fact]
    public void The_top_level_is_as_drawn() => Offences.None(
        "Nothing lies at the top but what the house's drawing has there:",
        Repository.Tracked.Select(f => f.Split('/')[0]).Except(TopLevel));

    [Fact]
    public void Every_project_is_in_the_solution_and_the_solution_names_no_other()
    {
        var named = ProjectLine().Matches(File.ReadAllText(Repository.Full("Swarm.sln"))).Select(m => m.Groups[1].Value.Replace('\\', '/')).ToList();
        var there = Repository.Projects.Select(p => p.Path).ToList();
        Offences.None("Swarm.sln and the tree name the same projects:", there.Except(named).Select(p => p + " is not in Swarm.sln")
            .Concat(named.Except(there).Select(p => "Swarm.sln names " + p + ", which is not there")));
    }

    /// <summary>Stands in for what the mailbox finds in its own namespace.</summary>
    const string Doubles = "tests/Swarm.Actors.Tests/Interleavings/";

    [Fact]
    public void A_namespace_is_its_folder() => Offences.None(
        "A file's namespace is its project and folders:",
        from file in Repository.Bound
        where file.Room.StartsWith("Swarm", StringComparison.Ordinal) && !file.Path.StartsWith(Doubles, StringComparison.Ordinal)
        from space in file.All<BaseNamespaceDeclarationSyntax>()
        let expected = string.Join('.', file.Path.Split('/')[1..^1])
        where space.Name.ToString() != expected && !(Faces.Contains(file.Room) && space.Name.ToString() == file.Room)
        select $"{file.At(space)} says {space.Name}, lies in {expected}");

    [Fact]
    public void No_namespace_hides_the_console_or_a_type_in_it() => Offences.None(
        "No namespace ends in 'Console' or in the name of a type in it:",
        from file in Repository.Program
        from space in file.All<BaseNamespaceDeclarationSyntax>()
        let last = space.Name.ToString().Split('.')[^1]
        from type in space.Members.OfType<BaseTypeDeclarationSyntax>().Select(t => t.Identifier.Text).Append("Console")
        where type == last
        select $"{file.At(space)} {space.Name}");

    [Fact]
    public void Versions_are_central() => Offences.None(
        "Package versions stand in Directory.Packages.props alone:",
        from project in Repository.Projects
        from package in project.PackagesWithVersion
        select $"{project.Path} {package}");

    [GeneratedRegex("""= "[^"]+", "([^"]+\.csproj)",""")]
    private static partial Regex ProjectLine();
}
