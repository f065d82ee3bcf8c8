using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Swarm.TestSupport.Stores;

/// <summary>An answer of the stub.</summary>
sealed class OssReply(int status)
{
    public int Status => status;

    public Dictionary<string, string?> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

    public ReadOnlyMemory<byte> Body { get; private init; }

    public static OssReply Empty(int status = 200) => new(status);

    public static OssReply Bytes(int status, ReadOnlyMemory<byte> body) => new(status) { Body = body };

    public static OssReply Xml(XElement root)
    {
        using var stream = new MemoryStream();
        root.Save(stream, SaveOptions.DisableFormatting);
        return new OssReply(200) { Body = stream.ToArray() }.With("Content-Type", "application/xml");
    }

    /// <summary>As OSS words it; what was signed is quoted, which no client should pass on.</summary>
    public static OssReply Error(int status, string code, string signed = "")
    {
        var text = new XElement("Error", new XElement("Code", code), new XElement("Message", "as the stub says"), new XElement("RequestId", OssStub.RequestId), new XElement("StringToSign", signed));
        var body = Encoding.UTF8.GetBytes(text.ToString());
        return new OssReply(status) { Body = body }.With("Content-Type", "application/xml").With("x-oss-err", Convert.ToBase64String(body));
    }

    public OssReply With(string name, string? value)
    {
        Fields[name] = value;
        return this;
    }

    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
