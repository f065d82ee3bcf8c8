using Swarm.Domain;

namespace Swarm.IO.Disk;

/// <summary>Files that are read and written in one piece. Thread-safe; blocks.</summary>
static class WholeFiles
{
    const int Piece = 16 << 10;

    /// <summary>The file's bytes, or null where there is none, or more of it than may be read.</summary>
    internal static byte[]? Load(Volume volume, VolumePath path, long maximumLength)
    {
        using var folder = volume.OpenFolder(path);
        using var file = folder?.OpenToRead(path.Name, path.Text);
        if (file is null || file.Facts(null).Length is var length && (length > maximumLength || length > Array.MaxLength)) return null;
        var bytes = new byte[length];
        var filled = 0;
        while (filled < bytes.Length && file.Read(bytes.AsSpan(filled), filled) is > 0 and var read) filled += read;
        return filled == bytes.Length ? bytes : bytes[..filled];
    }

    /// <summary>Writes by a temporary file and a rename, unless that is what is there already; true where it was not.</summary>
    internal static bool Write(Volume volume, VolumePath path, ReadOnlyMemory<byte> bytes, DateTimeOffset? modified) =>
        Put(volume, path, bytes.Length, position => bytes.Slice((int)position, (int)Math.Min(Piece, bytes.Length - position)), modified);

    /// <summary>Copies a file of any length likewise; null where there is none.</summary>
    internal static bool? Copy(Volume from, VolumePath path, Volume to, VolumePath target, DateTimeOffset? modified)
    {
        using var folder = from.OpenFolder(path);
        using var file = folder?.OpenToRead(path.Name, path.Text);
        if (file is null) return null;
        var piece = new byte[Piece];
        return Put(to, target, file.Facts(null).Length, position => piece.AsMemory(0, file.Read(piece, position)), modified);
    }

    /// <param name="pieceAt">The bytes from a position on, as many as it likes; none: there are no more.</param>
    static bool Put(Volume volume, VolumePath path, long length, Func<long, ReadOnlyMemory<byte>> pieceAt, DateTimeOffset? modified)
    {
        if (Holds(volume, path, length, pieceAt)) return false;
        var (folder, file, temporary) = volume.CreateTemporary(path);
        using (folder)
        using (file)
        {
            try
            {
                long position = 0;
                for (ReadOnlyMemory<byte> piece; (piece = pieceAt(position)).Length > 0; position += piece.Length) file.Write(piece.Span, position);
                if (modified is { } time) file.SetModified(time);
                if (volume.IsDurable) file.Flush();
                folder.Rename(temporary, folder, path.Name);
            }
            catch (TransferException)
            {
                Remove(volume, folder, temporary);
                throw;
            }

            if (volume.IsDurable) folder.Flush();
        }

        return true;
    }

    static bool Holds(Volume volume, VolumePath path, long length, Func<long, ReadOnlyMemory<byte>> pieceAt)
    {
        using var folder = volume.OpenFolder(path);
        using var file = folder?.OpenToRead(path.Name, path.Text);
        if (file is null || file.Facts(null).Length != length) return false;
        Span<byte> there = stackalloc byte[Piece];
        for (long position = 0; position < length;)
        {
            var wanted = pieceAt(position).Span;
            var read = file.Read(there[..Math.Min(there.Length, wanted.Length)], position);
            if (read <= 0 || !wanted[..read].SequenceEqual(there[..read])) return false;
            position += read;
        }

        return true;
    }

    static void Remove(Volume volume, IDiskFolder folder, string temporary)
    {
        try
        {
            folder.Remove(temporary);
        }
        catch (TransferException)
        {
            // Left for the sweep at the next start; what is told is why it could not be written.
            volume.LeftBehind();
        }
    }
}
