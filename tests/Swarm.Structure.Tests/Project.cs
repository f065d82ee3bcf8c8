using System.Xml.Linq;

namespace Swarm.Structure.Tests;

/// <summary>One project file, as written.</summary>
sealed class Project
{
    readonly XDocument _xml;

    public Project(string path)
    {
        Path = path;
        _xml = XDocument.Load(Repository.Full(path), LoadOptions.SetLineInfo);
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public bool IsProgram => Path.StartsWith("src/", StringComparison.Ordinal);

    /// <summary>Names of the projects it refers to; the actor runtime is asked for with one word.</summary>
    public IReadOnlyList<string> References =>
    [
        .. _xml.Descendants("ProjectReference")
            .Select(r => System.IO.Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
            .Concat(IsOn("UsesActors") ? ["Swarm.Actors"] : [])
            .Concat(IsOn("UsesActorTestKit") ? ["Swarm.Actors.TestKit"] : []),
    ];

    public IReadOnlyList<string> PackagesWithVersion =>
        [.. _xml.Descendants("PackageReference").Where(p => p.Attribute("Version") is not null).Select(p => p.Attribute("Include")!.Value)];

    bool IsOn(string property) => _xml.Descendants(property).Any(p => p.Value == "true");
}
