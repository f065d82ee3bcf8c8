using System.Diagnostics.CodeAnalysis;

namespace Swarm.Domain.Frontier;

/// <summary>A condition on ledger rows, such as <c>reason=timeout or status in (429,503)</c>.</summary>
/// <remarks>
/// <c>field operator value</c>, joined by <c>and</c>, <c>or</c>, <c>not</c> and parentheses. Operators: <c>= != &lt; &lt;= &gt; &gt;= in like ~</c>; the last two
/// are one: a glob where the value holds <c>*</c> or <c>?</c>, else a part of the text, in any case. Text is bare or quoted.
/// </remarks>
public abstract record LedgerFilter
{
    public sealed record And(LedgerFilter Left, LedgerFilter Right) : LedgerFilter;

    public sealed record Or(LedgerFilter Left, LedgerFilter Right) : LedgerFilter;

    public sealed record Not(LedgerFilter Inner) : LedgerFilter;

    public sealed record Compare(LedgerField Field, LedgerOperator Operator, LedgerValue Value) : LedgerFilter;

    public sealed record In(LedgerField Field, IReadOnlyList<LedgerValue> Values) : LedgerFilter;

    /// <exception cref="FormatException">It is no condition; the message shows where, and what was expected.</exception>
    public static LedgerFilter Parse(string text) => TryParse(text, out var filter, out var fault) ? filter : throw new FormatException(fault);

    public static bool TryParse(string text, [NotNullWhen(true)] out LedgerFilter? filter, [NotNullWhen(false)] out string? fault)
    {
        var parser = new LedgerFilterParser(text);
        filter = parser.Parse();
        fault = parser.Fault;
        return filter is not null;
    }
}

/// <summary>What can be asked of a ledger row.</summary>
public enum LedgerField
{
    Reason,
    Status,
    Stage,
    Host,
    Url,
    File,
    Attempts,
    Length,
    State,
    Detail,
}

/// <summary>How a field is held against a value.</summary>
public enum LedgerOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Like,
}

/// <summary>A text, or a number; the names of reasons, stages and states are the numbers of their enums.</summary>
public readonly record struct LedgerValue(string? Text, long Number);
