namespace Swarm.Stores.S3.Credentials;

/// <summary>A profile of <c>~/.aws/credentials</c> and <c>~/.aws/config</c>, read when it is first asked for. Files that can't be read count as empty.</summary>
/// <param name="name">Null: <c>AWS_PROFILE</c>'s, else <c>default</c>; then it need not exist.</param>
sealed class AwsProfile(string? name, Func<string, string?> environment)
{
    readonly Lazy<Dictionary<string, string>> _values = new(() => Read(name, environment));

    public string Name => name ?? S3Settings.Set(environment, "AWS_PROFILE") ?? "default";

    public string? Region => this["region"];

    /// <summary>Of S3 before that of all services.</summary>
    public string? Endpoint => this["s3.endpoint_url"] ?? this["endpoint_url"];

    public bool? PathStyle => this["s3.addressing_style"] switch { "path" => true, "virtual" => false, _ => null };

    /// <summary>A program that prints keys as JSON.</summary>
    public string? Process => this["credential_process"];

    /// <summary>Null where the profile holds none.</summary>
    /// <exception cref="InvalidDataException">Half a pair.</exception>
    public AwsKeys? Keys => KeySources.Pair(this["aws_access_key_id"], this["aws_secret_access_key"], this["aws_session_token"], $"profile '{Name}'");

    /// <summary>Keys by way of another service, which is not asked from here; or null.</summary>
    public string? Detour => this["role_arn"] is not null ? "role_arn" : this["sso_session"] is not null || this["sso_start_url"] is not null ? "sso" : null;

    string? this[string key] => _values.Value.GetValueOrDefault(key);

    static Dictionary<string, string> Read(string? asked, Func<string, string?> environment)
    {
        var name = asked ?? S3Settings.Set(environment, "AWS_PROFILE");
        var home = Path.Combine(S3Settings.Set(environment, "HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aws");
        var keys = IniFile.Read(S3Settings.Set(environment, "AWS_SHARED_CREDENTIALS_FILE") ?? Path.Combine(home, "credentials"));
        var config = IniFile.Read(S3Settings.Set(environment, "AWS_CONFIG_FILE") ?? Path.Combine(home, "config"));
        var section = name ?? "default";
        var found = config.GetValueOrDefault("profile " + section) ?? (section == "default" ? config.GetValueOrDefault("default") : null);
        var secret = keys.GetValueOrDefault(section);
        if (found is null && secret is null && name is not null) throw new InvalidDataException($"s3: there is no profile '{name}'");
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        if (found?.GetValueOrDefault("services") is { } services) AddAll(all, config.GetValueOrDefault("services " + services));
        AddAll(all, found);
        AddAll(all, secret);
        return all;
    }

    static void AddAll(Dictionary<string, string> to, Dictionary<string, string>? from)
    {
        foreach (var (key, value) in from ?? []) to[key] = value;
    }
}

/// <summary>Amazon's kind of INI: sections, keys, and indented keys below an empty one, which are named <c>outer.inner</c> here.</summary>
static class IniFile
{
    public static Dictionary<string, Dictionary<string, string>> Read(string file)
    {
        var sections = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        Dictionary<string, string>? section = null;
        var outer = "";
        foreach (var line in Lines(file))
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] is '#' or ';') continue;
            if (text[0] == '[')
            {
                var name = string.Join(' ', text.Trim('[', ']').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                if (!sections.TryGetValue(name, out section)) sections[name] = section = new Dictionary<string, string>(StringComparer.Ordinal);
            }
            else if (section is not null && text.IndexOf('=', StringComparison.Ordinal) is > 0 and var cut)
            {
                var (key, value) = (text[..cut].Trim(), text[(cut + 1)..].Trim());
                if (line[0] is ' ' or '\t' && outer.Length > 0) key = $"{outer}.{key}";
                else outer = value.Length == 0 ? key : "";
                if (value.Length > 0) section[key] = value;
            }
        }

        return sections;
    }

    static string[] Lines(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
