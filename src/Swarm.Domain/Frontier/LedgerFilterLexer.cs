using System.Text;

namespace Swarm.Domain.Frontier;

enum FilterToken
{
    Word,
    Quoted,
    Symbol,
    End,
}

/// <summary>Cuts a condition into words, quoted texts and symbols.</summary>
sealed class LedgerFilterLexer(string text)
{
    const string Symbols = "()=!<>~,";

    int _next;

    public FilterToken Kind { get; private set; }

    /// <summary>The token; of a quoted one what is between the quotes.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Where the token begins, from 0.</summary>
    public int Position { get; private set; }

    public void Next()
    {
        while (_next < text.Length && char.IsWhiteSpace(text[_next])) _next++;
        Position = _next;
        if (_next == text.Length) (Kind, Text) = (FilterToken.End, "");
        else if (text[_next] is '"' or '\'') Quoted(text[_next]);
        else if (Symbols.Contains(text[_next], StringComparison.Ordinal)) Symbol();
        else Word();
    }

    public bool IsWord(string word) => Kind == FilterToken.Word && Text.Equals(word, StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(string symbol) => Kind == FilterToken.Symbol && Text == symbol;

    public string Describe() => Kind == FilterToken.End ? "the end" : $"'{Text}'";

    void Symbol()
    {
        var isPair = _next + 2 <= text.Length && text.AsSpan(_next, 2) is ("==" or "!=" or "<=" or ">=" or "<>");
        var length = isPair ? 2 : 1;
        (Kind, Text) = (FilterToken.Symbol, text.Substring(_next, length));
        _next += length;
    }

    void Word()
    {
        var start = _next;
        while (_next < text.Length && !char.IsWhiteSpace(text[_next]) && !Symbols.Contains(text[_next], StringComparison.Ordinal)) _next++;
        (Kind, Text) = (FilterToken.Word, text[start.._next]);
    }

    /// <summary>A quote within is doubled. An open end is taken as a symbol, which fits nowhere.</summary>
    void Quoted(char quote)
    {
        var value = new StringBuilder();
        for (_next++; _next < text.Length; _next++)
        {
            if (text[_next] == quote && (_next + 1 == text.Length || text[_next + 1] != quote))
            {
                _next++;
                (Kind, Text) = (FilterToken.Quoted, value.ToString());
                return;
            }

            if (text[_next] == quote) _next++;
            value.Append(text[_next]);
        }

        (Kind, Text) = (FilterToken.Symbol, $"{quote} without its end");
    }
}
