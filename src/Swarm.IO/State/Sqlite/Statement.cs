using System.Text;

namespace Swarm.IO.State.Sqlite;

/// <summary>
/// A prepared statement, kept for the connection's life: bind in column order, then <see cref="Run"/>, or <see cref="Step"/> until false.
/// Keeps a checksum of what it binds or reads, since SQLite 3.35 keeps none: the last column of a checked table.
/// </summary>
sealed unsafe class Statement(Database database, nint handle) : IDisposable
{
    nint _handle = handle;
    byte[] _utf8 = new byte[512];
    RowSum _sum;

    public Statement Bind(int index, long value)
    {
        Sqlite3.BindInt64(_handle, index, value);
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
        fixed (byte* text = utf8) database.Check(Sqlite3.BindText(_handle, index, text, utf8.Length, Sqlite3.Transient));
        _sum.Add(utf8);
        return this;
    }

    public Statement Null(int index)
    {
        Sqlite3.BindNull(_handle, index);
        _sum.AddNull();
        return this;
    }

    /// <summary>Binds the checksum of everything bound so far.</summary>
    public Statement BindSum(int index)
    {
        Sqlite3.BindInt64(_handle, index, _sum.Value);
        return this;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        var code = Sqlite3.Step(_handle);
        Reset();
        if (code != Sqlite3.Done) database.Check(code);
    }

    /// <summary>True while there is a row to read.</summary>
    public bool Step()
    {
        var code = Sqlite3.Step(_handle);
        if (code == Sqlite3.Row) return true;
        Reset();
        if (code != Sqlite3.Done) database.Check(code);
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
        Sqlite3.Reset(_handle);
        _sum = default;
    }

    public bool IsNull(int column) => Sqlite3.ColumnType(_handle, column) == Sqlite3.Null;

    public long Int64(int column) => Sqlite3.ColumnInt64(_handle, column);

    public int Int32(int column) => unchecked((int)Int64(column));

    public long? NullableInt64(int column) => IsNull(column) ? null : Int64(column);

    /// <summary>Text as UTF-8, good until the next step or reset.</summary>
    public ReadOnlySpan<byte> Utf8(int column) => new(Sqlite3.ColumnBlob(_handle, column), Sqlite3.ColumnBytes(_handle, column));

    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Utf8(column));

    /// <summary>Holds the row's columns before <paramref name="sumColumn"/> against the checksum in it.</summary>
    /// <exception cref="StateException">They are not as they were written.</exception>
    public void Verify(int sumColumn, string table, int first = 0)
    {
        var sum = default(RowSum);
        for (var i = first; i < sumColumn; i++)
        {
            var type = Sqlite3.ColumnType(_handle, i);
            if (type == Sqlite3.Integer) sum.Add(Int64(i));
            else if (type == Sqlite3.Null) sum.AddNull();
            else sum.Add(Utf8(i));
        }

        if (sum.Value == Int64(sumColumn)) return;
        Reset();
        throw StateException.Damaged(database.Path, $"a row of table '{table}' has changed since it was written");
    }

    public void Dispose()
    {
        Sqlite3.Finish(_handle);
        _handle = 0;
    }
}
