namespace Swarm.Hocon.Parsing;

/// <summary>Keeps includes below the including file's directory, symbolic links followed.</summary>
internal static class IncludePaths
{
    public static string Locate(string directory, string name, bool anywhere, HoconOrigin origin)
    {
        if (name.Contains('\0'))
            throw new HoconException(origin, null, "a file name must not hold U+0000");
        var path = Path.GetFullPath(name, directory);
        if (!anywhere && (!IsBelow(directory, path) || !IsBelow(Real(directory), Real(path))))
            throw new HoconException(origin, null, $"'{name}' leads out of the including file's directory, {directory}");
        return path;
    }

    static bool IsBelow(string directory, string path) =>
        path.StartsWith(Path.EndsInDirectorySeparator(directory) ? directory : directory + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    /// <summary>The path with every link on the way replaced by its target.</summary>
    static string Real(string path)
    {
        var parent = Path.GetDirectoryName(path);
        if (parent is null)
            return path;
        var here = Path.Combine(Real(parent), Path.GetFileName(path));
        try
        {
            return File.ResolveLinkTarget(here, returnFinalTarget: true) is { } target ? Path.GetFullPath(target.FullName) : here;
        }
        catch (IOException)
        {
            return here;
        }
    }
}
