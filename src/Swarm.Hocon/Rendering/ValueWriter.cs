using System.Text;

namespace Swarm.Hocon;

/// <summary>Writes values in one of the layouts. Recursion is bounded by the depth that a resolved value can have.</summary>
internal sealed class ValueWriter(StringBuilder text, Layout layout)
{
    /// <summary>Shared parts are written each time: what is small in memory may be large as text.</summary>
    const int MaxLength = 128 << 20;

    int _level;

    /// <summary>In HOCON the root object goes without braces.</summary>
    public void WriteRoot(HoconValue value)
    {
        if (value is HoconObject root)
        {
            foreach (var (name, member) in root)
            {
                WriteNotes(root, name, member);
                WriteMember(name, member);
                text.Append('\n');
            }
        }
        else
            Write(value);
    }

    public void Write(HoconValue value)
    {
        switch (value)
        {
            case HoconScalar { Kind: HoconKind.String } scalar:
                JsonText.AppendQuoted(text, scalar.Text);
                break;
            case HoconScalar scalar:
                text.Append(scalar.Text);
                break;
            case HoconArray array:
                WriteArray(array);
                break;
            default:
                WriteObject((HoconObject)value);
                break;
        }
    }

    void WriteArray(HoconArray array)
    {
        text.Append('[');
        _level++;
        for (var i = 0; i < array.Count; i++)
        {
            NewItem(i);
            Write(array[i]);
        }
        Close(array.Count, ']');
    }

    void WriteObject(HoconObject value)
    {
        text.Append('{');
        _level++;
        var i = 0;
        foreach (var (name, member) in value)
        {
            NewItem(i++);
            WriteNotes(value, name, member);
            WriteMember(name, member);
        }
        Close(value.Count, '}');
    }

    void WriteMember(string name, HoconValue value)
    {
        if (layout.Hocon && HoconPath.IsName(name))
            text.Append(name);
        else
            JsonText.AppendQuoted(text, name);
        if (!layout.Hocon)
            text.Append(layout.Indented ? ": " : ":");
        else
            text.Append(value is HoconObject ? " " : " = ");
        Write(value);
    }

    void WriteNotes(HoconObject owner, string name, HoconValue value)
    {
        if (layout.Origins && value is not HoconObject)
            WriteNote(" " + value.Origin.ToString().ReplaceLineEndings(" "));
        if (!layout.Comments)
            return;
        foreach (var comment in owner.CommentsOf(name))
            WriteNote(comment);
    }

    void WriteNote(string note)
    {
        text.Append('#').Append(note).Append('\n');
        Indent();
    }

    void NewItem(int index)
    {
        if (index > 0 && !layout.Hocon)
            text.Append(',');
        if (text.Length > MaxLength)
            throw new HoconException([], null, $"written out, the value takes more than {MaxLength} characters");
        if (!layout.Indented)
            return;
        text.Append('\n');
        Indent();
    }

    void Close(int count, char bracket)
    {
        _level--;
        if (count > 0 && layout.Indented)
        {
            text.Append('\n');
            Indent();
        }
        text.Append(bracket);
    }

    void Indent() => text.Append(' ', _level * 2);
}
