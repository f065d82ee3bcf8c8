using System.Text.Json;
using Swarm.Domain.Transfers;
using Swarm.TestSupport;

namespace Swarm.Domain.Tests.Transfers;

public sealed class ByteRangeTests
{
    static ByteRange? Parsed(string text) => ByteRange.TryParse(text, out var range) ? range : null;

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(17L, 1997L, "bytes=17-1997")]
    [InlineData(null, 909L, "bytes=0-909")]
    [InlineData(3735928559L, null, "bytes=3735928559-")]
    [InlineData(-123454321L, null, "bytes=-123454321")]
    [InlineData(53L, null, "bytes=53-")]
    [InlineData(500L, 999L, "bytes=500-999")]
    [InlineData(-500L, null, "bytes=-500")]
    [InlineData(9500L, null, "bytes=9500-")]
    [InlineData(0L, null, "bytes=0-")]
    [InlineData(0L, 0L, "bytes=0-0")]
    public void A_range_is_asked_for_as_google_asks(long? start, long? end, string? header) =>
        Assert.Equal(header, ByteRange.Of(start, end)?.ToHeader().Value);

    [Theory]
    [InlineData(-5L, 10L)]
    [InlineData(5L, 4L)]
    [InlineData(null, -1L)]
    [InlineData(long.MinValue, null)]
    public void A_range_that_cannot_be_is_not_asked_for(long? start, long? end) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ByteRange.Of(start, end));

    [Theory]
    [InlineData("bytes=22-33", 22L, 33L)]
    [InlineData("bytes=-33", null, 33L)]
    [InlineData("bytes=22-", 22L, null)]
    [InlineData("BYTES=0-0", 0L, 0L)]
    [InlineData("0-499", 0L, 499L)]
    [InlineData("bytes=9223372036854775807-", long.MaxValue, null)]
    public void A_range_is_read(string text, long? first, long? last) => Assert.Equal(new ByteRange(first, last), Parsed(text));

    [Theory]
    [InlineData("")]
    [InlineData("bytes=")]
    [InlineData("bytes=1-42,55-60")]
    [InlineData("bytes=1")]
    [InlineData("bytes=abc-123")]
    [InlineData("bytes=123-abc")]
    [InlineData("bytes=-")]
    [InlineData("bytes=-0")]
    [InlineData("bytes=5-4")]
    [InlineData("bytes=+1-4")]
    [InlineData("bytes=1-4\0")]
    [InlineData("bytes=٣-٤")]
    [InlineData("bytes=9223372036854775808-")]
    public void What_is_no_single_range_is_refused(string text) => Assert.Null(Parsed(text));

    [Theory]
    [InlineData("0-0", 10, 0, 1)]
    [InlineData("-5", 10, 5, 10)]
    [InlineData("2-7", 10, 2, 8)]
    [InlineData("2-100", 10, 2, 10)]
    [InlineData("9-9", 10, 9, 10)]
    [InlineData("-100", 10, 0, 10)]
    [InlineData("-9223372036854775807", 10, 0, 10)]
    [InlineData("3-9223372036854775807", 10, 3, 10)]
    [InlineData("0-9223372036854775807", long.MaxValue, 0, long.MaxValue)]
    [InlineData("-5", 0, 0, 0)]
    public void A_range_means_bytes_of_an_object(string text, long size, long start, long end) =>
        Assert.Equal((start, end), Parsed(text)!.Value.Resolve(size));

    [Theory]
    [InlineData("10-", 10)]
    [InlineData("10-20", 10)]
    [InlineData("0-", 0)]
    [InlineData("0-0", 0)]
    public void A_range_behind_the_end_means_nothing(string text, long size) => Assert.Null(Parsed(text)!.Value.Resolve(size));

    public static TheoryData<string, long, string?> Ranges()
    {
        var data = new TheoryData<string, long, string?>();
        if (!Fixtures.Exist("http/range-parser.json")) return data;
        using var json = JsonDocument.Parse(File.ReadAllText(Fixtures.Path("http/range-parser.json")));
        foreach (var row in json.RootElement.GetProperty("cases").EnumerateArray())
        {
            var (header, result) = (row.GetProperty("header").GetString()!, row.GetProperty("result"));
            if (header.Contains(',', StringComparison.Ordinal)) continue;
            var isRange = result.ValueKind == JsonValueKind.Object && result.GetProperty("type").GetString() == "bytes";
            data.Add(header, row.GetProperty("size").GetInt64(), isRange ? string.Join('-', result.GetProperty("ranges")[0].EnumerateArray()) : null);
        }

        return data;
    }

    [FixtureTheory("http/range-parser.json")]
    [MemberData(nameof(Ranges))]
    public void A_single_range_is_understood_as_servers_understand_it(string header, long size, string? bytes) =>
        Assert.Equal(bytes, Parsed(header)?.Resolve(size) is var (start, end) ? $"{start}-{end - 1}" : null);
}
