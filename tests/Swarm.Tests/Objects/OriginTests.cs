using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Swarm.TestSupport.Objects;

namespace Swarm.Tests.Objects;

/// <summary>The origin itself: where no fault strikes it does as RFC 9110 says.</summary>
public sealed class OriginTests : IAsyncLifetime
{
    const int Length = 100_000;
    readonly ObjectOrigin _origin = new();
    readonly HttpClient _http = new();
    ServedObject _served = null!;

    public Task InitializeAsync()
    {
        _served = _origin.Serve("/o", Length, seed: 3);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _origin.DisposeAsync();
    }

    [Theory]
    [InlineData("0-499", 0, 500)]
    [InlineData("500-", 500, Length - 500)]
    [InlineData("-500", Length - 500, 500)]
    [InlineData("-500000", 0, Length)]
    [InlineData("99999-", Length - 1, 1)]
    [InlineData("7-200000", 7, Length - 7)]
    public async Task A_range_is_answered_with_its_part(string range, int start, int count)
    {
        var (answer, body) = await GetAsync(r => r.Headers.Range = RangeHeaderValue.Parse("bytes=" + range));
        Assert.Equal((HttpStatusCode.PartialContent, $"bytes {start}-{start + count - 1}/{Length}"), (answer.StatusCode, answer.Content.Headers.ContentRange?.ToString()));
        Assert.Equal(_served.Current.Content.Bytes(start, count), body);
    }

    [Fact]
    public async Task A_range_behind_the_end_is_not_satisfiable()
    {
        var (answer, _) = await GetAsync(r => r.Headers.Range = new RangeHeaderValue(Length, null));
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, $"bytes */{Length}"), (answer.StatusCode, answer.Content.Headers.ContentRange?.ToString()));
    }

    [Theory]
    [InlineData("If-Range", "\"v3-100000\"", 206, 200)]
    [InlineData("If-Range", ObjectVersion.DayBefore, 206, 200)]
    [InlineData("If-Range", "\"other\"", 200, 200)]
    [InlineData("If-Range", "W/\"v3-100000\"", 200, 200)]
    [InlineData("If-Range", ObjectVersion.Date, 200, 200)]
    [InlineData("If-Match", "\"v3-100000\"", 206, 412)]
    [InlineData("If-Match", "\"other\"", 412, 412)]
    public async Task A_precondition_holds_for_the_very_tag_or_date(string name, string value, int now, int later)
    {
        Assert.Equal(now, await StatusAsync(name, value));
        _served.Publish(_served.Current.Next());
        Assert.Equal(later, await StatusAsync(name, value));
    }

    [Fact]
    public async Task Head_describes_and_sends_nothing()
    {
        using var answer = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Head, _origin.Url(_served)));
        Assert.Equal((200, Length, 0), ((int)answer.StatusCode, answer.Content.Headers.ContentLength, _served.BytesSent));
    }

    [Fact]
    public async Task Bytes_are_the_same_whatever_the_pieces_and_their_sums_are_told()
    {
        var content = _served.Current.Content;
        var (_, body) = await GetAsync(_ => { });
        Assert.Equal(content.Bytes(0, Length), body);
        Assert.Equal(body[12_345..12_444], content.Bytes(12_345, 99));
        Assert.Equal((SHA256.HashData(body), MD5.HashData(body)), (content.Sha256, content.Md5), new ByBytes());
        Assert.NotEqual(body, content.Other().Bytes(0, Length));
        Assert.Equal(Length, _served.BytesSent);
    }

    async Task<int> StatusAsync(string name, string value)
    {
        var (answer, _) = await GetAsync(r =>
        {
            r.Headers.Range = new RangeHeaderValue(0, 9);
            r.Headers.TryAddWithoutValidation(name, value);
        });
        return (int)answer.StatusCode;
    }

    async Task<(HttpResponseMessage Answer, byte[] Body)> GetAsync(Action<HttpRequestMessage> change)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, _origin.Url(_served));
        change(request);
        var answer = await _http.SendAsync(request);
        return (answer, await answer.Content.ReadAsByteArrayAsync());
    }

    sealed class ByBytes : IEqualityComparer<(byte[], byte[])>
    {
        public bool Equals((byte[], byte[]) x, (byte[], byte[]) y) => x.Item1.AsSpan().SequenceEqual(y.Item1) && x.Item2.AsSpan().SequenceEqual(y.Item2);

        public int GetHashCode((byte[], byte[]) value) => 0;
    }
}
