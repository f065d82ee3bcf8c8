using Swarm.IO.Http;

namespace Swarm.Settings.Sections;

/// <summary><c>http { }</c>: what is added to every request.</summary>
static class HttpSection
{
    static readonly Choices<HttpVersionChoice> Versions =
        new(("auto", HttpVersionChoice.Auto), ("1.1", HttpVersionChoice.Http11), ("2", HttpVersionChoice.Http2));

    public static HttpOptions Read(Section s, HttpOptions preset) => preset with
    {
        UserAgent = s.Text("user-agent", preset.UserAgent),
        Headers = s.Headers("headers", preset.Headers),
        Version = s.Choice("version", preset.Version, Versions),
        Compressed = s.Flag("compressed", preset.Compressed),
        ConnectionsPerServer = s.CountOrNone("connections-per-server", preset.ConnectionsPerServer),
        ConnectionsPerAddress = s.CountOrNone("connections-per-address", preset.ConnectionsPerAddress),
        MaxHeadKilobytes = s.Int("max-head-kilobytes", preset.MaxHeadKilobytes, 1, 65_536),
    };
}
