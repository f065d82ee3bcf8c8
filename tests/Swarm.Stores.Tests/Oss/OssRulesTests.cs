using Swarm.Domain;
using Swarm.Stores.Oss;

namespace Swarm.Stores.Tests.Oss;

public sealed class OssRulesTests
{
    [Theory]
    [InlineData(62_914_559_999, 6_291_456)]
    [InlineData(62_914_560_000, 12_582_912)]
    [InlineData(1L << 40, 113_246_208)]
    [InlineData(0, 6_291_456)]
    public void Parts_grow_by_their_own_size_until_there_are_fewer_than_ten_thousand(long length, long size)
    {
        Assert.Equal(size, OssPartSize.For(length));
        var slowly = OssPartSize.Default;
        while (length / slowly >= 10_000) slowly += OssPartSize.Default;
        Assert.Equal(slowly, size);
    }

    [Fact]
    public void A_tebibyte_has_9710_parts() => Assert.Equal(9710, ((1L << 40) + OssPartSize.For(1L << 40) - 1) / OssPartSize.For(1L << 40));

    [Theory]
    [InlineData(403, null, false)]
    [InlineData(405, null, false)]
    [InlineData(401, null, true)]
    [InlineData(408, null, true)]
    [InlineData(429, null, true)]
    [InlineData(500, null, true)]
    [InlineData(501, null, true)]
    [InlineData(599, null, true)]
    [InlineData(0, "123", false)]
    [InlineData(0, "RequestTimeTooSkewed", true)]
    [InlineData(0, "BadRequest", true)]
    [InlineData(0, null, false)]
    public void Documented_refusals_are_worth_another_try(int status, string? code, bool worthwhile) =>
        Assert.Equal(worthwhile, OssRetry.IsWorthwhile(status, code));

    [Theory]
    [InlineData(403, "AccessDenied", 403)]
    [InlineData(403, "RequestTimeTooSkewed", 408)]
    [InlineData(400, "BadRequest", 408)]
    [InlineData(401, "", 408)]
    [InlineData(429, "", 429)]
    [InlineData(503, "", 503)]
    [InlineData(599, "", 500)]
    [InlineData(200, "NoSuchThing", 500)]
    [InlineData(409, "FileAlreadyExists", 412)]
    public void Strategies_see_what_a_refusal_amounts_to(int status, string code, int amount) => Assert.Equal(amount, OssRetry.AmountsTo(status, code));

    [Theory]
    [InlineData("123", true)]
    [InlineData("test-123", true)]
    [InlineData("12", false)]
    [InlineData("-test", false)]
    [InlineData("test-", false)]
    [InlineData("test_123", false)]
    [InlineData("TEst", false)]
    [InlineData("a123456789b123456789c123456789d123456789e123456789f123456789g12", true)]
    [InlineData("a123456789b123456789c123456789d123456789e123456789f123456789g123", false)]
    public void Buckets_have_names_by_rule(string name, bool good) => Assert.Equal(good, OssNames.IsBucket(name));

    [Fact]
    public void Keys_have_1024_bytes_at_most()
    {
        var place = OssPlace.Of(new OssOptions { Region = "cn-hangzhou", Anonymous = true }, _ => null);
        OssNames.Url(place, "bucket", new string('é', 512));
        Assert.Equal(Reason.Url, Assert.Throws<TransferException>(() => OssNames.Url(place, "bucket", new string('é', 513))).Failure.Reason);
    }

    [Fact]
    public void Keys_and_place_come_from_the_environment_and_then_from_ossutils_file()
    {
        var file = OssConfigFile.Parse(["[Credentials]", "language=EN", "endpoint = oss-cn-beijing.aliyuncs.com", "accessKeyID=id", "accessKeySecret=a=b", "[Bucket-Endpoint]", "endpoint=no"]);
        Assert.Equal(("oss-cn-beijing.aliyuncs.com", "a=b"), (file["Endpoint"], file["ACCESSKEYSECRET"]));

        var environment = new Dictionary<string, string?> { ["OSS_ACCESS_KEY_ID"] = "ak", ["OSS_ACCESS_KEY_SECRET"] = "sk", ["OSS_SESSION_TOKEN"] = "t", ["OSS_ENDPOINT"] = "oss-cn-shanghai-internal.aliyuncs.com" };
        var place = OssPlace.Of(new OssOptions(), name => environment.GetValueOrDefault(name));
        Assert.Equal(("cn-shanghai", "oss", "ak", "t"), (place.Region, place.Product, place.Credentials!.Id, place.Credentials.Token));
        Assert.Equal("https://oss-cn-shanghai-internal.aliyuncs.com/", place.Endpoint.Href);
    }

    [Fact]
    public void A_file_is_read_where_nothing_else_says()
    {
        var home = Directory.CreateTempSubdirectory();
        File.WriteAllText(Path.Combine(home.FullName, ".ossutilconfig"), "[default]\r\naccessKeyID = id\r\naccessKeySecret = secret\r\nregion=cn-qingdao\r\n");
        var place = OssPlace.Of(new OssOptions(), name => name == "HOME" ? home.FullName : null);
        home.Delete(recursive: true);
        Assert.Equal(("https://oss-cn-qingdao.aliyuncs.com/", "cn-qingdao", "id"), (place.Endpoint.Href, place.Region, place.Credentials!.Id));
    }

    [Fact]
    public void A_cloud_box_has_a_product_of_its_own()
    {
        var place = OssPlace.Of(new OssOptions { Endpoint = WebUrl.Parse("http://cb-123.cn-hangzhou.oss-cloudbox.aliyuncs.com"), AccessKeyId = "ak", AccessKeySecret = "sk" }, _ => null);
        Assert.Equal(("cb-123", "oss-cloudbox"), (place.Region, place.Product));
    }

    [Theory]
    [InlineData(null, null, "neither endpoint nor region")]
    [InlineData(null, "Cn_1", "no region")]
    [InlineData("http://localhost:1/", null, "the region is missing")]
    [InlineData("http://localhost:1/base", "cn-1", "has a path")]
    public void Settings_that_are_no_good_are_told(string? endpoint, string? region, string words)
    {
        var options = new OssOptions { Endpoint = endpoint is null ? null : WebUrl.Parse(endpoint), Region = region, AccessKeyId = "ak", AccessKeySecret = "sk" };
        Assert.Contains(words, Assert.Throws<InvalidDataException>(() => OssPlace.Of(options, _ => null)).Message, StringComparison.Ordinal);
        Assert.Contains("one half", Assert.Throws<InvalidDataException>(() => OssPlace.Of(new OssOptions { Region = "cn-1", AccessKeyId = "ak" }, _ => null)).Message, StringComparison.Ordinal);
        Assert.Contains("no credentials", Assert.Throws<InvalidDataException>(() => OssPlace.Of(new OssOptions { Region = "cn-1" }, _ => null)).Message, StringComparison.Ordinal);
    }
}
