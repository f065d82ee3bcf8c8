using System.Text;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Stores.Gcs;

namespace Swarm.Stores.Tests.Gcs;

/// <summary>What google.resumable_media's own tests say of chunks, answers, bodies and checksums, without a server.</summary>
public sealed class UploadVectorTests
{
    public static TheoryData<string, int, long?, string[]> Chunks => new()
    {
        { "0123456789", 3, 8, ["012 bytes 0-2/8", "345 bytes 3-5/8", "67 bytes 6-7/8"] },
        { "0123456789", 3, 10, ["012 bytes 0-2/10", "345 bytes 3-5/10", "678 bytes 6-8/10", "9 bytes 9-9/10"] },
        { "abcdefghij", 6, null, ["abcdef bytes 0-5/*", "ghij bytes 6-9/10"] },
        { "abcdefghij", 10, null, ["abcdefghij bytes 0-9/*", " bytes */10"] },
        { "", 1, 0, [" bytes */0"] },
        { "", 1, null, [" bytes */0"] },
        { "some text of thirty-three bytes..", 1 << 20, 33, ["some text of thirty-three bytes.. bytes 0-32/33"] },
    };

    [Theory]
    [MemberData(nameof(Chunks))]
    public async Task A_stream_is_cut_into_chunks(string data, int chunkSize, long? total, string[] expected)
    {
        foreach (var stream in new Stream[] { new MemoryStream(Encoding.ASCII.GetBytes(data)), new PipeStream(Encoding.ASCII.GetBytes(data), 2) })
        {
            var (source, at, known, requests) = (new UploadSource(stream, chunkSize), 0L, total, new List<string>());
            do
            {
                var chunk = await source.TakeAsync(at, known, null, CancellationToken.None);
                known = ResumableRules.TotalAfter(at, chunk.Length, chunkSize, known);
                requests.Add($"{Encoding.ASCII.GetString(chunk.Span)} {ResumableRules.ContentRange(at, chunk.Length, known)}");
                at += chunk.Length;
            }
            while (known != at);
            Assert.Equal(expected, requests);
        }
    }

    [Theory]
    [InlineData("not empty WAT!", 0, 0, "Stream specified as empty, but produced non-empty content.")]
    [InlineData("the end", 7, 14, "Stream is already exhausted. There is no content remaining.")]
    [InlineData("the end", 0, 8, "Stream ended after 7 of 8 bytes.")]
    public async Task A_stream_must_be_as_long_as_was_said(string data, long from, long total, string message)
    {
        var source = new UploadSource(new MemoryStream(Encoding.ASCII.GetBytes(data)), 64);
        var error = await Assert.ThrowsAsync<InvalidOperationException>(async () => await source.TakeAsync(from, total, null, CancellationToken.None));
        Assert.Equal(message, error.Message);
    }

    [Theory]
    [InlineData(5, 6, 40L, "bytes 5-10/40")]
    [InlineData(1000, 9001, null, "bytes 1000-10000/*")]
    [InlineData(0, 33, 33L, "bytes 0-32/33")]
    [InlineData(0, 0, null, "bytes */*")]
    public void Content_range_of_a_chunk(long first, long length, long? total, string range) =>
        Assert.Equal(range, ResumableRules.ContentRange(first, length, total));

    [Fact]
    public async Task The_official_data_goes_in_chunks_of_ten()
    {
        var source = new UploadSource(new MemoryStream("This time the data is official."u8.ToArray()), 10);
        var chunk = await source.TakeAsync(0, 31, null, CancellationToken.None);
        Assert.Equal("bytes 0-9/31", ResumableRules.ContentRange(0, chunk.Length, 31));
        Assert.Equal(10, ResumableRules.Judge(Head(308, "bytes=0-9"), 10).Held);
    }

    [Theory]
    [InlineData(308, "bytes=0-171", 172, SessionStep.Held, 172)]
    [InlineData(308, "Bytes=0-11", 31, SessionStep.Held, 12)]
    [InlineData(308, "bytes=0-55555", null, SessionStep.Held, 55_556)]
    [InlineData(308, null, 100, SessionStep.Held, 0)]
    [InlineData(308, "bytes=0-100", 100, SessionStep.Refused, 0)]
    [InlineData(308, "nights 1-81", 100, SessionStep.Refused, 0)]
    [InlineData(308, "bites=9-11", 100, SessionStep.Refused, 0)]
    [InlineData(308, "bytes=9-11", 100, SessionStep.Refused, 0)]
    [InlineData(308, "bytes=0-", 100, SessionStep.Refused, 0)]
    [InlineData(308, "bytes=0--1", 100, SessionStep.Refused, 0)]
    [InlineData(308, "bytes=0-9223372036854775807", null, SessionStep.Refused, 0)]
    [InlineData(308, "bytes=0-99999999999999999999", null, SessionStep.Refused, 0)]
    [InlineData(200, null, 100, SessionStep.Completed, 0)]
    [InlineData(201, null, 100, SessionStep.Completed, 0)]
    [InlineData(404, null, 100, SessionStep.Gone, 0)]
    [InlineData(410, null, 100, SessionStep.Gone, 0)]
    [InlineData(400, null, 100, SessionStep.Refused, 0)]
    [InlineData(503, null, 100, SessionStep.Refused, 0)]
    public void An_answer_is_judged(int status, string? range, int? sent, object step, long held)
    {
        var judged = ResumableRules.Judge(Head(status, range), sent);
        Assert.Equal((step, held), (judged.Step, judged.Held));
    }

