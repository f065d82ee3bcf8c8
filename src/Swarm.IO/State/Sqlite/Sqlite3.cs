using System.Runtime.InteropServices;

namespace Swarm.IO.State.Sqlite;

/// <summary>SQLite's C interface, as much of it as is used. Only numbers and pointers cross, so that all of it is compiled ahead.</summary>
static unsafe partial class Sqlite3
{
    internal const int Ok = 0;
    internal const int Perm = 3;
    internal const int Busy = 5;
    internal const int Locked = 6;
    internal const int ReadOnly = 8;
    internal const int IoErr = 10;
    internal const int Full = 13;
    internal const int CantOpen = 14;
    internal const int Auth = 23;
    internal const int NotADb = 26;
    internal const int Row = 100;
    internal const int Done = 101;

    internal const int OpenReadOnly = 1;
    internal const int OpenReadWrite = 2;
    internal const int OpenCreate = 4;
    internal const int OpenUri = 0x40;
    internal const int OpenNoMutex = 0x8000;
    internal const uint Persistent = 1;
    internal const int Defensive = 1010; // SQLITE_DBCONFIG_DEFENSIVE: no SQL may damage the file
    internal const int Integer = 1;
    internal const int Null = 5;

    /// <summary>What it is given is copied before the call returns.</summary>
    internal const nint Transient = -1;

    const string Library = "e_sqlite3";

    internal static string Text(byte* utf8) => Marshal.PtrToStringUTF8((nint)utf8) ?? "";

    [LibraryImport(Library, EntryPoint = "sqlite3_libversion")]
    internal static partial byte* Version();

    [LibraryImport(Library, EntryPoint = "sqlite3_open_v2", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string name, out nint database, int flags, nint vfs);

    [LibraryImport(Library, EntryPoint = "sqlite3_close_v2")]
    internal static partial int Close(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_extended_result_codes")]
    internal static partial int UseExtendedCodes(nint database, int on);

    [LibraryImport(Library, EntryPoint = "sqlite3_db_config")]
    internal static partial int Configure(nint database, int option, int value, out int now);

    [LibraryImport(Library, EntryPoint = "sqlite3_errmsg")]
    internal static partial byte* ErrorMessage(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_changes")]
    internal static partial int Changes(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_exec", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Execute(nint database, string sql, nint callback, nint state, nint error);

    [LibraryImport(Library, EntryPoint = "sqlite3_prepare_v3", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Prepare(nint database, string sql, int bytes, uint flags, out nint statement, nint tail);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    internal static partial int BindInt64(nint statement, int index, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null")]
    internal static partial int BindNull(nint statement, int index);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    internal static partial int BindText(nint statement, int index, byte* utf8, int bytes, nint release);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    internal static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    internal static partial int Reset(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_finalize")]
    internal static partial int Finish(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    internal static partial int ColumnType(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    internal static partial long ColumnInt64(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    internal static partial byte* ColumnBlob(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    internal static partial int ColumnBytes(nint statement, int column);
}
