using Swarm.Domain;
using Swarm.Domain.Stores;
using Swarm.TestSupport;

namespace Swarm.Stores.Tests.S3;

/// <summary>The ends that an upload in parts can come to (scenario X15).</summary>
public sealed class CompletionTests : S3Scripts
{
    const string Composite = "16329fb6004d64a4fbc5bbb983fa0528-2";
    const string Result = $"""{Declaration}<CompleteMultipartUploadResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ETag>"{Composite}"</ETag></CompleteMultipartUploadResult>""";

    static readonly PartFacts[] Parts = [new(1, 5 << 20, "\"79b281060d337b9b2b84ccf390adcf74\""), new(2, 1024, "\"bbe6402cdc9b7e2036fc97e9a91726cd\"")];
    static readonly string Length = $"Content-Length: {(5 << 20) + 1024}";

    [Fact]
    public async Task A_whole_answer_is_a_success()
    {
        Origin.On("/b/k", Reply.Ok(" \n  " + Result));
        var made = await CompleteAsync();
        Assert.Equal(((5L << 20) + 1024, $"\"{Composite}\""), (made.Size, made.ETag));
        Assert.Equal("/b/k?uploadId=id", Assert.Single(Origin.Requests).Target);
    }

    [Theory]
    [InlineData("InternalError", 500)]
    [InlineData("SlowDown", 503)]
    [InlineData("SomethingElse", 500)]
    public async Task An_error_within_a_200_is_a_failure_and_worth_a_retry(string code, int status)
    {
        Origin.On("/b/k", Error(200, code));
        var e = await FailsAsync(CompleteAsync);
        Assert.Equal((Reason.Status, status), (e.Failure.Reason, e.Status));
        Assert.Equal($"s3://b/k: 200 {code} (request 4F2): Because.", e.Message);
        Assert.Single(Origin.Requests);
    }

    [Fact]
    public async Task An_empty_answer_is_a_failure()
    {
        Origin.On("/b/k", Reply.Ok(""));
        Assert.Equal(500, (await FailsAsync(CompleteAsync)).Status);
        Assert.Single(Origin.Requests);
    }

    [Fact]
    public async Task Blanks_alone_are_a_failure()
    {
        Origin.On("/b/k", Reply.Ok("      "));
        Assert.Equal(500, (await FailsAsync(CompleteAsync)).Status);
    }

    [Fact]
    public async Task An_answer_whose_text_ends_early_is_a_failure()
    {
        Origin.On("/b/k", Reply.Ok(Result[..^20]));
        Assert.Equal((Reason.Truncated, 500), await EndAsync());
        Assert.Single(Origin.Requests);
    }

    [Fact]
    public async Task An_answer_that_is_cut_on_its_way_is_a_failure()
    {
        Origin.On("/b/k", Reply.Cut(HttpWire.Bytes(Result), 60));
        Assert.Equal(Reason.Truncated, (await EndAsync()).Reason);
        Assert.Single(Origin.Requests);
    }

    [Fact]
    public async Task Another_document_is_no_success()
    {
        Origin.On("/b/k", Reply.Ok("<html/>"));
        Assert.Equal(Reason.Protocol, (await EndAsync()).Reason);
    }

    [Fact]
    public async Task A_document_type_is_not_read()
    {
        Origin.On("/b/k", Reply.Ok($"""{Declaration}<!DOCTYPE a [<!ENTITY e "x">]>{Result[Declaration.Length..]}"""));
        Assert.Equal(500, (await FailsAsync(CompleteAsync)).Status);
    }

    [Fact]
    public async Task A_success_whose_answer_was_lost_is_confirmed_by_the_object()
    {
        Origin.On("/b/k", Error(404, "NoSuchUpload"), Head(200, Length, $"ETag: \"{Composite}\""));
        Assert.Equal($"\"{Composite}\"", (await CompleteAsync()).ETag);
        Assert.Equal(["POST", "HEAD"], Origin.Requests.Select(r => r.Method));
    }

    [Theory]
    [InlineData("ETag: \"16329fb6004d64a4fbc5bbb983fa0529-2\"")]
    [InlineData("ETag: \"79b281060d337b9b2b84ccf390adcf74\"")]
    public async Task Another_object_confirms_nothing(string tag)
    {
        Origin.On("/b/k", Error(404, "NoSuchUpload"), Head(200, Length, tag));
        Assert.Equal(404, (await FailsAsync(CompleteAsync)).Status);
        Assert.Equal(["POST", "HEAD"], Origin.Requests.Select(r => r.Method));
    }

    [Fact]
    public async Task No_object_confirms_nothing()
    {
        Origin.On("/b/k", Error(404, "NoSuchUpload"), Head(404));
        Assert.Equal(404, (await FailsAsync(CompleteAsync)).Status);
    }

    [Fact]
    public async Task A_tag_that_is_not_that_of_the_parts_is_told()
    {
        Origin.On("/b/k", Reply.Ok(Result.Replace("16329", "16328", StringComparison.Ordinal)));
        Assert.Equal(Reason.Checksum, (await EndAsync()).Reason);
    }

    [Fact]
    public async Task A_tag_of_what_is_encrypted_says_nothing()
    {
        Origin.On("/b/k", Reply.Ok(Result.Replace("16329", "16328", StringComparison.Ordinal), "x-amz-server-side-encryption: aws:kms"));
        await CompleteAsync();
    }

    [Fact]
    public async Task What_must_not_be_overwritten_is_looked_for_and_asked_for()
    {
        Origin.On("/b/k", Head(404), Reply.Ok(Result));
        await Store.CompleteAsync(Session with { IfAbsent = true }, Parts, Token);
        Assert.Equal("*", Origin.Requests[1].Field("If-None-Match"));
        Assert.Contains("if-none-match", Origin.Requests[1].Field("Authorization"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_our_own_object_stands_in_the_way_all_is_well()
    {
        Origin.On("/b/k", Head(200, Length, $"ETag: \"{Composite}\""));
        await Store.CompleteAsync(Session with { IfAbsent = true }, Parts, Token);
        Assert.Equal("HEAD", Assert.Single(Origin.Requests).Method);
    }

    [Fact]
    public async Task Ending_what_is_gone_already_is_no_error()
    {
        Origin.On("/b/k", Error(404, "NoSuchUpload"));
        await Store.AbortAsync(Session, Token);
        Assert.True((await Store.StatusAsync(Session, Token)).IsGone);
        Assert.Equal(["DELETE", "GET"], Origin.Requests.Select(r => r.Method));
    }

    Task<ObjectFacts> CompleteAsync() => Store.CompleteAsync(Session, Parts, Token).AsTask();

    async Task<(Reason Reason, int Status)> EndAsync()
    {
        var e = await FailsAsync(CompleteAsync);
        return (e.Failure.Reason, e.Status);
    }
}
