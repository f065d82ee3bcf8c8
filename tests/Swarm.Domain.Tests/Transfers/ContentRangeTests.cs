using System.Text.Json;
using Swarm.Domain.Transfers;
using Swarm.TestSupport;

namespace Swarm.Domain.Tests.Transfers;

public sealed class ContentRangeTests
{
    static ContentRange? Parsed(string text) => ContentRange.TryParse(text, out var range) ? range : null;

    [Theory]
    [InlineData("Bytes 7-11/42", 7L, 11L, 42L)]
    [InlineData("bytes 22-33/42", 22L, 33L, 42L)]
    [InlineData("bytes 22-33/*", 22L, 33L, null)]
    [InlineData("bytes 0-41/42", 0L, 41L, 42L)]
    [InlineData("bytes */42", null, null, 42L)]
    [InlineData("bytes */0", null, null, 0L)]
    [InlineData("\tbytes 0-0/1 ", 0L, 0L, 1L)]
    [InlineData("bytes 9223372036854775800-9223372036854775801/9223372036854775807", 9223372036854775800, 9223372036854775801, long.MaxValue)]
    public void A_content_range_is_read(string text, long? first, long? last, long? total)
    {
        Assert.Equal(new ContentRange(first, last, total), Parsed(text));
        Assert.Equal(Parsed(text), Parsed(Parsed(text).ToString()!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("invalid")]
    [InlineData("nope x-6/y")]
    [InlineData("kites x-y/58")]
    [InlineData("kites 1-2/58")]
    [InlineData("bytes abc")]
    [InlineData("bytes abc-33/42")]
    [InlineData("bytes 11-33/abc")]
    [InlineData("bytes 11-abc/42")]
    [InlineData("bytes 0-9")]
    [InlineData("bytes 0-9/")]
    [InlineData("bytes */*")]
    [InlineData("bytes=0-9/10")]
    [InlineData("bytes:0-9/10")]
    [InlineData("bytes  0-9/10")]
    [InlineData("bytes 0 - 9/10")]
    [InlineData("bytes +0-9/10")]
    [InlineData("bytes -1-9/10")]
    [InlineData("bytes 0-9/10, bytes 0-9/10")]
    [InlineData("bytes 0-9/10\0")]
    [InlineData("bytes 0-99/99")]
    [InlineData("bytes 5-2/10")]
    [InlineData("bytes 0-9223372036854775808/*")]
    [InlineData("bytes 0-9223372036854775807/*")]
    [InlineData("bytes 0-9/18446744073709551616")]
    public void What_is_no_content_range_is_refused(string text) => Assert.Null(Parsed(text));

    public static TheoryData<string, string> Httpie()
    {
        var data = new TheoryData<string, string>();
        if (!Fixtures.Exist("http/content-range.json")) return data;
        using var json = JsonDocument.Parse(File.ReadAllText(Fixtures.Path("http/content-range.json")));
        foreach (var row in json.RootElement.GetProperty("httpie").GetProperty("cases").EnumerateArray())
        {
            var from = row.GetProperty("resumed_from").GetInt64();
            data.Add(row.GetProperty("content_range").GetString() ?? "", $"{from} {row.GetProperty("expected").GetString()}");
        }

        return data;
    }

    [FixtureTheory("http/content-range.json")]
    [MemberData(nameof(Httpie))]
    public void A_content_range_is_accepted_where_httpie_accepts_it(string text, string expected)
    {
        var from = long.Parse(expected.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(expected.EndsWith("ok", StringComparison.Ordinal), Parsed(text)?.First == from);
    }

    public static TheoryData<string, string?> Aria2()
    {
        var (data, seen) = (new TheoryData<string, string?>(), new HashSet<string>(StringComparer.Ordinal));
        if (!Fixtures.Exist("http/content-range.json")) return data;
        using var json = JsonDocument.Parse(File.ReadAllText(Fixtures.Path("http/content-range.json")));
        foreach (var row in json.RootElement.GetProperty("aria2").GetProperty("cases").EnumerateArray())
        {
            var aria2 = row.GetProperty("aria2");
            var usable = aria2.ValueKind == JsonValueKind.Object && aria2.GetProperty("length").GetInt64() > 0;
            var text = row.GetProperty("content_range").GetString()!;
            if (!seen.Add(text)) continue;
            data.Add(text, usable ? $"bytes {aria2.GetProperty("start")}-{aria2.GetProperty("end")}/{aria2.GetProperty("length")}" : null);
        }

        return data;
    }

    // aria2 also takes a range without its unit, or with "=" behind it; that is not in the grammar.
    [FixtureTheory("http/content-range.json")]
    [MemberData(nameof(Aria2))]
    public void A_content_range_is_read_as_aria2_reads_it(string text, string? range)
    {
        if (!text.StartsWith("bytes ", StringComparison.Ordinal)) Assert.Null(Parsed(text));
        else if (range is not null) Assert.Equal(range, Parsed(text).ToString());
        else Assert.True(Parsed(text) is null or { First: null } or { Total: null });
    }
}
