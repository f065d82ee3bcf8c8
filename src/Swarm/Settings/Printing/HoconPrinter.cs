using System.Text;

namespace Swarm.Settings.Printing;

/// <summary>Settings as HOCON, with the place of each as a comment on request.</summary>
sealed class HoconPrinter(bool places)
{
    readonly StringBuilder _text = new();

    public string Print(SettingsTree tree)
    {
        Members(tree, 0);
        return _text.ToString();
    }

    void Members(SettingsTree section, int level)
    {
        foreach (var (name, member) in section.Members)
        {
            Indent(level);
            if (!section.IsList) _text.Append(KeyPath.Quoted(name)).Append(' ');
            if (member.Leaf is { } setting) Value(setting);
            else Block(member, level);
        }
    }

    void Value(EffectiveSetting setting)
    {
        _text.Append("= ").Append(Literal.Hocon(setting.Value));
        if (places) _text.Append("  # ").Append(setting.Place.ReplaceLineEndings(" "));
        _text.Append('\n');
    }

    void Block(SettingsTree member, int level)
    {
        _text.Append(member.IsList ? "= [\n" : "{\n");
        Members(member, level + 1);
        Indent(level);
        _text.Append(member.IsList ? "]\n" : "}\n");
    }

    void Indent(int level) => _text.Append(' ', level * 2);
}
