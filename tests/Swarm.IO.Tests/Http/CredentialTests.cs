using System.Text;
using Swarm.Domain;
using Swarm.IO.Http;
using Swarm.TestSupport;

namespace Swarm.IO.Tests.Http;

public sealed class CredentialTests
{
    const string Netrc = """
        # a comment
        machine example.org login me password "s3cret \"x\""
        machine other.org
            login you
            account ignored
            password #hash
        macdef init
        machine trap.org login no password no

        machine EXAMPLE.net login e password n
        default login any password one
        """;

    static string? Decoded(OriginRequest request) => request.Field("Authorization") is { } field && field.StartsWith("Basic ", StringComparison.Ordinal)
        ? Encoding.UTF8.GetString(Convert.FromBase64String(field[6..]))
        : request.Field("Authorization");

    [Theory]
    [InlineData("http://example.org/", true, "me:s3cret \"x\"")]
    [InlineData("http://other.org/", true, "you:#hash")]
    [InlineData("http://example.net/", true, "e:n")]
    [InlineData("http://sub.example.org/", true, "any:one")]
    [InlineData("http://trap.org/", true, "any:one")]
    [InlineData("http://u:p%40@example.org/", true, "u:p@")]
    [InlineData("http://sub.example.org/", false, null)]
    [InlineData("http://example.org/", false, null)]
    [InlineData("http://u:p@example.org/", false, null)]
    public async Task Netrc_gives_by_exact_host_and_its_default_to_asked_origins_alone(string url, bool asked, string? sent)
    {
        using var file = new TempFile(Netrc);
        await using var hosts = new ManyHosts(new HttpOptions { NetrcFile = file.Path });
        Assert.Equal(sent, Decoded(await hosts.AskAsync(url, asked)));
    }

    [Fact]
    public async Task What_was_given_for_the_asked_origin_stays_there()
    {
        var options = new HttpOptions { User = "u:p", Headers = [new("X-Api-Key", "canary"), new("Cookie", "canary"), new("Accept", "a/b")] };
        await using var hosts = new ManyHosts(options);
        var asked = await hosts.AskAsync("http://example.org/");
        Assert.Equal(("u:p", "canary", "a/b"), (Decoded(asked), asked.Field("X-Api-Key"), asked.Field("Accept")));
        var elsewhere = await hosts.AskAsync("http://elsewhere.org/", asked: false);
        Assert.Equal((null, "a/b"), (elsewhere.Field("Authorization"), elsewhere.Field("Accept")));
        Assert.DoesNotContain("canary", elsewhere.Text);
    }

    [Fact]
    public async Task A_bearer_token_is_sent_and_a_field_of_the_request_stands_for_it()
    {
        await using var hosts = new ManyHosts(new HttpOptions { Bearer = "t0ken" });
        Assert.Equal("Bearer t0ken", (await hosts.AskAsync("http://example.org/")).Field("Authorization"));
        Assert.Equal("Mine", (await hosts.AskAsync("http://example.org/", true, new Header("authorization", "Mine"))).Field("Authorization"));
    }

    [Theory]
    [InlineData("machine a login")]
    [InlineData("machine a\nlogin b pasword c")]
    public void A_fault_in_the_netrc_file_names_the_line_and_no_secret(string text)
    {
        using var file = new TempFile(text);
        var fault = Assert.Throws<InvalidDataException>(() => Fetching.Exchanger(new HttpOptions { NetrcFile = file.Path }));
        Assert.StartsWith($"{file.Path}:{text.Split('\n').Length}: ", fault.Message);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("/no/such/file", Assert.Throws<InvalidDataException>(() => Fetching.Exchanger(new HttpOptions { NetrcFile = "/no/such/file" })).Message);
}
