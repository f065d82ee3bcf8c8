using System.Security.Cryptography;
using System.Text;
using Swarm.Domain.Integrity;
using Swarm.Domain.Transfers;

namespace Swarm.Domain.Tests.Integrity;

public sealed class DigestFieldsTests
{
    const string Sha256 = "sha-256=44aff4ab2d7c3250525675a08f0cfa9591168cffe51791c5f5bbc417c15a6c38";
    const string Md5 = "md5=7369787465656e62797465736c6f6e67";
    const string DeadBeef = "crc32c=deadbeef";

    static PromisedDigests Of(int status, params string[] fields) =>
        DigestFields.Of(new ResponseHead(status, [.. fields.Select(f => new Header(f.Split(": ", 2)[0], f.Split(": ", 2)[1]))], 19, false, new Version(1, 1)));

    static string Found(params string[] fields) => Told(Of(200, fields));

    static string Told(PromisedDigests promised) => string.Join(' ', promised.Digests.Select(d => d.Checksum));

    [Theory]
    [InlineData("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", Sha256)]
    [InlineData("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg:", Sha256)]
    [InlineData(" sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=: ", Sha256)]
    [InlineData("new=:d29ybGQ=:,\tsha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:;q=0.5;s=\"a, \\\"b\";t=?1;u=:aGk=:; v", Sha256)]
    [InlineData("md5=:c2l4dGVlbmJ5dGVzbG9uZw==:, sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", Sha256 + " " + Md5)]
    [InlineData("md5=:AAAAAAAAAAAAAAAAAAAAAA==:, md5=:c2l4dGVlbmJ5dGVzbG9uZw==:", Md5)]
    [InlineData("crc32c=:3q2+7w==:", DeadBeef)]
    [InlineData("sha=:qvTGHdzF6KLavt4PO0gs2a6pQ00=:", "sha-1=aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d")]
    [InlineData("*future=:AA==:", "")]
    [InlineData("", "")]
    public void Repr_Digest_is_read_as_RFC_9530_has_it(string value, string expected)
    {
        Assert.Equal(expected, Found("Repr-Digest: " + value));
        Assert.Empty(Of(200, "Repr-Digest: " + value).Unreadable);
    }

