using Swarm.Settings;

namespace Swarm.Tests.Settings;

/// <summary>Settings written as text in a folder of their own.</summary>
sealed class SettingsText : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("swarm-settings");

    public string Folder => _folder.FullName;

    /// <summary>Writes a file and gives its path.</summary>
    public string File(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Reads text as a file named <c>x.conf</c>; places in faults begin with that name.</summary>
    public static SwarmSettings Load(string text, string[]? definitions = null, params SettingsOption[] options)
    {
        using var files = new SettingsText();
        return SettingsLoader.Load(new SettingsSources { Files = [files.File("x.conf", text)], Definitions = definitions ?? [], Options = options });
    }

    public static IReadOnlyList<string> Faults(string text, string[]? definitions = null, params SettingsOption[] options)
    {
        using var files = new SettingsText();
        var sources = new SettingsSources { Files = [files.File("x.conf", text)], Definitions = definitions ?? [], Options = options };
        var wrong = Assert.Throws<SettingsException>(() => SettingsLoader.Load(sources));
        return [.. wrong.Faults.Select(f => f.ToString().Replace(files.Folder + "/", ""))];
    }
}
