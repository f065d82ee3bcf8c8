namespace Swarm.Domain.Crawling;

/// <summary>Keeps what origins' robots.txt said, for the next run and for whoever asks why. Thread-safe; blocks.</summary>
public interface IRobotsStore
{
    RobotsRecord? Recall(Origin origin);

    void Remember(Origin origin, RobotsRecord record);
}

/// <summary>An answer to a request for robots.txt.</summary>
/// <param name="Status">The last answer's, redirects followed; 0 where none came.</param>
/// <param name="Text">What was read of it, at least 500 KiB where there was as much; empty but for a good answer.</param>
public sealed record RobotsRecord(DateTimeOffset Fetched, int Status, byte[] Text);
