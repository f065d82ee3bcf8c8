namespace Swarm.Settings;

/// <summary>The names of a closed list; where they stand for an enum, in the order of its members.</summary>
sealed class Choices(params string[] names)
{
    public string this[int index] => names[index];

    /// <exception cref="FormatException">Lists the names.</exception>
    public int IndexOf(string name)
    {
        var index = Array.IndexOf(names, name);
        return index >= 0 ? index : throw new FormatException($"'{name}' is none of {string.Join(", ", names)}");
    }
}
