namespace Swarm.IO.Http.Wire;

/// <summary>Finds its way through a body in chunks (RFC 9112, section 7.1).</summary>
sealed class ChunkReader(WireConnection connection)
{
    const int LongestLine = 4 << 10;
    const int MostTrailers = 64 << 10;

    bool _isFirst = true;

    /// <summary>Bytes of the chunk that are still to be read.</summary>
    public long Left { get; set; }

    /// <summary>Goes to the next chunk where none is under way.</summary>
    /// <returns>False: the last chunk and what trails it are read.</returns>
    /// <exception cref="InvalidDataException">There is no chunk where one should be.</exception>
    public async ValueTask<bool> BeginAsync(CancellationToken token)
    {
        if (Left > 0) return true;
        if (!_isFirst && await LineAsync(token, static line => line.IsEmpty ? 0 : -1) < 0) throw new InvalidDataException("a chunk does not end where it should");
        _isFirst = false;
        Left = await LineAsync(token, Size);
        if (Left < 0) throw new InvalidDataException("a chunk's length is no number");
        if (Left > 0) return true;
        for (long length, all = 0; (length = await LineAsync(token, static line => line.Length)) > 0;)
            if ((all += length) > MostTrailers) throw new InvalidDataException("its trailer is too large");
        return false;
    }

    async ValueTask<long> LineAsync(CancellationToken token, Func<ReadOnlySpan<byte>, long> read)
    {
        for (var seen = 0; ;)
        {
            if (connection.Waiting[seen..].IndexOf((byte)'\n') is >= 0 and var end) return Take(seen + end, read);
            seen = connection.Waiting.Length;
            await connection.FillAsync(LongestLine, token);
        }
    }

    long Take(int length, Func<ReadOnlySpan<byte>, long> read)
    {
        var line = connection.Waiting[..length];
        var value = read(line is [.., (byte)'\r'] ? line[..^1] : line);
        connection.Skip(length + 1);
        return value;
    }

    // Hexadecimal, then maybe an extension, which nobody knows.
    static long Size(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOfAny((byte)';', (byte)' ', (byte)'\t');
        return long.TryParse(end < 0 ? line : line[..end], System.Globalization.NumberStyles.AllowHexSpecifier, null, out var size) ? size : -1;
    }
}