    [Fact]
    public void The_example_of_RFC_9530_is_the_digest_of_its_content()
    {
        var promised = Of(200, "repr-digest: sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:, "
            + "sha-512=:YMAam51Jz/jOATT6/zvHrLVgOYTGFy1d6GJiOHTohq4yP+pgk4vf2aCsyRZOtw8MjkM7iw7yZ/WkppmM44T3qg==:").Digests;
        var content = Encoding.ASCII.GetBytes("{\"hello\": \"world\"}\n");
        Assert.Equal([DigestAlgorithm.Sha512, DigestAlgorithm.Sha256], promised.Select(p => p.Checksum.Algorithm));
        Assert.Equal(Convert.ToHexStringLower(SHA512.HashData(content)), promised[0].Checksum.Hex);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), promised[1].Checksum.Hex);
        Assert.Equal("Repr-Digest", promised[0].Field);
    }

    [Theory]
    [InlineData("Repr-Digest", "sha-256=RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=")]
    [InlineData("Repr-Digest", "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=")]
    [InlineData("Repr-Digest", "sha-256=:RK/0:")]
    [InlineData("Repr-Digest", "sha-256=::")]
    [InlineData("Repr-Digest", "sha-256=:RK/0 qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:")]
    [InlineData("Repr-Digest", "crc32c=:3q2+7w==:,")]
    [InlineData("Repr-Digest", "crc32c=:3q2+7w==: md5=:c2l4dGVlbmJ5dGVzbG9uZw==:")]
    [InlineData("Repr-Digest", ",crc32c=:3q2+7w==:")]
    [InlineData("Repr-Digest", "CRC32C=:3q2+7w==:")]
    [InlineData("Repr-Digest", "crc32c=:3q2+7w==:, more=1")]
    [InlineData("Repr-Digest", "crc32c=:3q2+7w==:, flag")]
    [InlineData("Repr-Digest", "crc32c=:3q2+7w==:;=1")]
    [InlineData("Repr-Digest", "crc32c=:3q2+7w==:;a=\"open")]
    [InlineData("Repr-Digest", "crc32c=:3q2=7w==:")]
    [InlineData("Content-Digest", "md5")]
    [InlineData("Digest", "crc32c=3q2+7w==, MD5")]
    [InlineData("Digest", "MD5=c2l4dGVlbmJ5dGVzbG9uZw==,md5=AAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("Digest", "SHA-256=xyz")]
    [InlineData("Content-MD5", "c2l4dGVlbmJ5dGVzbG9uZw")]
    [InlineData("Content-MD5", "73697874656e62797465736c6f6e67aa")]
    [InlineData("x-goog-hash", "crc32c=3q2+7w")]
    [InlineData("x-goog-hash", "crc32c")]
    [InlineData("x-oss-hash-crc64ecma", "-1")]
    [InlineData("x-oss-hash-crc64ecma", "18446744073709551616")]
    [InlineData("x-oss-hash-crc64ecma", "1, 2")]
    [InlineData("x-oss-hash-crc64ecma", "")]
    [InlineData("x-amz-checksum-sha256", "3q2+7w==")]
    public void A_field_that_cannot_be_read_is_ignored_as_a_whole_and_told(string field, string value)
    {
        var promised = Of(200, $"{field}: {value}", "x-amz-checksum-sha1: qvTGHdzF6KLavt4PO0gs2a6pQ00=");
        Assert.Equal("sha-1=aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d", Told(promised));
        Assert.Equal(field, Assert.Single(promised.Unreadable));
        Assert.Null(promised.Refusal);
    }

    [Theory]
    [InlineData("SHA-256=RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=,MD5=c2l4dGVlbmJ5dGVzbG9uZw==,UNIXsum=30637", Sha256 + " " + Md5)]
    [InlineData("id-sha-256=RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=", "")]
    [InlineData("SHA=qvTGHdzF6KLavt4PO0gs2a6pQ00=", "sha-1=aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d")]
    [InlineData("CRC32c=0a72a4df", "crc32c=0a72a4df")]
    [InlineData("crc32c=A72A4DF", "crc32c=0a72a4df")]
    [InlineData("crc32c=3q2+7w==", DeadBeef)]
    public void Digest_is_read_as_RFC_3230_and_its_registry_have_it(string value, string expected) => Assert.Equal(expected, Found("Digest: " + value));

    [Fact]
    public void The_example_of_the_registry_is_the_CRC_of_dog() => Assert.Equal(0x0a72a4dfu, Crc32C.Append(0, "dog"u8));

    [Theory]
    [InlineData(Md5 + " " + DeadBeef, "x-goog-hash: crc32c=3q2+7w==,md5=c2l4dGVlbmJ5dGVzbG9uZw==")]
    [InlineData(Md5 + " " + DeadBeef, "X-Goog-Hash: crc32c=3q2+7w==, md5=c2l4dGVlbmJ5dGVzbG9uZw==")]
    [InlineData(Md5 + " " + DeadBeef, "x-goog-hash: crc32c=3q2+7w==", "x-goog-hash: md5=c2l4dGVlbmJ5dGVzbG9uZw==")]
    [InlineData(DeadBeef, "x-goog-hash: future=1,crc32c=3q2+7w==")]
    [InlineData("crc64=995dc9bbdf1939fa", "x-oss-hash-crc64ecma: 11051210869376104954")]
    [InlineData("crc64=0000000000000000", "x-oss-hash-crc64ecma: 0")]
    [InlineData("crc64=0004bdc84d04fcd2", "x-oss-hash-crc64ecma: 1334567890123986")]
    [InlineData(Sha256, "x-amz-checksum-sha256: RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=", "x-amz-checksum-type: FULL_OBJECT")]
    [InlineData(DeadBeef, "x-amz-checksum-crc32c: 3q2+7w==", "x-amz-checksum-crc64nvme: AAAAAAAAAAA=", "x-amz-checksum-crc32: AAAAAA==")]
    [InlineData("", "x-amz-checksum-crc32c: 3q2+7w==-3")]
    [InlineData("", "x-amz-checksum-crc32c: 3q2+7w==", "x-amz-checksum-type: COMPOSITE")]
    [InlineData(Md5, "Content-MD5: c2l4dGVlbmJ5dGVzbG9uZw==", "x-goog-hash: md5=c2l4dGVlbmJ5dGVzbG9uZw==")]
    [InlineData("", "x-goog-generation: 1")]
    public void Stores_give_their_hashes_in_fields_of_their_own(string expected, params string[] fields)
    {
        Assert.Equal(expected, Found(fields));
        Assert.Empty(Of(200, fields).Unreadable);
    }

    [Theory]
    [InlineData("x-goog-hash: md5=c2l4dGVlbmJ5dGVzbG9uZw==,md5=AAAAAAAAAAAAAAAAAAAAAA==")]
    [InlineData("x-goog-hash: md5=c2l4dGVlbmJ5dGVzbG9uZw==", "x-goog-hash: md5=c2l4dGVlbmJ5dGVzbG9uZw==")]
    public void X_goog_hash_that_names_a_digest_twice_is_refused(params string[] fields)
    {
        var promised = Of(200, fields);
        Assert.Empty(promised.Digests);
        Assert.Equal((Reason.Protocol, Stage.Head), (promised.Refusal!.Reason, promised.Refusal.Stage));
        Assert.Contains("x-goog-hash", promised.Refusal.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200, Sha256 + " " + Md5 + " " + DeadBeef)]
    [InlineData(206, Sha256 + " crc64=0000000000000001 " + DeadBeef)]
    [InlineData(204, "")]
    [InlineData(404, "")]
    public void Digests_of_the_content_count_only_where_it_is_the_whole(int status, string expected)
    {
        string[] fields = status == 206 ? ["x-oss-hash-crc64ecma: 1"] : [];
        Assert.Equal(expected, Told(Of(status,
        [
            "Content-MD5: c2l4dGVlbmJ5dGVzbG9uZw==", "Content-Digest: md5=:c2l4dGVlbmJ5dGVzbG9uZw==:", "x-goog-hash: crc32c=3q2+7w==",
            "Repr-Digest: sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:", .. fields,
        ])));
    }

    [Theory]
    [InlineData("gzip", null, null, "")] // decompressive transcoding
    [InlineData("gzip", "gzip", 19L, DeadBeef)]
    [InlineData("gzip", "GZIP", null, DeadBeef)]
    [InlineData("identity", null, null, DeadBeef)]
    [InlineData("identity", "gzip", null, "")]
    [InlineData("br", "br", 19L, DeadBeef)]
    [InlineData(null, null, null, DeadBeef)]
    [InlineData(null, "gzip", 19L, DeadBeef)]
    [InlineData(null, "gzip", null, "")] // coded while it was sent
    public void A_store_s_hash_is_of_what_it_stores(string? stored, string? coding, long? length, string expected)
    {
        List<Header> fields = [new("x-goog-hash", "crc32c=3q2+7w==")];
        if (stored is not null) fields.Add(new Header("x-goog-stored-content-encoding", stored));
        if (coding is not null) fields.Add(new Header("Content-Encoding", coding));
        Assert.Equal(expected, Told(DigestFields.Of(new ResponseHead(200, fields, length, false, new Version(1, 1)))));
    }

    [Fact]
    public void Differing_promises_all_stand_the_strongest_first_and_name_their_field()
    {
        var promised = Of(200, "x-oss-hash-crc64ecma: 1", "Content-MD5: c2l4dGVlbmJ5dGVzbG9uZw==", "Digest: MD5=AAAAAAAAAAAAAAAAAAAAAA==,crc32c=1").Digests;
        Assert.Equal(["Content-MD5", "Digest", "x-oss-hash-crc64ecma", "Digest"], promised.Select(p => p.Field));
    }

    [Fact]
    public void Hostile_values_never_throw()
    {
        string[] names =
        [
            "Repr-Digest", "Content-Digest", "Digest", "Content-MD5", "x-goog-hash", "x-oss-hash-crc64ecma", "x-amz-checksum-crc32c", "x-amz-checksum-sha1",
            "x-amz-checksum-sha256", "x-amz-checksum-type", "Content-Encoding", "x-goog-stored-content-encoding",
        ];
        string[] bits = ["crc32c", "md5", "sha-256", "sha-512", "crc64", "=", ":", "::", ",", ";", "\"", "\\", " ", "\t", "AAAAAA==", "3q2+7w", "-", "\0", "é", "😀", "٣", "*", "?1", "(", "9"];
        var random = new Random(13);
        for (var round = 0; round < 30_000; round++)
        {
            var value = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => bits[random.Next(bits.Length)]));
            Of(200, $"{names[random.Next(names.Length)]}: {value}", $"{names[random.Next(names.Length)]}: {value}");
        }

        foreach (var name in names)
        {
            foreach (var bit in bits) Of(200, $"{name}: {string.Concat(Enumerable.Repeat(bit, 65536 / bit.Length))}");
            Of(200, $"{name}: {string.Concat(Enumerable.Repeat("crc32c=:3q2+7w==:,", 4000))}");
            Of(200, $"{name}: md5=:{new string('A', 65536)}:");
        }
    }
}
