using Swarm.Domain;

namespace Swarm.IO.Lists;

/// <summary>How a list is written; <see cref="Auto"/> looks at its first lines (see <c>FormatDetection</c>).</summary>
public enum ListFormat
{
    Auto,

    /// <summary>One URL a line.</summary>
    Plain,

    /// <summary>aria2's input file: TAB-separated mirrors, options on indented lines below.</summary>
    Aria2,

    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>RFC 4180 with a header.</summary>
    Csv,

    /// <summary><c>SHA256SUMS</c> and its like; names are relative to the base URL.</summary>
    Checksums,
}

/// <summary>Where bundles come from: URLs of the command line first, then one file after another.</summary>
/// <param name="Files">Paths; <c>-</c> is standard input. What is compressed by gzip is read as such.</param>
/// <param name="Urls">URLs as given.</param>
/// <param name="Format">Of every file.</param>
/// <param name="BaseUrl">The folder that relative URLs and names of checksum files are below, or null.</param>
/// <param name="Glob">Expand <c>[1-100]</c>, <c>[a-z:2]</c> and <c>{a,b}</c>.</param>
/// <param name="StandardInput">Opens what <c>-</c> reads.</param>
/// <param name="UrlOf">Where an object of a store is on the wire; null: addresses of stores are no URLs here.</param>
public sealed record ListSpec(
    IReadOnlyList<string> Files,
    IReadOnlyList<string> Urls,
    ListFormat Format = ListFormat.Auto,
    string? BaseUrl = null,
    bool Glob = false,
    Func<Stream>? StandardInput = null,
    Func<StoreAddress, WebUrl>? UrlOf = null);

/// <summary>The list as a whole can't be used: a file is missing, the base is no URL. Nothing has been read.</summary>
public sealed class ListException(string message, Exception? cause = null) : Exception(message, cause);
