namespace Swarm.Settings;

/// <summary>The names of a closed list.</summary>
sealed class Choices<T>(params (string Name, T Value)[] names)
{
    public string NameOf(T value) => Array.Find(names, n => EqualityComparer<T>.Default.Equals(n.Value, value)).Name;

    /// <exception cref="FormatException">Lists the names.</exception>
    public T Parse(string name)
    {
        var at = Array.FindIndex(names, n => n.Name == name);
        return at >= 0 ? names[at].Value : throw new FormatException($"'{name}' is none of {string.Join(", ", names.Select(n => n.Name))}");
    }
}
