using System.Text;

namespace Swarm.TestSupport.Sites;

/// <summary>Text of made-up words.</summary>
public static class Words
{
    static readonly string[] Known = Make();

    public static string Text(Random chance, int words)
    {
        var text = new StringBuilder(words * 7);
        for (var i = 0; i < words; i++) text.Append(Known[chance.Next(Known.Length)]).Append(i % 12 == 11 ? ". " : " ");
        return text.ToString();
    }

    static string[] Make()
    {
        var chance = new Random(0);
        return [.. Enumerable.Range(0, 4000).Select(_ => string.Concat(Enumerable.Range(0, chance.Next(2, 5)).Select(_ => "bdfgklmnprstvz"[chance.Next(14)].ToString() + "aeiou"[chance.Next(5)])))];
    }
}
