using System.Text;

namespace Swarm.Hocon.Tests.Fuzzing;

/// <summary>Texts by HOCON's grammar, few names so that they meet, and odd spellings of everything.</summary>
sealed class Grammar(Random random)
{
    static readonly string[] Names = ["a", "b", "c", "d", "a.b", "b.a", "a.b.c", "\"a\"", "\"x.y\"", "\"\"", "a b", "1.5", "-", "\"\\u0061\"", "é", "true", "1e+3"];
    static readonly string[] Paths = ["a", "b", "c", "d", "a.b", "b.a", "a.b.c", "c.d", "\"x.y\"", "HOME", "none", "1.5", " a ", "b.\"a\""];
    static readonly string[] Blanks = ["", "", "", " ", "  ", "\t", "\u00A0", "\uFEFF", "\r"];
    static readonly string[] Lines = ["\n", "\n", "\r\n", "\n\n", " # x\n", "// y\n", ",", ", ", "\n,\n", ",\n"];
    static readonly string[] Scalars =
    [
        "1", "-0", "1.50", "1e5", "1E+5", "12345678901234567890", "true", "false", "null", "x", "x/y", "10.0foo", "-foo", "0x1F", "\"\"", "\"a b\"", "\" \"",
        "\"\\\"\\\\\\n\\u00e9\"", "\"\\uD83D\"", "\"\"\"x\ny\"\"\"", "\"\"\"\"x\"\"\"\"", "😀", "250ms", "64 MiB", "yes", "\"# no // comment\"", "\"${a}\"", "\u0001",
    ];

    readonly StringBuilder _text = new();

    public string Document()
    {
        _text.Clear();
        switch (random.Next(12))
        {
            case 0:
                Array(0);
                break;
            case 1:
                Object(0);
                break;
            default:
                Fields(0, 1 + random.Next(7));
                break;
        }
        return _text.ToString();
    }

    void Fields(int depth, int count)
    {
        if (random.Next(6) == 0)
            _text.Append("# about it\n");
        for (var i = 0; i < count; i++)
        {
            Blank();
            if (random.Next(60) == 0)
                _text.Append("include ").Append(random.Next(2) == 0 ? "\"x\"" : "file( \"x.conf\" )");
            else
                Field(depth);
            Blank();
            if (i < count - 1 || random.Next(2) == 0)
                _text.Append(Pick(Lines));
        }
    }

    void Field(int depth)
    {
        _text.Append(Pick(Names));
        Blank();
        var separator = random.Next(12);
        if (separator == 0)
        {
            Object(depth + 1);
            return;
        }
        _text.Append(separator switch { < 5 => "=", < 9 => ":", _ => "+=" });
        if (random.Next(15) == 0)
            _text.Append('\n');
        Blank();
        Value(depth);
    }

    void Value(int depth)
    {
        switch (random.Next(depth > 4 ? 7 : 12))
        {
            case < 4:
                _text.Append(Pick(Scalars));
                break;
            case 4 or 5:
                Substitution();
                break;
            case 6:
                Words();
                break;
            case 7 or 8:
                Object(depth + 1);
                break;
            case 9:
                Array(depth + 1);
                break;
            case 10:
                Beside(() => Object(depth + 1));
                break;
            default:
                Beside(() => Array(depth + 1));
                break;
        }
    }

    void Words()
    {
        for (var n = 1 + random.Next(3); n >= 0; n--)
        {
            if (random.Next(3) == 0)
                Substitution();
            else
                _text.Append(Pick(Scalars));
            Blank();
        }
    }

    void Beside(Action part)
    {
        for (var n = random.Next(3); n >= 0; n--)
        {
            if (random.Next(2) == 0)
                Substitution();
            else
                part();
            Blank();
        }
    }

    void Object(int depth)
    {
        _text.Append('{');
        Fields(depth, random.Next(depth > 4 ? 1 : 4));
        _text.Append('}');
    }

    void Array(int depth)
    {
        _text.Append('[');
        for (var n = random.Next(depth > 4 ? 1 : 4); n > 0; n--)
        {
            Blank();
            Value(depth + 1);
            if (n > 1 || random.Next(3) == 0)
                _text.Append(Pick(Lines));
        }
        _text.Append(']');
    }

    void Substitution() => _text.Append(random.Next(3) == 0 ? "${" : "${?").Append(Pick(Paths)).Append(random.Next(20) == 0 ? "[]}" : "}");

    void Blank() => _text.Append(Pick(Blanks));

    string Pick(string[] from) => from[random.Next(from.Length)];
}
