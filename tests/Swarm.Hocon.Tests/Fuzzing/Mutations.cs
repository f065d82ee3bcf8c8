namespace Swarm.Hocon.Tests.Fuzzing;

/// <summary>Damage to a text: cut, doubled, spliced, sprinkled with what has a meaning somewhere.</summary>
static class Mutations
{
    static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", "=", "+=", ",", "\n", " ", "\"", "\"\"\"", "${", "${?", "}", "a.b.c", "${a}", "${?b}", "${a.b}", "1", "-1.5e+3", "true", "null",
        "#", "//", "include", "include \"x\"", "required(", "file(", ")", "\\", "\\u", "\\uD800", "+", "-", ".", "..", "\t", "\r", "\u00A0", "\uFEFF", "\uD800", "\0",
        "$", "${HOME[]}", "{a=1}", "[1]", "a={b=${?a.c}}\n", "a+=1\n", "a=${a}[2]\n", "b=${a}{c=1}\n", "a=${?b}{x=${a.y}}\n", "1e+", "e+5",
    ];

    public static string Of(string text, string other, Random random)
    {
        for (var n = random.Next(1, 5); n > 0 && text.Length < 20_000; n--)
            text = Once(text, other, random);
        return text;
    }

    static string Once(string text, string other, Random random)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(1, 20), text.Length - at);
        return random.Next(8) switch
        {
            0 => text.Remove(at, length),
            1 => text.Insert(at, text.Substring(at, length)),
            2 => text[..at],
            3 => text.Insert(at, ((char)random.Next(random.Next(2) == 0 ? 0x80 : 0x10000)).ToString()),
            4 => text[..at] + other[random.Next(other.Length + 1)..],
            5 => text[..at] + new string(text.AsSpan(at, length).ToArray().Reverse().ToArray()) + text[(at + length)..],
            _ => text.Insert(at, Pieces[random.Next(Pieces.Length)]),
        };
    }
}
