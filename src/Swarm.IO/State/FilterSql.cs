using System.Text;
using Swarm.Domain.Frontier;
using Swarm.IO.State.Sqlite;

namespace Swarm.IO.State;

/// <summary>A ledger filter as an SQL condition on the ledger's join; every value is a parameter.</summary>
sealed class FilterSql
{
    readonly StringBuilder _text = new();
    readonly List<LedgerValue> _values = [];
    readonly int _first;

    /// <param name="filter">Null matches all.</param>
    /// <param name="first">The number of the first parameter.</param>
    public FilterSql(LedgerFilter? filter, int first)
    {
        _first = first;
        if (filter is null) _text.Append('1');
        else Write(filter);
    }

    public string Text => _text.ToString();

    public void Bind(Statement statement)
    {
        for (var i = 0; i < _values.Count; i++)
            if (_values[i].Text is { } text) statement.Bind(_first + i, text);
            else statement.Bind(_first + i, _values[i].Number);
    }

    void Write(LedgerFilter filter)
    {
        switch (filter)
        {
            case LedgerFilter.And(var left, var right): Join(left, " AND ", right); break;
            case LedgerFilter.Or(var left, var right): Join(left, " OR ", right); break;
            case LedgerFilter.Not(var inner):
                _text.Append("NOT (");
                Write(inner);
                _text.Append(')');
                break;
            case LedgerFilter.Compare(var field, LedgerOperator.Like, var value):
                _text.Append(Column(field)).Append(" LIKE ");
                Parameter(new LedgerValue(Pattern(value.Text!), 0));
                _text.Append(" ESCAPE '\\'");
                break;
            case LedgerFilter.Compare(var field, var sign, var value):
                _text.Append(Column(field)).Append(Sign(sign));
                Parameter(value);
                break;
            case LedgerFilter.In(var field, var values): Choice(field, values); break;
        }
    }

    void Join(LedgerFilter left, string word, LedgerFilter right)
    {
        _text.Append('(');
        Write(left);
        _text.Append(word);
        Write(right);
        _text.Append(')');
    }

    void Choice(LedgerField field, IReadOnlyList<LedgerValue> values)
    {
        _text.Append(Column(field)).Append(" IN (");
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0) _text.Append(',');
            Parameter(values[i]);
        }

        _text.Append(')');
    }

    /// <summary>Empty text is bound as null, which the columns never are.</summary>
    void Parameter(LedgerValue value)
    {
        _values.Add(value);
        _text.Append(value.Text is null ? "?" : "coalesce(?").Append(_first + _values.Count - 1).Append(value.Text is null ? "" : ",'')");
    }

    /// <summary>Never null, so that "not" means what it says.</summary>
    static string Column(LedgerField field) => field switch
    {
        LedgerField.Reason => "coalesce(outcome.reason, open.reason, 0)",
        LedgerField.Status => "coalesce(outcome.status, 0)",
        LedgerField.Stage => "coalesce(outcome.stage, open.stage, -1)",
        LedgerField.Host => "origin.host",
        LedgerField.Url => "CASE WHEN item.target LIKE '/%' THEN origin.text || item.target ELSE item.target END",
        LedgerField.File => "coalesce(name.path, nullif(item.path, '/'), CASE WHEN item.path IS NULL THEN origin.head || item.target END, '')",
        LedgerField.Attempts => "coalesce(open.attempts, outcome.attempts, 0)",
        LedgerField.Length => "coalesce(outcome.length, 0)",
        LedgerField.State => "CASE WHEN open.due IS NOT NULL THEN 1 WHEN open.id IS NOT NULL OR outcome.id IS NULL THEN 0 ELSE outcome.kind / 2 + 2 END",
        _ => "coalesce(outcome.detail, open.detail, '')",
    };

    static string Sign(LedgerOperator sign) => sign switch
    {
        LedgerOperator.Equal => " = ",
        LedgerOperator.NotEqual => " <> ",
        LedgerOperator.Less => " < ",
        LedgerOperator.LessOrEqual => " <= ",
        LedgerOperator.Greater => " > ",
        _ => " >= ",
    };

    static string Pattern(string text)
    {
        var isGlob = text.AsSpan().ContainsAny('*', '?');
        var escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
        return isGlob ? escaped.Replace('*', '%').Replace('?', '_') : $"%{escaped}%";
    }
}
