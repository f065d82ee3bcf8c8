using System.Globalization;
using System.Text;
using Swarm.Domain.Integrity;
using Swarm.Domain.Lists;
using Swarm.IO.Lists.Inputs;

namespace Swarm.IO.Lists;

/// <summary>Opens lists of every format as one stream of bundles; memory does not grow with their length.</summary>
public static class ListReader
{
    /// <exception cref="ListException">A file is missing or unreadable, or the base is no URL.</exception>
    public static IBundleSource Open(ListSpec spec)
    {
        var inputs = new List<ListInput>();
        if (spec.Urls.Count > 0) inputs.Add(new ArgumentsInput(spec.Urls));
        foreach (var file in spec.Files) inputs.Add(Input(file, spec));
        return new ListSource(inputs, new EntrySink(ListTargets.Of(spec.BaseUrl, spec.UrlOf), spec.Glob), Fingerprint(spec));
    }

    static FileInput Input(string file, ListSpec spec)
    {
        if (file == "-")
        {
            var input = spec.StandardInput ?? throw new ListException("-: standard input can't be read here; name a file");
            return new FileInput(file, input, spec.Format, streamed: true);
        }
        try
        {
            // Opened once now, so that a wrong name is told before anything is fetched.
            OpenFile(file).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ListException($"{file}: the list can't be read: {Why(e)}", e);
        }
        return new FileInput(file, () => OpenFile(file), spec.Format, streamed: false);
    }

    static FileStream OpenFile(string file) => new(file, new FileStreamOptions
    {
        Mode = FileMode.Open,
        Share = FileShare.ReadWrite | FileShare.Delete,
        Options = FileOptions.SequentialScan | FileOptions.Asynchronous,
        BufferSize = 0,
    });

    static string Why(Exception fault) => fault switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file",
        UnauthorizedAccessException => "it is a folder, or permission is denied",
        _ => fault.Message,
    };

    static string? Fingerprint(ListSpec spec)
    {
        if (spec.Files.Contains("-")) return null;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{(int)spec.Format} {spec.Glob} {spec.BaseUrl}\n");
        foreach (var url in spec.Urls) text.Append(url).Append('\n');
        foreach (var file in spec.Files)
        {
            var info = new FileInfo(file);
            text.Append(CultureInfo.InvariantCulture, $"{info.FullName}\0{info.Length}\0{info.LastWriteTimeUtc.Ticks}\n");
        }
        return Crc64.Append(0, Encoding.UTF8.GetBytes(text.ToString())).ToString("x16", CultureInfo.InvariantCulture);
    }
}
