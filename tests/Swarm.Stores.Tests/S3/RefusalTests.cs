using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.Domain.Transfers;
using Swarm.IO.Http;
using Swarm.TestSupport;
using Swarm.TestSupport.Stores;

namespace Swarm.Stores.Tests.S3;

/// <summary>What refusals say, and which of them are mended here.</summary>
public sealed class RefusalTests : S3Scripts
{
    [Theory]
    [InlineData(403, "AccessDenied", 403)]
    [InlineData(400, "RequestTimeout", 408)]
    [InlineData(503, "SlowDown", 503)]
    [InlineData(500, "InternalError", 500)]
    [InlineData(429, "TooManyRequests", 429)]
    [InlineData(400, "EntityTooLarge", 400)]
    public async Task A_refusal_tells_what_it_amounts_to(int status, string code, int amount)
    {
        Origin.On("/b/k", Error(status, code, "Retry-After: 7"));
        var e = await FailsAsync(PutAsync);
        Assert.Equal((Reason.Status, amount, TimeSpan.FromSeconds(7)), (e.Failure.Reason, e.Status, e.ServerWait));
        Assert.Equal($"s3://b/k: {status} {code} (request 4F2): Because.", e.Message);
        Assert.Single(Origin.Requests);
    }

    [Fact]
    public async Task A_refusal_without_words_tells_its_status_and_its_request()
    {
        Origin.On("/b/k", Head(403, "x-amz-request-id: R1"));
        Assert.Equal("s3://b/k: 403 (request R1)", (await FailsAsync(async () => await Store.StatAsync(Object, Token))).Message);
    }

    [Fact]
    public async Task A_wrong_clock_is_corrected_and_the_body_sent_once_more()
    {
        Time.Advance(TimeSpan.FromHours(3));
        var now = TimeProvider.System.GetUtcNow();
        Origin.On("/b/k", Error(403, "RequestTimeTooSkewed", $"Date: {now:R}"), Reply.Status(200, "ETag: \"x\""));
        await Store.PutAsync(Object, new BytesContent(new byte[100]), PutOptions.Default, Token);
        Assert.Equal([100, 100], Origin.Requests.Select(r => r.Body.Length));
        Assert.StartsWith($"{now:yyyyMMdd'T'HHmm}", Origin.Requests[1].Field("x-amz-date"), StringComparison.Ordinal);

        var asked = await Store.AuthoriseAsync(new ExchangeRequest(Store.UrlOf(Object), "GET", [], null) { Address = Object }, Token);
        Assert.StartsWith($"{now:yyyyMMdd'T'HHmm}", asked.Headers.Find("x-amz-date"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_clock_is_noticed_where_a_refusal_has_no_words()
    {
        Time.Advance(TimeSpan.FromHours(-3));
        Origin.On("/b/k", Head(403, $"Date: {TimeProvider.System.GetUtcNow():R}"), Head(200, "Content-Length: 5"));
        Assert.Equal(5, (await Store.StatAsync(Object, Token))!.Size);
    }

    [Fact]
    public async Task A_clock_that_stays_wrong_is_not_corrected_for_ever()
    {
        Origin.On("/b/k", Error(403, "RequestTimeTooSkewed", $"Date: {TimeProvider.System.GetUtcNow().AddHours(5):R}"));
        Assert.Equal(403, (await FailsAsync(PutAsync)).Status);
        Assert.Equal(2, Origin.Requests.Count);
    }

    [Fact]
    public async Task Secrets_are_in_no_words()
    {
        Origin.On("/b/k", Error(403, "SignatureDoesNotMatch"));
        var e = await FailsAsync(PutAsync);
        Assert.DoesNotContain("hush", e.ToString(), StringComparison.Ordinal);
        Assert.Equal("hush-token", Origin.Requests[0].Field("x-amz-security-token"));
    }

    [Fact]
    public async Task Words_of_a_hostile_server_are_made_harmless()
    {
        Origin.On("/b/k", Reply.Raw(HttpWire.Message(403, HttpWire.Bytes($"<Error><Code>A&#27;[31m</Code><Message>{new string('x', 9000)}</Message></Error>"))));
        var e = await FailsAsync(PutAsync);
        Assert.DoesNotContain('\u001b', e.Message);
        Assert.True(e.Message.Length < 400);
    }

    [Fact]
    public async Task Requests_that_bring_their_own_authorisation_are_left_alone()
    {
        foreach (var (target, headers) in new (string, Header[])[] { ("/b/k?X-Amz-Signature=x", []), ("/b/k", [new("Authorization", "Bearer x")]) })
        {
            var request = new ExchangeRequest(Store.UrlOf(Object).WithTarget(target), "GET", headers, null) { Address = Object };
            Assert.Same(request, await Store.AuthoriseAsync(request, Token));
        }
    }

    [Fact]
    public async Task Nothing_is_signed_for_another_origin()
    {
        var request = new ExchangeRequest(WebUrl.Parse("http://elsewhere.example/b/k"), "GET", [], null) { Address = Object };
        Assert.Same(request, await Store.AuthoriseAsync(request, Token));
    }

    [Fact]
    public async Task A_download_with_a_wrong_clock_is_asked_for_once_more()
    {
        Time.Advance(TimeSpan.FromHours(3));
        Origin.On("/b/a/../k", Error(403, "RequestTimeTooSkewed", $"Date: {TimeProvider.System.GetUtcNow():R}"), Reply.Ok("bytes"));
        await using var http = new HttpExchanger(new HttpOptions { Environment = _ => null }, new TimeLimits(), TimeProvider.System);
        await using var exchanger = new StoreExchanger(http, _ => Store);
        var address = Bucket.At("a/../k");
        await using var exchange = await exchanger.SendAsync(
            new ExchangeRequest(WebUrl.Parse(Store.UrlOf(address).Href), "GET", [], null) { Address = address }, Token);
        Assert.Equal(200, exchange.Head.Status);
        Assert.Equal(2, Origin.Requests.Count);
    }

    [Fact]
    public void A_redirect_elsewhere_asks_for_no_object()
    {
        var request = new ExchangeRequest(Store.UrlOf(Object), "GET", [], null) { Address = Object };
        var step = RedirectRules.Follow(request, new ResponseHead(307, [new("Location", "http://elsewhere.example/x")], 0, false, new Version(1, 1)), 0);
        Assert.Null(step.Next!.Address);
    }

    [Fact]
    public async Task A_request_is_signed_with_what_it_asks_for()
    {
        var request = new ExchangeRequest(Store.UrlOf(Object), "GET", [new("Range", "bytes=0-1"), new("If-Match", "\"x\""), new("Accept-Encoding", "identity")], null) { Address = Object };
        var signed = await Store.AuthoriseAsync(request, Token);
        Assert.Contains("SignedHeaders=host;if-match;range;x-amz-content-sha256;x-amz-date;x-amz-security-token,", signed.Headers.Find("Authorization"), StringComparison.Ordinal);
        Assert.Null(request.Headers.Find("Authorization"));
    }

    Task PutAsync() => Store.PutAsync(Object, new BytesContent(new byte[10]), PutOptions.Default, Token).AsTask();
}
