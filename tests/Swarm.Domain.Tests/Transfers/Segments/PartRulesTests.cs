using Swarm.Domain;
using Swarm.Domain.Transfers.Segments;

namespace Swarm.Domain.Tests.Transfers.Segments;

public sealed class PartRulesTests
{
    static readonly RangePin Pin = RangePin.Of(new Validators("\"a\"", null));

    static PartAnswer Judge(long first, long? last, long? total, string answer) => PartRules.Judge(first, last, total, Pin, Answer.Of(answer));

    [Theory]
    [InlineData(0, 9L, 100L, "206; Content-Range: bytes 0-9/100; Content-Length: 10", 0, 10, 100L)]
    [InlineData(0, 9L, null, "206; Content-Range: bytes 0-9/100", 0, 10, 100L)]
    [InlineData(50, null, 100L, "206; Content-Range: Bytes 50-99/100; ETag: \"a\"", 0, 100, 100L)]
    [InlineData(50, 99L, 100L, "206; Content-Range: bytes 50-60/100; Content-Length: 11", 0, 61, 100L)]
    [InlineData(50, 59L, 100L, "206; Content-Range: bytes 40-59/100; Content-Length: 20", 10, 60, 100L)]
    [InlineData(50, 59L, 100L, "206; Content-Range: bytes 0-99/100; Content-Length: 100", 50, 60, 100L)]
    [InlineData(50, 59L, 100L, "206; Content-Range: bytes 50-59/*", 0, 60, 100L)]
    [InlineData(50, 59L, null, "206; Content-Range: bytes 50-59/*", 0, 60, null)]
    [InlineData(0, 9L, null, "206; Content-Range: bytes 0-9/10; Content-Encoding: identity", 0, 10, 10L)]
    public void A_part_is_taken_where_it_is_the_bytes_asked_for(long first, long? last, long? total, string answer, long skip, long end, long? length) =>
        Assert.Equal(new PartAnswer(PartVerdict.Part, skip, end, length, null), Judge(first, last, total, answer));

    [Theory]
    [InlineData("206", "the answer is a part (206) but does not say which: it has no Content-Range")]
    [InlineData("206; Content-Type: multipart/byteranges;boundary=x", "the answer comes in several parts (multipart/byteranges), but one range was asked for")]
    [InlineData("206; Content-Range: bytes 50-59/100; Content-Range: bytes 50-60/100", "the answer has two values of Content-Range")]
    [InlineData("206; Content-Range: bytes */100", "its Content-Range 'bytes */100' names no range of bytes")]
    [InlineData("206; Content-Range: beers 50-59/100", "its Content-Range 'beers 50-59/100' names no range of bytes")]
    [InlineData("206; Content-Range: bytes \u001b[2J", "its Content-Range 'bytes \\x1b[2J' names no range of bytes")]
    [InlineData("206; Content-Range: bytes 59-50/100", "its Content-Range 'bytes 59-50/100' names no range of bytes")]
    [InlineData("206; Content-Range: bytes 51-59/100", "the answer holds the bytes 51 to 59, but the byte 50 was asked for")]
    [InlineData("206; Content-Range: bytes 0-9/100", "the answer holds the bytes 0 to 9, but the byte 50 was asked for")]
    [InlineData("206; Content-Range: bytes 50-100/*", "the answer holds the bytes 50 to 100 of an object of 100 bytes")]
    [InlineData("206; Content-Range: bytes 50-59/100; Content-Length: 100", "its Content-Length 100 is not the length of its Content-Range 'bytes 50-59/100'")]
    [InlineData("206; Content-Range: bytes 50-59/100; Content-Encoding: gzip", "the part is encoded with gzip, but the object's own bytes were asked for")]
    [InlineData("200; Content-Range: bytes 50-59/100; Content-Length: 10", "the answer says with its status 200 that it is the whole object, and with its Content-Range 'bytes 50-59/100' that it is a part")]
    [InlineData("416; Content-Range: bytes */100", "the server can't give the range (416), but its first byte 50 lies within the object's 100 bytes")]
    [InlineData("416", "the server can't give the range (416), but its first byte 50 lies within the object's 100 bytes")]
    public void A_lie_is_refused_in_words(string answer, string fault) =>
        Assert.Equal(new PartAnswer(PartVerdict.Refused, 0, 0, null, fault), Judge(50, 59, 100, answer));

