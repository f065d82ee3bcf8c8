namespace Swarm.Domain.Tests.Integrity;

public sealed class ChecksumTests
{
    const string Md5 = "d41d8cd98f00b204e9800998ecf8427e";

    [Theory]
    [InlineData(Md5, "md5=" + Md5)]
    [InlineData("D41D8CD98F00B204E9800998ECF8427E", "md5=" + Md5)]
    [InlineData(" md5 = d41d8cd98f00b204e9800998ecf8427e ", "md5=" + Md5)]
    [InlineData("MD5:1B2M2Y8AsgTpgAmY7PhCfg==", "md5=" + Md5)]
    [InlineData("da39a3ee5e6b4b0d3255bfef95601890afd80709", "sha-1=da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("sha1:2jmj7l5rSw0yVb/vlWAYkK/YBwk=", "sha-1=da39a3ee5e6b4b0d3255bfef95601890afd80709")]
    [InlineData("sha-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "sha-256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("crc32c=n03x6A==", "crc32c=9f4df1e8")]
    [InlineData("crc32c:9F4DF1E8", "crc32c=9f4df1e8")]
    [InlineData("CRC32C=00000000", "crc32c=00000000")]
    [InlineData("crc64=995dc9bbdf1939fa", "crc64=995dc9bbdf1939fa")]
    [InlineData("crc-64=995DC9BBDF1939FA", "crc64=995dc9bbdf1939fa")]
    [InlineData("crc64ecma=11051210869376104954", "crc64=995dc9bbdf1939fa")]
    [InlineData("crc64-xz:mV3Ju98ZOfo=", "crc64=995dc9bbdf1939fa")]
    [InlineData("crc64=1234567890123456", "crc64=1234567890123456")] // as many digits as hexadecimal has are hexadecimal
    [InlineData("crc64=12345678901", "crc64=00000002dfdc1c35")]
    [InlineData("crc64=0", "crc64=0000000000000000")]
    public void A_digest_is_read_in_each_of_its_forms_and_kept_in_lower_hexadecimal(string text, string expected)
    {
        Assert.True(Checksum.TryParse(text, out var checksum));
        Assert.Equal(expected, checksum.ToString());
        Assert.True(Checksum.TryParse(checksum.ToString(), out var again));
        Assert.Equal(checksum, again);
    }

    [Fact]
    public void A_long_digest_is_read_in_base64()
    {
        var digest = Enumerable.Range(0, 64).Select(i => (byte)i).ToArray();
        Assert.True(Checksum.TryParse("sha512=" + Convert.ToBase64String(digest), out var checksum));
        Assert.Equal(new Checksum(DigestAlgorithm.Sha512, Convert.ToHexStringLower(digest)), checksum);
    }

    [Theory]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("md5=")]
    [InlineData("9f4df1e8")] // of so short ones the name must be given
    [InlineData("995dc9bbdf1939fa")]
    [InlineData("11051210869376104954")]
    [InlineData("1B2M2Y8AsgTpgAmY7PhCfg==")]
    [InlineData("md5=d41d8cd98f00b204e9800998ecf8427g")]
    [InlineData("md5=d41d8cd98f00b204e9800998ecf8427")]
    [InlineData("md5=1B2M2Y8AsgTpgAmY7PhCfg")]
    [InlineData("md5=1B2M2Y8AsgTpgAmY7PhCf===")]
    [InlineData("sha-1=d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("crc32c=2672685544")]
    [InlineData("crc32c=n03x6A= =")]
    [InlineData("crc64=18446744073709551616")]
    [InlineData("crc64=-1")]
    [InlineData("crc64=+1")]
    [InlineData("crc64=1 2")]
    [InlineData("crc32=9f4df1e8")]
    [InlineData("whirlpool-of-a-long-name=9f4df1e8")]
    public void What_is_no_digest_is_refused(string text) => Assert.False(Checksum.TryParse(text, out _));
}
