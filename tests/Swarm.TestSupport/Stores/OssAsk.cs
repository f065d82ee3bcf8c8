using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Swarm.TestSupport.Stores;

/// <summary>A request as the stub reads it: the bucket from the host or the path, key and parameters decoded once.</summary>
sealed record OssAsk(string Method, string Target, string RawQuery, string Bucket, string Key, IReadOnlyDictionary<string, string> Query, IReadOnlyDictionary<string, string> Fields, byte[] Body)
{
    public string? Field(string name) => Fields.GetValueOrDefault(name);

    public string? Parameter(string name) => Query.GetValueOrDefault(name);

    public bool Has(string parameter) => Query.ContainsKey(parameter);

    /// <param name="domain">Buckets as hosts are below it; requests for other hosts have the bucket in their path.</param>
    public static async Task<OssAsk> ReadAsync(HttpContext context, string domain)
    {
        var target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        // As a proxy is asked.
        if (!target.StartsWith('/')) target = target[target.IndexOf('/', target.IndexOf("//", StringComparison.Ordinal) + 2)..];
        var (path, query) = target.Split('?', 2) is [var p, var q] ? (p, q) : (target, "");
        var host = context.Request.Host.Host;
        string bucket;
        if (host == domain) bucket = "";
        else if (host.EndsWith("." + domain, StringComparison.Ordinal)) bucket = host[..^(domain.Length + 1)];
        else
        {
            var cut = path.IndexOf('/', 1);
            bucket = cut < 0 ? path[1..] : path[1..cut];
            path = cut < 0 ? "/" : path[cut..];
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var fields = context.Request.Headers.ToDictionary(f => f.Key, f => string.Join(',', f.Value.ToArray()), StringComparer.OrdinalIgnoreCase);
        return new OssAsk(context.Request.Method, target, query, bucket, Decode(path[1..]), Pairs(query), fields, body.ToArray());
    }

    public static string Decode(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            bytes.Add(text[i] == '%' ? Convert.ToByte(text.Substring(i + 1, 2), 16) : (byte)text[i]);
            if (text[i] == '%') i += 2;
        }

        return new UTF8Encoding(false, true).GetString([.. bytes]);
    }

    public static string Encode(string text, string kept = "")
    {
        var encoded = new StringBuilder();
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (b < 0x80 && (char.IsAsciiLetterOrDigit((char)b) || "-._~".Contains((char)b, StringComparison.Ordinal) || kept.Contains((char)b, StringComparison.Ordinal))) encoded.Append((char)b);
            else encoded.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }

    static Dictionary<string, string> Pairs(string query)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var cut = pair.IndexOf('=', StringComparison.Ordinal);
            pairs[Decode(cut < 0 ? pair : pair[..cut])] = cut < 0 ? "" : Decode(pair[(cut + 1)..]);
        }

        return pairs;
    }
}
