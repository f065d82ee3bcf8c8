using Swarm.Domain.Integrity;

namespace Swarm.Domain.Tests.Integrity;

public sealed class SidecarTextTests
{
    const string A = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    const string B = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    const string Upper = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    [Theory]
    [InlineData(A)]
    [InlineData(Upper + "\r\n")]
    [InlineData("\ufeff\n  " + A + "\t\n\n")]
    [InlineData(A + "  -\n")]
    [InlineData(A + "  a b.iso\n")]
    [InlineData(A + " *a b.iso\r\n" + B + " *c.iso\r\n")]
    [InlineData(B + "  c.iso\n" + A + "  ./build/out/a b.iso\n")]
    [InlineData(A + "  C:\\out\\a b.iso\n")]
    [InlineData("SHA256 (a b.iso) = " + A)]
    [InlineData("MD5 (a b.iso) = dddddddddddddddddddddddddddddddd\nSHA256 (a b.iso) = " + A)]
    [InlineData("dddddddddddddddddddddddddddddddd  a b.iso\n" + A + "  a b.iso")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n# all\n" + A + "  a b.iso\n-----BEGIN PGP SIGNATURE-----\n\niQIz\n")]
    [InlineData(B + "\n" + A + "  a b.iso")]
    [InlineData(A + "\n" + A)]
    public void The_digest_of_the_file_is_found(string text) =>
        Assert.Equal(new Checksum(DigestAlgorithm.Sha256, A), SidecarText.Find(text, "a b.iso", DigestAlgorithm.Sha256));

    [Theory]
    [InlineData("")]
    [InlineData(A + "  other.iso")]
    [InlineData(A + "  A B.ISO")]
    [InlineData(A + "\n" + B)]
    [InlineData("dddddddddddddddddddddddddddddddd")]
    [InlineData("SHA512 (a b.iso) = " + A)]
    [InlineData("SHA256 (other.iso) = " + A)]
    [InlineData("<!doctype html><title>404</title>")]
    [InlineData("gggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg  a b.iso")]
    public void A_text_that_does_not_say_gives_none(string text) => Assert.Null(SidecarText.Find(text, "a b.iso", DigestAlgorithm.Sha256));

    [Fact]
    public void A_name_with_escapes_is_read() =>
        Assert.Equal(A, SidecarText.Find("\\" + A + "  a\\\\b\\n.iso", "b\n.iso", DigestAlgorithm.Sha256)?.Hex);

    [Fact]
    public void Sums_too_short_for_a_list_are_read_where_they_are_asked_for() =>
        Assert.Equal("9f4df1e8", SidecarText.Find("9F4DF1E8\n", "a", DigestAlgorithm.Crc32C)?.Hex);
}
