using System.Text;

namespace Swarm.Hocon;

/// <summary>A resolved value as text that parses back to the same value; numbers as they were written.</summary>
public static class HoconRender
{
    public static string ToJson(HoconValue value, bool indented = false)
    {
        var text = new StringBuilder();
        new ValueWriter(text, indented ? Layout.IndentedJson : Layout.CompactJson).Write(value);
        return text.ToString();
    }

    /// <param name="value">What to render.</param>
    /// <param name="comments">Write the comments that were kept when the text was parsed.</param>
    /// <param name="origins">Write above each setting where it comes from.</param>
    public static string ToHocon(HoconValue value, bool comments = false, bool origins = false)
    {
        var text = new StringBuilder();
        new ValueWriter(text, new Layout(Hocon: true, Indented: true, comments, origins)).WriteRoot(value);
        return text.ToString();
    }
}

internal readonly record struct Layout(bool Hocon, bool Indented, bool Comments, bool Origins)
{
    public static Layout CompactJson => default;

    public static Layout IndentedJson => new(false, true, false, false);
}
