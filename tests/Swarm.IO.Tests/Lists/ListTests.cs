using System.IO.Compression;
using System.Text;
using Swarm.Domain;
using Swarm.Domain.Lists;
using Swarm.IO.Lists;

namespace Swarm.IO.Tests.Lists;

/// <summary>Reads lists through the public face, from files and from a stream.</summary>
public abstract class ListTests : IDisposable
{
    protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("swarm-lists-");

    public void Dispose()
    {
        Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string Write(string text, string name = "list") => Write(Encoding.UTF8.GetBytes(text), name);

    protected string Write(byte[] bytes, string name = "list")
    {
        var path = Path.Combine(Folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    protected Task<List<ListEntry>> Read(string text, ListFormat format = ListFormat.Auto, string? baseUrl = null, bool glob = false) =>
        Read(new ListSpec([Write(text)], [], format, baseUrl, glob));

    protected static async Task<List<ListEntry>> Read(ListSpec spec, int batch = 3)
    {
        await using var source = ListReader.Open(spec);
        return await Rest(source, batch);
    }

    protected static async Task<List<ListEntry>> Rest(IBundleSource source, int batch)
    {
        var entries = new List<ListEntry>();
        while (true)
        {
            var next = await source.ReadAsync(batch, default);
            Assert.InRange(next.Entries.Count, 0, batch);
            entries.AddRange(next.Entries);
            Assert.Equal(next.Position.Entries, entries.Count);
            if (next.End) return entries;
            Assert.NotEmpty(next.Entries);
        }
    }

    protected static string[] Urls(IEnumerable<ListEntry> entries) => [.. entries.Where(e => e.Bundle is not null).Select(e => e.Bundle!.Url.Href)];

    protected static Bundle Only(IEnumerable<ListEntry> entries)
    {
        var entry = Assert.Single(entries);
        Assert.Null(entry.Fault);
        return entry.Bundle!;
    }

    protected static string[] Faults(IEnumerable<ListEntry> entries) =>
        [.. entries.Where(e => e.Fault is not null).Select(e => $"{Path.GetFileName(e.Fault!.Source)}:{e.Fault.Line}: {e.Fault.Message}")];

    protected static byte[] Gzip(string text)
    {
        var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }
}
