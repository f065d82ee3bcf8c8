using System.Globalization;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Stores.Oss;
using Swarm.TestSupport;

namespace Swarm.Stores.Tests.Oss;

/// <summary>The published cases of OSS's two signatures, as the project's fixtures have them.</summary>
public static class OssSignatureVectors
{
    public const string File = "oss/oss-signature-vectors.json";

    public static TheoryData<string> Names()
    {
        var names = new TheoryData<string>();
        foreach (var vector in Read()) names.Add(vector.GetProperty("test").GetString()!);
        if (names.Count == 0) names.Add("none");
        return names;
    }

    internal static OssVector Find(string name) =>
        new(Read().Single(vector => vector.GetProperty("test").GetString() == name));

    static JsonElement[] Read()
    {
        if (!Fixtures.Exist(File)) return [];
        using var document = JsonDocument.Parse(System.IO.File.ReadAllText(Fixtures.Path(File)));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(vector => vector.Clone())];
    }
}

/// <summary>One of them.</summary>
sealed class OssVector(JsonElement vector)
{
    readonly JsonElement _in = vector.GetProperty("in");
    readonly JsonElement _out = vector.GetProperty("out");

    public bool IsV4 => vector.GetProperty("version").GetString() == "v4";

    public bool IsPresign => _in.GetProperty("auth_method_query").GetBoolean();

    public string StringToSign => _out.GetProperty("string_to_sign").GetString()!;

    public string SignedUrl => _out.GetProperty("url").GetString()!;

    public string Base => Url.Split('?', 2)[0];

    public IReadOnlyList<Header> SignedHeaders => HeadersOf(_out);

    public DateTimeOffset? Expiration => Time("expiration_time");

    /// <summary>A first signature's URL is known by its end alone: it was made a quarter of an hour before.</summary>
    public DateTimeOffset SigningTime => Time("signing_time") ?? Expiration!.Value - TimeSpan.FromMinutes(15);

    public OssSubject Subject => new(Text("method")!, Text("bucket") ?? "", Text("key") ?? "")
    {
        Query = Url.Split('?', 2) is [_, var query] ? query : "",
        Headers = HeadersOf(_in),
        Additional = [.. _in.GetProperty("additional_headers").EnumerateArray().Select(name => name.GetString()!)],
    };

    public IOssSigner Signer()
    {
        var credentials = new OssCredentials(Text("access_key_id")!, Text("access_key_secret")!, Text("security_token"));
        return IsV4 ? new OssV4Signer(credentials, Text("region")!, Text("product")!) : new OssV1Signer(credentials);
    }

    string Url => Text("url")!;

    string? Text(string name) => _in.GetProperty(name).GetString();

    DateTimeOffset? Time(string name) =>
        Text(name) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : null;

    static IReadOnlyList<Header> HeadersOf(JsonElement side) =>
        [.. side.GetProperty("headers").EnumerateObject().Select(header => new Header(header.Name, header.Value.GetString()!))];
}
