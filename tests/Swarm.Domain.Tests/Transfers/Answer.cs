using System.Globalization;
using Swarm.Domain;
using Swarm.Domain.Transfers;

namespace Swarm.Domain.Tests.Transfers;

/// <summary>Response heads as a test writes them: <c>206; Content-Range: bytes 0-4/10; ETag: "a"</c>.</summary>
static class Answer
{
    public static ResponseHead Of(string text)
    {
        var parts = text.Split("; ");
        var headers = parts[1..].Select(field => field.Split(": ", 2)).Select(f => new Header(f[0], f[1])).ToList();
        long? length = headers.Find("Content-Length") is { } said ? long.Parse(said, CultureInfo.InvariantCulture) : null;
        return new ResponseHead(int.Parse(parts[0], CultureInfo.InvariantCulture), headers, length, false, new Version(1, 1));
    }
}
