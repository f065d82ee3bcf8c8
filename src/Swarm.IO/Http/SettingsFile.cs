namespace Swarm.IO.Http;

/// <summary>A small text file that the options name; why it can't be read is said with its name.</summary>
static class SettingsFile
{
    public static string Text(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InvalidDataException($"{file}: can't be read: {e.Message}", e);
        }
    }
}
