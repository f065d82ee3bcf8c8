namespace Swarm.TestSupport;

/// <summary>What the build of the running tests made of other projects, each in its own output folder, with its own dependencies beside it.</summary>
public static class Built
{
    static readonly DirectoryInfo Tests = new(AppContext.BaseDirectory);

    /// <param name="project">The project's folder, such as <c>src/Swarm.Cli</c>.</param>
    /// <param name="name">Of the assembly.</param>
    public static string Assembly(string project, string name)
    {
        // bin/Debug/net10.0 below each project; with --artifacts-path bin/NAME/debug, side by side.
        var above = Tests.Parent!;
        var output = above.Name is "Debug" or "Release"
            ? Path.Combine(Fixtures.RepoRoot, project, "bin", above.Name, Tests.Name)
            : Path.Combine(above.Parent!.FullName, Path.GetFileName(project), Tests.Name);
        return Path.Combine(output, name + ".dll");
    }
}
