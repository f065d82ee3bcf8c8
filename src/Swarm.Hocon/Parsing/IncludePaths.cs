namespace Swarm.Hocon.Parsing;

/// <summary>Finds includes beside the including file, and keeps them below the directory of the file that was asked for, symbolic links followed.</summary>
internal static class IncludePaths
{
    /// <param name="directory">Of the including file.</param>
    /// <param name="name">As it stands in the text.</param>
    /// <param name="within">The directory that must not be left, or null.</param>
    /// <param name="origin">The include statement.</param>
    public static string Locate(string directory, string name, string? within, HoconOrigin origin)
    {
        if (name.Contains('\0'))
            throw new HoconException(origin, null, "a file name must not hold U+0000");
        var path = Path.GetFullPath(name, directory);
        if (within is not null && (!IsBelow(within, path) || !IsBelow(Real(within), Real(path))))
            throw new HoconException(origin, null, $"'{name}' leads out of the directory of the configuration, {within}");
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