    [Theory]
    [InlineData("", "AAAAAA==", "1B2M2Y8AsgTpgAmY7PhCfg==")]
    [InlineData("123456789", "4waSgw==", "JfnnlDI7RTiF9RgfG2JNCw==")]
    [InlineData("Hi", "ihY6wA==", "waUpj5Oeh+j5YqXt/CBpGA==")]
    [InlineData("All of the data goes in a stream.", "Qg8thA==", "GRvfKbqr5klAOwLkxgIf8w==")]
    [InlineData("first chunk, count starting at 0. second chunk, or chunk 1, which is better? ordinals and numerals and stuff.", "qmNCyg==", "fPAJHnnoi/+NadyNxT2c2w==")]
    [InlineData("up down charlie brown", "UNIQxg==", "JvS1wjMvfbCXgEGeaJJLDQ==")]
    [InlineData("zero zeroniner tango", "GvNZlg==", "1A/dxEpys717C6FH7FIWDw==")]
    [InlineData("Some not too large content.", "82B1Fg==", "M0XLEsX9/sMdiI+4pB4CAQ==")]
    public void Checksums_are_Googles(string data, string crc, string md5)
    {
        foreach (var (algorithm, expected) in new[] { (DigestAlgorithm.Crc32C, crc), (DigestAlgorithm.Md5, md5) })
        {
            using var hash = new RunningHash(algorithm);
            var bytes = Encoding.ASCII.GetBytes(data);
            hash.Append(0, bytes.AsSpan(0, bytes.Length / 2));
            hash.Append(0, bytes); // a replay: nothing counts twice
            Assert.Equal(expected, GcsObjects.Base64(hash.Value));
        }
    }

    [Fact]
    public void Checksums_of_256_bytes()
    {
        var data = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("testdata", 32)));
        using var crc = new RunningHash(DigestAlgorithm.Crc32C);
        using var md5 = new RunningHash(DigestAlgorithm.Md5);
        crc.Append(0, data);
        md5.Append(0, data);
        Assert.Equal(("VkNXXw==", "pOUFGnohRRFFd24NztFuFw=="), (GcsObjects.Base64(crc.Value), GcsObjects.Base64(md5.Value)));
    }

    [Fact]
    public async Task The_body_of_multipart_related_byte_for_byte()
    {
        var body = new RelatedContent("==1==", "{\"name\": \"hi-file.bin\"}"u8.ToArray(), "application/octet-stream", new BytesContent("By nary day tuh"u8.ToArray()));
        using var target = new MemoryStream();
        await body.WriteToAsync(target, CancellationToken.None);
        Assert.Equal(
            "--==1==\r\ncontent-type: application/json; charset=UTF-8\r\n\r\n{\"name\": \"hi-file.bin\"}\r\n"
            + "--==1==\r\ncontent-type: application/octet-stream\r\n\r\nBy nary day tuh\r\n--==1==--", Encoding.ASCII.GetString(target.ToArray()));
        Assert.Equal(target.Length, body.Length);
        Assert.Equal("multipart/related; boundary=\"==1==\"", body.Type);
    }

    [Fact]
    public void A_boundary_has_nineteen_digits()
    {
        Assert.Equal("===============1234567890123456789==", RelatedContent.DrawBoundary(new Fixed(1234567890123456789)));
        Assert.Equal("===============0000000000000000007==", RelatedContent.DrawBoundary(new Fixed(7)));
    }

    [Fact]
    public void A_part_can_not_begin_another_line() =>
        Assert.Throws<ArgumentException>(() => new RelatedContent("==1==", "{}"u8.ToArray(), "text/plain\r\nx: y", new BytesContent(default)));

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-262144)]
    [InlineData(262143)]
    public void Chunks_are_multiples_of_256_KiB(int size)
    {
        var error = Assert.Throws<ArgumentException>(() => new ResumableUpload(WebUrl.Parse("http://a/"), size));
        Assert.StartsWith("256.0 KB must divide chunk size", error.Message, StringComparison.Ordinal);
    }

    static ResponseHead Head(int status, string? range) => new(status, range is null ? [] : [new Header("range", range)], 0, false, new Version(1, 1));

    sealed class Fixed(long number) : Random
    {
        public override long NextInt64(long maxValue) => number;
    }
}
