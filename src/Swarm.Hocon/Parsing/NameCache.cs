namespace Swarm.Hocon.Parsing;

/// <summary>Keys repeat: one-element paths seen lately are used again instead of being allocated again.</summary>
internal sealed class NameCache
{
    const int Slots = 128;

    readonly string[]?[] _paths = new string[]?[Slots];

    public string[] PathOf(ReadOnlySpan<char> name)
    {
        var slot = (name.Length * 31 + name[0] * 7 + name[^1] * 3 + name[name.Length / 2]) & (Slots - 1);
        var path = _paths[slot];
        if (path is null || !name.SequenceEqual(path[0]))
            _paths[slot] = path = [name.ToString()];
        return path;
    }
}
