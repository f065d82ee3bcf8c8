using System.Text;

namespace Swarm.Settings.Printing;

/// <summary>Settings as JSON; with places, each is an object of <c>value</c> and <c>from</c>.</summary>
sealed class JsonPrinter(bool places)
{
    readonly StringBuilder _text = new();

    public string Print(SettingsTree tree)
    {
        Members(tree, 0);
        return _text.Append('\n').ToString();
    }

    void Members(SettingsTree section, int level)
    {
        _text.Append(section.IsList ? '[' : '{');
        var separator = "\n";
        foreach (var (name, member) in section.Members)
        {
            _text.Append(separator);
            separator = ",\n";
            Indent(level + 1);
            if (!section.IsList) _text.Append(Literal.Json(name)).Append(": ");
            if (member.Leaf is { } setting) Value(setting);
            else Members(member, level + 1);
        }

        _text.Append('\n');
        Indent(level);
        _text.Append(section.IsList ? ']' : '}');
    }

    void Value(EffectiveSetting setting)
    {
        var value = Literal.Json(setting.Value);
        _text.Append(places ? $"{{ \"value\": {value}, \"from\": {Literal.Json(setting.Place)} }}" : value);
    }

    void Indent(int level) => _text.Append(' ', level * 2);
}
