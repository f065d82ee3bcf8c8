namespace Swarm.Stores.Oss;

/// <summary>ossutil's configuration file, of its first version (<c>[Credentials]</c>) or its second (<c>[default]</c>).</summary>
static class OssConfigFile
{
    /// <summary>The file's settings by name, any case; none where there is no file.</summary>
    /// <exception cref="InvalidDataException">It is there and can't be read.</exception>
    public static IReadOnlyDictionary<string, string> Read(Func<string, string?> environment)
    {
        var path = environment("OSSUTIL_CONFIG_FILE") is { Length: > 0 } named ? named
            : environment("HOME") is { Length: > 0 } home ? Path.Combine(home, ".ossutilconfig") : null;
        try
        {
            return path is null || !File.Exists(path) ? new Dictionary<string, string>() : Parse(File.ReadLines(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path}: can't be read: {e.Message}", e);
        }
    }

    internal static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> lines)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var isOurs = false;
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith('[')) isOurs = line.Equals("[Credentials]", StringComparison.OrdinalIgnoreCase) || line.Equals("[default]", StringComparison.OrdinalIgnoreCase);
            else if (isOurs && !line.StartsWith('#') && line.Split('=', 2, StringSplitOptions.TrimEntries) is [var name, { Length: > 0 } value]) settings.TryAdd(name, value);
        }

        return settings;
    }
}
