using System.Globalization;
using System.Text;

namespace Swarm.IO.Http;

/// <summary>Text from elsewhere made fit for a message: printable, one line, not endless.</summary>
static class Plain
{
    const int Longest = 200;

    public static string Text(string text)
    {
        if (text.Length <= Longest && !text.Any(IsUnfit)) return text;
        var plain = new StringBuilder(Longest);
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, Longest)))
        {
            if (IsUnfit(c)) plain.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:X2}");
            else plain.Append(c);
        }
        return text.Length > Longest ? plain.Append('…').ToString() : plain.ToString();
    }

    static bool IsUnfit(char c) => char.IsControl(c) || char.IsSurrogate(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format;
}
