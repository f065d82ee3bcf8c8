namespace Swarm.IO.State;

/// <summary>What a crawl keeps for its next run beside the frontier (<c>.swarm/crawl.bin</c>): bytes that come back as they were, or not at all.</summary>
public sealed class CrawlMemory(StateFolder folder)
{
    const string Title = "swarm-crawl 1";
    const int Longest = 256 << 20;

    readonly string _path = Path.Combine(folder.Folder, "crawl.bin");

    /// <summary>Null where there is nothing, or it is damaged.</summary>
    public byte[]? Recall() => CheckedFile.Read(_path, Title, Longest)?.Bytes;

    /// <exception cref="StateException">Disk.</exception>
    public void Remember(ReadOnlySpan<byte> bytes) => CheckedFile.Write(_path, Title, "", bytes);
}
