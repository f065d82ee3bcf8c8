namespace Swarm.Settings.Printing;

/// <summary>Settings by section, in the order in which they were read.</summary>
sealed class SettingsTree
{
    readonly OrderedDictionary<string, SettingsTree> _members = [];

    /// <summary>A setting; null for a section.</summary>
    public EffectiveSetting? Leaf { get; private set; }

    public IReadOnlyCollection<KeyValuePair<string, SettingsTree>> Members => _members;

    /// <summary>The members are elements of a list: their names are its indexes.</summary>
    public bool IsList => _members.Count > 0 && _members.Keys.All(name => name.All(char.IsAsciiDigit));

    public static SettingsTree Of(IReadOnlyList<EffectiveSetting> settings)
    {
        var root = new SettingsTree();
        foreach (var setting in settings)
        {
            var at = root;
            foreach (var name in setting.Path)
            {
                if (!at._members.TryGetValue(name, out var next)) at._members.Add(name, next = new SettingsTree());
                at = next;
            }

            at.Leaf = setting;
        }

        return root;
    }
}
