namespace Swarm.Stores.Oss;

/// <summary>How OSS's own tools size parts: 6 MiB, and once more as much as often as the object would have 10,000 of them or more.</summary>
static class OssPartSize
{
    public const long Default = 6 << 20;

    const int Count = 10_000;

    public static long For(long length, long wanted = Default) => (length / (wanted * Count) + 1) * wanted;
}
