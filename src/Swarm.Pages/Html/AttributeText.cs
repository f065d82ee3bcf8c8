using System.Text;

namespace Swarm.Pages.Html;

/// <summary>
/// A value with its character references resolved, of which each char's place in the page is known: to part it (at blanks, at CSS tokens) where a
/// browser does. Where there is no reference it is the page's view itself.
/// </summary>
readonly struct AttributeText
{
    /// <summary>Bytes below mean themselves in every encoding that a view is made of (<see cref="PageText"/>).</summary>
    const char FirstOfRuns = '@';

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

    /// <summary>A value that is a document of its own, as a text that needs no decoding any more.</summary>
    public static AttributeText Document(PageText page, int start, int length) => Resolved(page.View, start, start + length, page);

    /// <param name="view">The page's.</param>
    /// <param name="at">Where the value begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="page">Decodes what is not ASCII; null: it stays as the view has it.</param>
    static AttributeText Resolved(string view, int at, int end, PageText? page = null)
    {
        var text = new StringBuilder(end - at);
        var places = new List<int>(end - at + 1);
        while (at < end)
        {
            var rest = view.AsSpan(at, end - at);
            int length;
            if (rest[0] == '&')
            {
                length = CharacterReferences.Read(rest, out var symbol);
                text.Append(symbol);
            }
            else
            {
                var run = rest[..(length = RunAt(rest))];
                var isAsItStands = page is null || Ascii.IsValid(run);
                for (var i = 0; i < length && isAsItStands; i++) places.Add(at + i);
                text.Append(isAsItStands ? run : page!.Decode(run));
            }

            while (places.Count < text.Length) places.Add(at);
            at += length;
        }

        places.Add(end);
        return new AttributeText(text.ToString(), 0, text.Length, [.. places]);
    }

    /// <summary>How much is decoded together: what parts URLs from what is around them lies below, and stands alone.</summary>
    static int RunAt(ReadOnlySpan<char> view)
    {
        if (view[0] < FirstOfRuns) return 1;
        var end = view.IndexOfAnyInRange('\0', (char)(FirstOfRuns - 1));
        return end < 0 ? view.Length : end;
    }
}
