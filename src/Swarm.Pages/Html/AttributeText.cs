using System.Text;

namespace Swarm.Pages.Html;

/// <summary>
/// A value with its character references resolved, of which each char's place in the page is known: to part it (at blanks, at CSS tokens) where a
/// browser does. Where there is no reference it is the page's view itself.
/// </summary>
readonly struct AttributeText
{
    readonly int[]? _places;

    AttributeText(string text, int start, int length, int[]? places) => (Text, Start, Length, _places) = (text, start, length, places);

    /// <summary>Holds the value from <see cref="Start"/> on.</summary>
    public string Text { get; }

    public int Start { get; }

    public int Length { get; }

    public static AttributeText Of(string view, int start, int length) =>
        view.AsSpan(start, length).Contains('&') ? Resolved(view, start, start + length) : new AttributeText(view, start, length, null);

    /// <summary>Where a stretch of <see cref="Text"/> stands in the page's view.</summary>
    public (int Start, int Length) InView(int start, int length) =>
        _places is null ? (start, length) : (_places[start], _places[start + length] - _places[start]);

    static AttributeText Resolved(string view, int at, int end)
    {
        var text = new StringBuilder(end - at);
        var places = new List<int>(end - at + 1);
        while (at < end)
        {
            var length = 1;
            var symbol = "";
            if (view[at] == '&') length = CharacterReferences.Read(view.AsSpan(at, end - at), out symbol);
            else text.Append(view[at]);
            text.Append(symbol);
            while (places.Count < text.Length) places.Add(at);
            at += length;
        }

        places.Add(end);
        return new AttributeText(text.ToString(), 0, text.Length, [.. places]);
    }
}
