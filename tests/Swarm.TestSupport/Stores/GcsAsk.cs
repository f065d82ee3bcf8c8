using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Swarm.TestSupport.Stores;

/// <summary>A request as the stub saw it.</summary>
public sealed record GcsRequest(GcsCall Call, string Method, string Target, IReadOnlyDictionary<string, string> Fields, long BodyLength)
{
    public string? Field(string name) => Fields.GetValueOrDefault(name);
}

/// <summary>A request to the stub under way: its target byte for byte, its body in memory, and its fault.</summary>
sealed class GcsAsk(HttpContext context, string path, byte[] body, GcsCall call, GcsFault? fault)
{
    readonly Dictionary<string, string> _query = ReadQuery(RawTarget(context));

    public string Method => context.Request.Method;

    /// <summary>Encoded, without the query.</summary>
    public string Path => path;

    public string Target => RawTarget(context);

    public byte[] Body => body;

    public GcsCall Call => call;

    public GcsFault? Fault => fault;

    public IReadOnlyDictionary<string, string> Parameters => _query;

    public string? Query(string name) => _query.GetValueOrDefault(name);

    public string? Field(string name) => context.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;

    public IEnumerable<(string Name, string Value)> Fields => context.Request.Headers.Select(h => (h.Key, h.Value.ToString()));

    public static string RawTarget(HttpContext context) => context.Features.Get<IHttpRequestFeature>()!.RawTarget;

    /// <summary>Names in the order they came; <c>%2B</c> and <c>%20</c> are decoded, <c>+</c> is itself.</summary>
    static Dictionary<string, string> ReadQuery(string target)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        if (mark < 0) return [];
        return target[(mark + 1)..].Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2)).ToDictionary(p => Uri.UnescapeDataString(p[0]), p => p.Length > 1 ? Uri.UnescapeDataString(p[1]) : "");
    }
}

/// <summary>An answer of the stub.</summary>
sealed record GcsReply(int Status, byte[] Body)
{
    public List<(string Name, string Value)> Fields { get; init; } = [];

    public static GcsReply Empty(int status, params (string Name, string Value)[] fields) => new(status, []) { Fields = [.. fields] };

    public static GcsReply Json(JsonNode node, int status = 200) =>
        new(status, Encoding.UTF8.GetBytes(node.ToJsonString())) { Fields = [("Content-Type", "application/json; charset=UTF-8")] };

    public static GcsReply Error(int status, string reason, string message) => Json(new JsonObject
    {
        ["error"] = new JsonObject
        {
            ["code"] = status,
            ["message"] = message,
            ["errors"] = new JsonArray(new JsonObject { ["domain"] = "global", ["reason"] = reason, ["message"] = message }),
        },
    }, status);

    public static GcsReply NotFound(string what) => Error(404, "notFound", $"No such object: {what}");
}

/// <summary>Ends a request with an answer.</summary>
sealed class GcsRefusal(GcsReply reply) : Exception
{
    public GcsReply Reply => reply;
}
