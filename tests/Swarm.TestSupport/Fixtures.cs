namespace Swarm.TestSupport;

/// <summary>Conformance data that lies beside the repository (<c>../shared/fixtures</c>) and is read in place.</summary>
public static class Fixtures
{
    public static string RepoRoot { get; } = FindRoot();

    public static string Folder { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(RepoRoot, "..", "shared", "fixtures"));

    public static bool Exist(string relative) => System.IO.Path.Exists(Path(relative));

    public static string Path(string relative) => System.IO.Path.Combine(Folder, relative);

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "Swarm.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Swarm.sln is not above " + AppContext.BaseDirectory);
    }
}
