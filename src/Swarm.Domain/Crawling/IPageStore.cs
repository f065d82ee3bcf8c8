namespace Swarm.Domain.Crawling;

/// <summary>Where pages lie as they were sent, whatever was made of them since. Thread-safe; blocks.</summary>
public interface IPageStore
{
    /// <summary>The page that was stored under this name, or null where there is none, or more of it than may be read.</summary>
    /// <param name="path">Relative, as in <see cref="Outcome.File"/>.</param>
    byte[]? Load(string path, long maximumLength);
}
