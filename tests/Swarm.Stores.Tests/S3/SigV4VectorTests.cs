using System.Text;
using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Stores.S3;
using Swarm.Stores.S3.Credentials;
using Swarm.Stores.S3.Signing;

namespace Swarm.Stores.Tests.S3;

/// <summary>Amazon's published examples of Signature Version 4 for S3, and more that were computed by another implementation.</summary>
public sealed class SigV4VectorTests
{
    const string Amazons = "https://examplebucket.s3.amazonaws.com";
    const string Local = "http://localhost:9090";
    const string Octets = "Content-Type: application/octet-stream";

    static readonly AwsKeys Example = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", null);
    static readonly AwsKeys User = new("user", "hackme", null);
    static readonly SigningScope Published = new("20130524T000000Z", "us-east-1");
    static readonly SigningScope NewYear = new("20240101T000000Z", "us-east-1");

    [Theory]
    [InlineData("GET", "/test.txt", "Range: bytes=0-9", "", "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")]
    [InlineData("PUT", "/test%24file.text", "Date: Fri, 24 May 2013 00:00:00 GMT|x-amz-storage-class: REDUCED_REDUNDANCY", "Welcome to Amazon S3.",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")]
    [InlineData("GET", "/?lifecycle", "", "", "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("GET", "/?max-keys=2&prefix=J", "", "", "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void Amazons_examples(string method, string target, string headers, string body, string signature) =>
        Assert.Equal(signature, Signed(method, Amazons + target, headers, SigV4.Hash(Encoding.UTF8.GetBytes(body)), Example, Published));

    [Theory]
    [InlineData("GET", "/test/test/test", Octets, SigV4.EmptyPayload, "88a8851b9ef27556e34b6904cf872b583d567fb6091423b496d92a58f14682e0")]
    [InlineData("PUT", "/test/str", Octets + "|Content-Length: 12", SigV4.UnsignedPayload, "8b5418f04bbf1f42283d8706243c159a9d97e1e7dca57d528a09c02762accb4c")]
    [InlineData("PUT", "/test/some-path%3Awith-colon.txt", "Content-Type: text/plain|Content-Length: 12", SigV4.UnsignedPayload,
        "b5cd67478532349a3abc29dc67fed33af96504ec4feac32e074176f32d06d3b2")]
    [InlineData("POST", "/test/big.bin?uploads=1", Octets, SigV4.EmptyPayload, "8d1cdd887c968e44c30c7d4d828f14340cfbd4f1d117bef245f8a0c6a7d0dea3")]
    [InlineData("PUT", "/test/big.bin?partNumber=1&uploadId=VXBsb2FkIElE", Octets + "|Content-Length: 5",
        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "23ab110a83d8acbe7b4c101f479b48d654cae4ad6e9f3634e866c692ddd8d8a2")]
    [InlineData("GET", "/test/?list-type=2&prefix=a%20b%2Fc%2Bd&delimiter=/&max-keys=1&continuation-token=1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=", Octets,
        SigV4.EmptyPayload, "b03a0d8e90df0153b23713eb113d80461f78f20826065ab5738bd1a966eb5423")]
    public void Further_requests(string method, string target, string headers, string payload, string signature) =>
        Assert.Equal(signature, Signed(method, Local + target, headers, payload, User, NewYear));

    [Fact]
    public void A_session_token_is_signed() =>
        Assert.Equal("874dadffe91c66c08b67e1edcd0b43663b3e7d1e7c3b6792148818704249904a",
            Signed("GET", Local + "/test/example", "", SigV4.EmptyPayload, User with { Token = "TOKEN/+=" }, NewYear));

    [Fact]
    public void The_key_of_a_day() =>
        Assert.Equal("dbb893acc010964918f1fd433add87c70e8b0db6be30c1fbeafefa5ec6ba8378", Convert.ToHexStringLower(SigningKey.Of(Example, Published)));

    [Fact]
    public void Hashes_of_canonical_requests()
    {
        Assert.Equal("7344ae5b7ee6c3e7e6b0fe0640412a37625d1fbfff95c48bbb2dc43964946972", CanonicalHash("/test.txt", new Header("Range", "bytes=0-9")));
        Assert.Equal("9766c798316ff2757b517bc739a67f6213b4ab36dd5da2f94eaebf79c77395ca", CanonicalHash("/?lifecycle"));
        Assert.Equal("df57d21db20da04d7fa30298dd4488ba3a2b47ca3a489c74750e0f1e7df1b9b7", CanonicalHash("/?prefix=J&max-keys=2"));
    }

    [Fact]
    public void Values_are_trimmed_and_collapsed_and_repeated_fields_joined()
    {
        var (names, lines) = SigV4.Fields(WebUrl.Parse("https://h/"), [new("B", " x   y "), new("a", "1"), new("b", "z"), new("User-Agent", "no")]);
        Assert.Equal(("a;b;host", "a:1\nb:x y,z\nhost:h\n"), (names, lines));
    }

    [Theory]
    [InlineData(Amazons + "/test.txt", 86400, "", "20130524T000000Z", "us-east-1", "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")]
    [InlineData("https://bucket.s3.amazonaws.com/a%20b/%C3%A9.txt?response-content-type=text/plain;%20charset=utf-8", 604800, "", "20240229T235959Z", "eu-west-1",
        "90967b4eeefe6521685c19faa0f2008ff5b614c75975f16cd5fa60adbd096a64", "PUT")]
    public void Presigned(string url, int expires, string token, string time, string region, string signature, string method = "GET") =>
        Assert.EndsWith("&X-Amz-Signature=" + signature, Presign(method, url, expires, Example with { Token = token.Length > 0 ? token : null }, new(time, region)),
            StringComparison.Ordinal);

    [Fact]
    public void A_presigned_URL_holds_the_session_token()
    {
        var url = Presign("GET", Local + "/test/example", 3600, User with { Token = "TOKEN/+=" }, NewYear);
        Assert.Contains("&X-Amz-Security-Token=TOKEN%2F%2B%3D&", url, StringComparison.Ordinal);
        Assert.EndsWith("15b9e115cb7a8be98500d001b81677b4accfe064716573ffee4e019c6349ccd2", url, StringComparison.Ordinal);
    }

    [Fact]
    public void A_presigned_URL_byte_for_byte() =>
        Assert.Equal(
            Local + "/test/example?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Content-Sha256=UNSIGNED-PAYLOAD&X-Amz-Credential=user%2F20240101%2Fus-east-1%2Fs3%2Faws4_request"
            + "&X-Amz-Date=20240101T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=7359f1286edf554b0eab363e3c93ee32855b8d429d975fdb0a5d2cb7ad5c0db0",
            Presign("GET", Local + "/test/example?X-Amz-Content-Sha256=UNSIGNED-PAYLOAD", 86400, User, NewYear));

    [Fact]
    public void The_text_that_completes_an_upload() =>
        Assert.Equal("bc93f5fd0b8690997c9853cba12c49847bb548c38873a97b1de012c28fd07dfc", SigV4.Hash(S3Xml.Completion(
            [new(2, 0, "\"0c78aef83f66abc1fa1e8477f296d394\""), new(1, 0, "\"a54357aff0632cce46d942af68356b38\"")])));

    [Fact]
    public void The_tag_of_an_object_made_of_parts()
    {
        PartFacts[] parts = [new(1, 5 << 20, "\"79b281060d337b9b2b84ccf390adcf74\""), new(2, 1024, "bbe6402cdc9b7e2036fc97e9a91726cd")];
        Assert.Equal("16329fb6004d64a4fbc5bbb983fa0528-2", CompositeETag.Of(parts));
        Assert.True(CompositeETag.Agrees("\"16329fb6004d64a4fbc5bbb983fa0528-2\"", parts));
        Assert.False(CompositeETag.Agrees("\"16329fb6004d64a4fbc5bbb983fa0529-2\"", parts));
        Assert.True(CompositeETag.Agrees("\"opaque\"", parts));
    }

    static string Signed(string method, string url, string headers, string payload, AwsKeys keys, SigningScope scope)
    {
        Header[] fields = [.. headers.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(h => new Header(h.Split(": ")[0], h.Split(": ")[1]))];
        var signed = SigV4.Sign(method, WebUrl.Parse(url), fields, payload, keys, scope);
        return signed.Find("Authorization")!.Split("Signature=")[1];
    }

    static string Presign(string method, string url, int expires, AwsKeys keys, SigningScope scope) =>
        SigV4.Presign(method, WebUrl.Parse(url), [], TimeSpan.FromSeconds(expires), keys, scope).Href;

    static string CanonicalHash(string target, params Header[] more)
    {
        var url = WebUrl.Parse(Amazons + target);
        Header[] headers = [.. more, new("x-amz-content-sha256", SigV4.EmptyPayload), new("x-amz-date", Published.Time)];
        var (names, lines) = SigV4.Fields(url, headers);
        return SigV4.Hash(Encoding.UTF8.GetBytes(SigV4.Canonical("GET", url, CanonicalQuery.Of(url.Query), lines, names, SigV4.EmptyPayload)));
    }
}
