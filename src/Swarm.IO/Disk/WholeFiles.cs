using Swarm.Domain;

namespace Swarm.IO.Disk;

/// <summary>Files that are read and written in one piece. Thread-safe; blocks.</summary>
static class WholeFiles
{
    const int Piece = 128 << 10;

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
    internal static bool Write(Volume volume, VolumePath path, ReadOnlyMemory<byte> bytes, DateTimeOffset? modified)
    {
        if (Holds(volume, path, bytes.Span)) return false;
        Replace(volume, path, modified, file => file.Write(bytes.Span, 0));
        return true;
    }

    /// <summary>Copies a file of any length, unless it is there already; true where it was not, null where there is none.</summary>
    internal static bool? Copy(Volume from, VolumePath path, Volume to, VolumePath target, DateTimeOffset? modified)
    {
        using var folder = from.OpenFolder(path);
        using var file = folder?.OpenToRead(path.Name, path.Text);
        if (file is null) return null;
        if (HoldsAll(to, target, file)) return false;
        Replace(to, target, modified, copy => Pour(file, copy));
        return true;
    }

    /// <summary>By a temporary file and a rename.</summary>
    static void Replace(Volume volume, VolumePath path, DateTimeOffset? modified, Action<IDiskFile> fill)
    {
        var (folder, file, temporary) = volume.CreateTemporary(path);
        using (folder)
        using (file)
        {
            try
            {
                fill(file);
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
    }

    static void Pour(IDiskFile from, IDiskFile to)
    {
        var piece = new byte[Piece];
        long position = 0;
        for (int read; (read = from.Read(piece, position)) > 0; position += read) to.Write(piece.AsSpan(0, read), position);
    }

    static bool HoldsAll(Volume volume, VolumePath path, IDiskFile wanted)
    {
        using var folder = volume.OpenFolder(path);
        using var file = folder?.OpenToRead(path.Name, path.Text);
        if (file is null || file.Facts(null).Length != wanted.Facts(null).Length) return false;
        var (one, other) = (new byte[Piece], new byte[Piece]);
        long position = 0;
        for (int read; (read = wanted.Read(one, position)) > 0; position += read)
            if (file.Read(other.AsSpan(0, read), position) != read || !one.AsSpan(0, read).SequenceEqual(other.AsSpan(0, read))) return false;
        return true;
    }

    static bool Holds(Volume volume, VolumePath path, ReadOnlySpan<byte> bytes)
    {
        using var folder = volume.OpenFolder(path);
        using var file = folder?.OpenToRead(path.Name, path.Text);
        if (file is null || file.Facts(null).Length != bytes.Length) return false;
        Span<byte> piece = stackalloc byte[16 << 10];
        for (var position = 0; position < bytes.Length;)
        {
            var read = file.Read(piece[..Math.Min(piece.Length, bytes.Length - position)], position);
            if (read <= 0 || !bytes.Slice(position, read).SequenceEqual(piece[..read])) return false;
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
