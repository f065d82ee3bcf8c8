using Swarm.Domain;
using Swarm.Stores.Oss;
using Swarm.TestSupport;

namespace Swarm.Stores.Tests.Oss;

public sealed class OssSignerTests
{
    const string Query = "param1=value1&%2Bparam1=value3&%7Cparam1=value4&%2Bparam2=&%7Cparam2=&param2=";

    [FixtureTheory(OssSignatureVectors.File)]
    [MemberData(nameof(OssSignatureVectors.Names), MemberType = typeof(OssSignatureVectors))]
    public void Requests_and_URLs_are_signed_as_the_published_cases_are(string name)
    {
        var vector = OssSignatureVectors.Find(name);
        var signer = vector.Signer();
        if (vector.IsPresign)
        {
            var expires = vector.Expiration!.Value - vector.SigningTime;
            Assert.Equal(vector.SignedUrl, $"{vector.Base}?{signer.Presign(vector.Subject, vector.SigningTime, expires)}");
        }
        else
        {
            var signed = signer.Sign(vector.Subject, vector.SigningTime);
            Assert.Equal(Sorted(vector.SignedHeaders), Sorted(signed));
            var date = vector.IsV4 ? OssText.Stamp(vector.SigningTime) : signed.Find("x-oss-date") ?? signed.Find("Date")!;
            var subject = vector.Subject with { Headers = signed };
            Assert.Equal(
                vector.StringToSign, signer is OssV4Signer v4 ? v4.StringToSign(subject, date) : OssV1Signer.StringToSign(subject, date));
        }
    }

    [Theory]
    [InlineData(1702743657, "cn-hangzhou", "oss", null, false, "e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe")]
    [InlineData(1702784856, "cn-hangzhou", "oss", "token", false, "b94a3f999cf85bcdc00d332fbd3734ba03e48382c36fa4d5af5df817395bd9ea")]
    [InlineData(1702747512, "cn-hangzhou", "oss", null, true, "4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f")]
    [InlineData(1702743657, "cb-123", "oss-cloudbox", null, false, "94ce1f12c17d148ea681030275a94449d3357f5b5b21133996eec80af3e08a43")]
    public void OSS4_in_the_fields(long time, string region, string product, string? token, bool additional, string signature)
    {
        var signed = V4(region, product, token).Sign(Subject("text/plain", additional), DateTimeOffset.FromUnixTimeSeconds(time));
        Assert.EndsWith(",Signature=" + signature, signed.Find("Authorization"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1702781677, 599, null, false, "a39966c61718be0d5b14e668088b3fa07601033f6518ac7b523100014269c0fe")]
    [InlineData(1702785388, 599, "token", false, "3817ac9d206cd6dfc90f1c09c00be45005602e55898f26f5ddb06d7892e1f8b5")]
    [InlineData(1702783809, 599, null, true, "6bd984bfe531afb6db1f7550983a741b103a8c58e5e14f83ea474c2322dfa2b7")]
    [InlineData(1702781677, 432000, null, false, "31029123dc7732d2d2cfd4006ea4fdb6cf86da6478f813e2bf8f87877c7b9fec")]
    public void OSS4_in_a_URL(long time, int seconds, string? token, bool additional, string signature)
    {
        var query = V4("cn-hangzhou", "oss", token).Presign(
            Subject("application/octet-stream", additional), DateTimeOffset.FromUnixTimeSeconds(time), TimeSpan.FromSeconds(seconds));
        Assert.EndsWith("&x-oss-signature=" + signature, query, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_signature()
    {
        var subject = new OssSubject("PUT", "examplebucket", "nelson")
        {
            Headers =
            [
                new("Content-MD5", "eB5eJF1ptWaXm4bijSPyxw=="), new("Content-Type", "text/html"),
                new("x-oss-meta-author", "alice"), new("x-oss-meta-magic", "abracadabra"), new("x-oss-date", "Wed, 28 Dec 2022 10:27:41 GMT"),
            ],
        };
        var signed = new OssV1Signer(new OssCredentials("ak", "sk", null)).Sign(subject, DateTimeOffset.UnixEpoch);
        Assert.Equal("OSS ak:kSHKmLxlyEAKtZPkJhG9bZb5k7M=", signed.Find("Authorization"));
    }

    [Fact]
    public void Credentials_never_tell_themselves_as_text() =>
        Assert.DoesNotContain("sk", $"{new OssCredentials("ak", "sk", "token")}", StringComparison.Ordinal);

    static OssV4Signer V4(string region, string product, string? token) => new(new OssCredentials("ak", "sk", token), region, product);

    static OssSubject Subject(string type, bool additional) => new("PUT", "bucket", "1234+-/123/1.txt")
    {
        Query = Query,
        Headers = [new("x-oss-head1", "value"), new("abc", "value"), new("ZAbc", "value"), new("XYZ", "value"), new("content-type", type)],
        Additional = additional ? ["ZAbc", "abc"] : [],
    };

    static IEnumerable<(string, string)> Sorted(IEnumerable<Header> headers) =>
        headers.Select(header => (header.Name.ToLowerInvariant(), header.Value)).Order();
}