    [Theory]
    [InlineData("412", "(412)")]
    [InlineData("206; Content-Range: bytes 50-59/100; ETag: \"b\"", "its ETag was \"a\" and is \"b\"")]
    [InlineData("206; Content-Range: bytes 50-59/100; ETag: W/\"a\"", "its ETag was \"a\" and is W/\"a\"")]
    [InlineData("206; Content-Range: bytes 50-59/101", "its length was 100 bytes and is 101")]
    [InlineData("206; ETag: \"b\"", "its ETag was")]
    [InlineData("200; Content-Length: 100; ETag: \"b\"", "its ETag was")]
    [InlineData("200; Content-Length: 99", "its length was 100 bytes and is 99")]
    [InlineData("416; Content-Range: bytes */50", "its length was 100 bytes and is 50")]
    [InlineData("416; Content-Range: bytes */0", "its length was 100 bytes and is 0")]
    [InlineData("416; ETag: \"b\"", "its ETag was")]
    public void Another_version_is_told(string answer, string fault)
    {
        var judged = Judge(50, 59, 100, answer);
        Assert.Equal((PartVerdict.Changed, 0, 0), (judged.Verdict, judged.Skip, judged.End));
        Assert.StartsWith("the object has changed since its first part was fetched", judged.Fault, StringComparison.Ordinal);
        Assert.Contains(fault, judged.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_date_is_another_version()
    {
        var pin = RangePin.Of(new Validators(null, "Fri, 24 Feb 2012 06:07:48 GMT"));
        const string Part = "206; Content-Range: bytes 50-59/100; Last-Modified: Fri, 24 Feb 2012 06:07:";
        Assert.Equal(PartVerdict.Part, PartRules.Judge(50, 59, 100, pin, Answer.Of(Part + "48 GMT")).Verdict);
        Assert.Equal(PartVerdict.Changed, PartRules.Judge(50, 59, 100, pin, Answer.Of(Part + "49 GMT")).Verdict);
    }

    [Theory]
    [InlineData("200; Content-Length: 100; ETag: \"a\"", 100L, 100, 100L)]
    [InlineData("200; Content-Length: 100", null, 100, 100L)]
    [InlineData("200", 100L, 100, 100L)]
    [InlineData("200", null, long.MaxValue, null)]
    [InlineData("200; Content-Length: 100; Content-Range: bytes 0-99/100", 100L, 100, 100L)]
    [InlineData("200; Content-Length: 30; Content-Encoding: gzip", 100L, long.MaxValue, null)]
    public void A_200_is_the_whole_object_from_its_first_byte(string answer, long? total, long end, long? length) =>
        Assert.Equal(new PartAnswer(PartVerdict.Whole, 0, end, length, null), Judge(50, 59, total, answer));

    [Theory]
    [InlineData(0, null, "416; Content-Range: bytes */0", PartVerdict.Empty, 0L)]
    [InlineData(0, 0L, "416", PartVerdict.Empty, 0L)]
    [InlineData(100, 100L, "416; Content-Range: bytes */100", PartVerdict.Beyond, 100L)]
    [InlineData(100, 100L, "416", PartVerdict.Beyond, 100L)]
    [InlineData(500, null, "416; Content-Range: bytes */100", PartVerdict.Beyond, 100L)]
    [InlineData(500, null, "416", PartVerdict.Refused, null)]
    [InlineData(500, null, "416; Content-Range: bytes 0-9/100", PartVerdict.Refused, null)]
    [InlineData(50, 100L, "503", PartVerdict.Other, 100L)]
    [InlineData(50, 100L, "304; ETag: \"b\"", PartVerdict.Other, 100L)]
    [InlineData(50, null, "404", PartVerdict.Other, null)]
    public void Other_answers_are_told_apart(long first, long? total, string answer, PartVerdict verdict, long? length)
    {
        var judged = Judge(first, null, total, answer);
        Assert.Equal((verdict, length), (judged.Verdict, judged.Total));
    }

    [Fact]
    public void Nothing_at_the_largest_number_overflows()
    {
        var range = $"206; Content-Range: bytes {long.MaxValue - 2}-{long.MaxValue - 1}/*";
        Assert.Equal(long.MaxValue, Judge(long.MaxValue - 2, long.MaxValue, null, range).End);
    }

    [Theory]
    [InlineData(true, "200; Content-Length: 9; ETag: \"a\"")]
    [InlineData(true, "200; Content-Length: 9; ETag: \"a\"; Accept-Ranges: bytes; Content-Encoding: identity")]
    [InlineData(false, "200; Content-Length: 9; ETag: \"a\"; Accept-Ranges: None")]
    [InlineData(false, "200; Content-Length: 9; ETag: \"a\"; Content-Encoding: gzip")]
    [InlineData(false, "200; ETag: \"a\"")]
    [InlineData(false, "206; Content-Length: 9; ETag: \"a\"")]
    [InlineData(false, "200; Content-Length: 9; ETag: W/\"a\"")]
    [InlineData(false, "200; Content-Length: 9")]
    public void An_object_is_split_only_where_ranges_can_be_pinned(bool can, string answer) => Assert.Equal(can, SplitRules.CanSplit(Answer.Of(answer)));

    [Fact]
    public void A_digest_of_the_whole_will_do_in_place_of_a_pin() => Assert.True(SplitRules.CanSplit(Answer.Of("200; Content-Length: 9"), hasDigest: true));
}
