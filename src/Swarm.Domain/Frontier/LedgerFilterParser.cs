using System.Globalization;

namespace Swarm.Domain.Frontier;

/// <summary>Reads a condition by recursive descent, to a bounded depth; keeps the first fault.</summary>
sealed class LedgerFilterParser(string text)
{
    const int Deepest = 100;

    readonly LedgerFilterLexer _lexer = new(text);
    int _depth;

    public string? Fault { get; private set; }

    /// <summary>Null where there is a <see cref="Fault"/>.</summary>
    public LedgerFilter? Parse()
    {
        _lexer.Next();
        var filter = Either();
        if (filter is not null && _lexer.Kind != FilterToken.End) return Fail("'and', 'or' or the end");
        return filter;
    }

    LedgerFilter? Either()
    {
        var left = Both();
        while (left is not null && _lexer.IsWord("or"))
        {
            _lexer.Next();
            left = Both() is { } right ? new LedgerFilter.Or(left, right) : null;
        }

        return left;
    }

    LedgerFilter? Both()
    {
        var left = One();
        while (left is not null && _lexer.IsWord("and"))
        {
            _lexer.Next();
            left = One() is { } right ? new LedgerFilter.And(left, right) : null;
        }

        return left;
    }

    LedgerFilter? One()
    {
        if (_depth == Deepest) return Fail("fewer parentheses");
        _depth++;
        var filter = _lexer.IsWord("not") ? Negation() : _lexer.IsSymbol("(") ? Group() : Condition();
        _depth--;
        return filter;
    }

    LedgerFilter.Not? Negation()
    {
        _lexer.Next();
        return One() is { } inner ? new LedgerFilter.Not(inner) : null;
    }

    LedgerFilter? Group()
    {
        _lexer.Next();
        var inner = Either();
        if (inner is null) return null;
        if (!_lexer.IsSymbol(")")) return Fail("')'");
        _lexer.Next();
        return inner;
    }

    LedgerFilter? Condition()
    {
        if (_lexer.Kind != FilterToken.Word || FieldOf(_lexer.Text) is not { } field)
            return Fail($"a field ({Names<LedgerField>()}), 'not' or '('");
        _lexer.Next();
        if (_lexer.IsWord("in")) return Choice(field);
        if (OperatorOf(_lexer) is not { } sign || !Fits(field, sign)) return Fail(Operators(field));
        _lexer.Next();
        return Value(field, sign == LedgerOperator.Like) is { } value ? new LedgerFilter.Compare(field, sign, value) : null;
    }

    LedgerFilter? Choice(LedgerField field)
    {
        _lexer.Next();
        if (!_lexer.IsSymbol("(")) return Fail("'('");
        var values = new List<LedgerValue>();
        do
        {
            _lexer.Next();
            if (Value(field, isPattern: false) is not { } value) return null;
            values.Add(value);
        }
        while (_lexer.IsSymbol(","));

        if (!_lexer.IsSymbol(")")) return Fail("',' or ')'");
        _lexer.Next();
        return new LedgerFilter.In(field, values);
    }

    LedgerValue? Value(LedgerField field, bool isPattern)
    {
        var value = _lexer.Kind is FilterToken.Word or FilterToken.Quoted ? ValueOf(field, _lexer.Text, isPattern) : null;
        if (value is null) Fail(Values(field));
        else _lexer.Next();
        return value;
    }

    static LedgerValue? ValueOf(LedgerField field, string word, bool isPattern) => field switch
    {
        LedgerField.Reason => Named<Reason>(word),
        LedgerField.Stage => Named<Stage>(word),
        LedgerField.State => Named<LedgerState>(word),
        LedgerField.Status or LedgerField.Attempts or LedgerField.Length =>
            !isPattern && long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new LedgerValue(null, number) : null,
        _ => new LedgerValue(word, 0),
    };

    /// <summary>Names are compared without hyphens and case: <c>disk-full</c>, <c>DiskFull</c>.</summary>
    static LedgerValue? Named<T>(string word)
        where T : struct, Enum
    {
        var plain = word.Replace("-", "", StringComparison.Ordinal);
        return plain.All(char.IsAsciiLetter) && Enum.TryParse<T>(plain, ignoreCase: true, out var value)
            ? new LedgerValue(null, Convert.ToInt64(value, CultureInfo.InvariantCulture)) : null;
    }

    static LedgerField? FieldOf(string word) =>
        word.All(char.IsAsciiLetter) && Enum.TryParse<LedgerField>(word, ignoreCase: true, out var field) ? field : null;

    static LedgerOperator? OperatorOf(LedgerFilterLexer lexer) => lexer.Kind is FilterToken.Quoted ? null : lexer.Text switch
    {
        "=" or "==" => LedgerOperator.Equal,
        "!=" or "<>" => LedgerOperator.NotEqual,
        "<" => LedgerOperator.Less,
        "<=" => LedgerOperator.LessOrEqual,
        ">" => LedgerOperator.Greater,
        ">=" => LedgerOperator.GreaterOrEqual,
        "~" => LedgerOperator.Like,
        _ => lexer.IsWord("like") ? LedgerOperator.Like : null,
    };

    static bool IsText(LedgerField field) => field is LedgerField.Host or LedgerField.Url or LedgerField.File or LedgerField.Detail;

    static bool IsNumber(LedgerField field) => field is LedgerField.Status or LedgerField.Attempts or LedgerField.Length;

    static bool Fits(LedgerField field, LedgerOperator sign) => sign switch
    {
        LedgerOperator.Equal or LedgerOperator.NotEqual => true,
        LedgerOperator.Like => IsText(field),
        _ => IsNumber(field),
    };

    static string Operators(LedgerField field) =>
        IsNumber(field) ? "=, !=, <, <=, >, >= or in" : IsText(field) ? "=, !=, ~, like or in" : "=, != or in";

    static string Values(LedgerField field) => field switch
    {
        LedgerField.Reason => $"a reason ({Names<Reason>()})",
        LedgerField.Stage => $"a stage ({Names<Stage>()})",
        LedgerField.State => $"a state ({Names<LedgerState>()})",
        _ => IsNumber(field) ? "a whole number" : "a text",
    };

    static string Names<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetNames<T>().Select(Hyphened));

    static string Hyphened(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsAsciiLetterUpper(c) ? "-" + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));

    LedgerFilter? Fail(string expected)
    {
        Fault ??= $"at {_lexer.Position + 1}: expected {expected}, found {_lexer.Describe()}\n  {text}\n  {new string(' ', _lexer.Position)}^";
        return null;
    }
}
