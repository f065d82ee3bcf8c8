using System.Text;

namespace Swarm.Hocon.Parsing;

/// <summary>Reads files for one document: counts them, their bytes and how they nest, and refuses those out of bounds.</summary>
internal sealed class FileLoader(HoconParseOptions options)
{
    /// <summary>In the order in which they are merged: the later one wins.</summary>
    static readonly string[] Extensions = [".properties", ".json", ".conf"];

    static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly List<string> _open = [];
    int _includes;
    long _bytes;

    /// <summary>A file that must be there.</summary>
    public INode Read(string path) =>
        TryRead(path, HoconOrigin.Named(path), 0) ?? throw new HoconException(HoconOrigin.Named(path), null, "the file does not exist");

    /// <summary>The included object; empty when there is no such file and it isn't required.</summary>
    public ObjectSyntax Include(string name, bool required, HoconOrigin origin, int depth)
    {
        var all = new ObjectSyntax(origin);
        var found = false;
        if (_open.Count > 0)
        {
            foreach (var extension in HasExtension(name) ? [""] : Extensions)
            {
                if (TryInclude(name + extension, origin, depth) is not { } part)
                    continue;
                all.Fields.AddRange(part.Fields);
                found = true;
            }
        }
        return found || !required ? all : throw new HoconException(origin, null, $"the required file '{name}' does not exist");
    }

    ObjectSyntax? TryInclude(string name, HoconOrigin origin, int depth)
    {
        var including = _open[^1];
        var within = options.AllowIncludesAnywhere ? null : Path.GetDirectoryName(_open[0]);
        var path = IncludePaths.Locate(Path.GetDirectoryName(including)!, name, within, origin);
        if (!File.Exists(path))
            return null;
        if (_open.Contains(path))
            throw new HoconException(origin, null, $"include cycle: {Chain(path)}");
        if (_open.Count > options.MaxIncludeDepth)
            throw new HoconException(origin, null, $"includes nest deeper than {options.MaxIncludeDepth} files");
        if (++_includes > options.MaxIncludes)
            throw new HoconException(origin, null, $"more than {options.MaxIncludes} included files");
        return TryRead(path, origin, depth) switch
        {
            null => null,
            ObjectSyntax included => included,
            var other => throw new HoconException([origin, other.Origin], null, $"'{name}' holds an array: only objects can be included"),
        };
    }

    INode? TryRead(string path, HoconOrigin origin, int depth)
    {
        if (Load(path, origin) is not { } text)
            return null;
        _open.Add(Path.GetFullPath(path));
        var root = path.EndsWith(".properties", StringComparison.Ordinal)
            ? PropertiesParser.Parse(text, path, options.MaxDepth)
            : Parser.Parse(text, path, options, this, depth);
        _open.RemoveAt(_open.Count - 1);
        return root;
    }

    string? Load(string path, HoconOrigin origin)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = ReadToEnd(file, options.MaxBytes - _bytes)
                ?? throw new HoconException(origin, null, $"'{path}' takes the text beyond {options.MaxBytes} bytes");
            _bytes += bytes.Length;
            return Utf8.GetString(bytes);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new HoconException(origin, null, $"'{path}' can't be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Pipes and /proc don't tell their length, and a file may grow: what counts is what is read. Null beyond the limit.</summary>
    static byte[]? ReadToEnd(FileStream file, long limit)
    {
        var known = file.CanSeek ? file.Length : 0;
        if (known > limit)
            return null;
        var bytes = new byte[Math.Max(known, 4096) + 1];
        for (var count = 0; ;)
        {
            var read = file.Read(bytes, count, bytes.Length - count);
            count += read;
            if (count > limit)
                return null;
            if (read == 0)
                return bytes[..count];
            if (count == bytes.Length)
                Array.Resize(ref bytes, (int)Math.Min(2L * count, Array.MaxLength));
        }
    }

    string Chain(string again) =>
        string.Join(" → ", _open.GetRange(_open.IndexOf(again), _open.Count - _open.IndexOf(again))) + " → " + again;

    static bool HasExtension(string name) => Array.Exists(Extensions, e => name.EndsWith(e, StringComparison.Ordinal));
}
