using System.Text;
using SQLitePCL;

namespace Swarm.IO.State.Sqlite;

/// <summary>
/// A prepared statement, kept for the connection's life: bind in column order, then <see cref="Run"/>, or <see cref="Step"/> until false.
/// Keeps a checksum of what it binds or reads, since SQLite 3.35 keeps none: the last column of a checked table.
/// </summary>
sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    byte[] _utf8 = new byte[512];
    RowSum _sum;

    public Statement Bind(int index, long value)
    {
        raw.sqlite3_bind_int64(handle, index, value);
        _sum.Add(value);
        return this;
    }

    public Statement Bind(int index, long? value) => value is { } v ? Bind(index, v) : Null(index);

    public Statement Bind(int index, string? value) => Bind(index, value.AsSpan());

    /// <summary>Text; empty is stored as null.</summary>
    public Statement Bind(int index, ReadOnlySpan<char> value)
    {
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (_utf8.Length < most) _utf8 = new byte[most * 2];
        return Bind(index, _utf8.AsSpan(0, Encoding.UTF8.GetBytes(value, _utf8)));
    }

    /// <summary>UTF-8 text, copied by SQLite; empty is stored as null.</summary>
    public Statement Bind(int index, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty) return Null(index);
        database.Check(raw.sqlite3_bind_text(handle, index, utf8));
        _sum.Add(utf8);
        return this;
    }

    public Statement Null(int index)
    {
        raw.sqlite3_bind_null(handle, index);
        _sum.AddNull();
        return this;
    }

    /// <summary>Binds the checksum of everything bound so far.</summary>
    public Statement BindSum(int index)
    {
        raw.sqlite3_bind_int64(handle, index, _sum.Value);
        return this;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        var code = raw.sqlite3_step(handle);
        Reset();
        if (code != raw.SQLITE_DONE) database.Check(code);
    }

    /// <summary>True while there is a row to read.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW) return true;
        Reset();
        if (code != raw.SQLITE_DONE) database.Check(code);
        return false;
    }

    /// <summary>The first row's first column, or null where there is no row.</summary>
    public long? Scalar()
    {
        if (!Step()) return null;
        var value = Int64(0);
        Reset();
        return value;
    }

    public void Reset()
    {
        raw.sqlite3_reset(handle);
        _sum = default;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public int Int32(int column) => unchecked((int)Int64(column));

    public long? NullableInt64(int column) => IsNull(column) ? null : Int64(column);

    /// <summary>Text as UTF-8, good until the next step or reset.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => raw.sqlite3_column_blob(handle, column);

    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Utf8(column));

    /// <summary>Holds the row's columns before <paramref name="sumColumn"/> against the checksum in it.</summary>
    /// <exception cref="StateException">They are not as they were written.</exception>
    public void Verify(int sumColumn, string table, int first = 0)
    {
        var sum = default(RowSum);
        for (var i = first; i < sumColumn; i++)
        {
            var type = raw.sqlite3_column_type(handle, i);
            if (type == raw.SQLITE_INTEGER) sum.Add(Int64(i));
            else if (type == raw.SQLITE_NULL) sum.AddNull();
            else sum.Add(Utf8(i));
        }

        if (sum.Value == Int64(sumColumn)) return;
        Reset();
        throw StateException.Damaged(database.Path, $"a row of table '{table}' has changed since it was written");
    }

    public void Dispose() => handle.Dispose();
}
