using System.Net;

namespace Swarm.Engine.Requesting;

/// <summary>A status's usual words (RFC 9110, section 15): the server's own are not to be trusted on a screen.</summary>
static class StatusPhrase
{
    public static string Of(int status) => Enum.IsDefined((HttpStatusCode)status)
        ? string.Concat(((HttpStatusCode)status).ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? " " + c : c.ToString()))
        : "";
}
