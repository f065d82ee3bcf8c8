using Swarm.Domain;
using Swarm.Stores.S3;
using Swarm.Stores.S3.Credentials;

namespace Swarm.Stores.Tests.S3;

public sealed class S3SettingsTests : IDisposable
{
    readonly string _home = Directory.CreateTempSubdirectory("swarm-aws-").FullName;
    readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal);

    public S3SettingsTests()
    {
        Directory.CreateDirectory(Path.Combine(_home, ".aws"));
        _environment["HOME"] = _home;
    }

    public void Dispose() => Directory.Delete(_home, true);

    [Fact]
    public async Task Given_keys_come_first()
    {
        Set("AWS_ACCESS_KEY_ID", "env", "AWS_SECRET_ACCESS_KEY", "s");
        Assert.Equal(new AwsKeys("given", "word", "T"), await KeysAsync(new S3Options { AccessKeyId = "given", SecretAccessKey = "word", SessionToken = "T" }));
    }

    [Fact]
    public async Task Keys_may_stand_in_the_endpoint_and_never_go_on_the_wire_there()
    {
        var settings = Read(new S3Options { Endpoint = WebUrl.Parse("http://key:sec%2Fret@host:9000") });
        Assert.Equal(new AwsKeys("key", "sec/ret", null), await settings.Keys.GetAsync(default));
        Assert.Equal(("http://host:9000/b/k", null), (settings.Site.UrlOf("b", "k").Href, settings.Site.UrlOf("b", "k").UserInfo));
    }

    [Fact]
    public async Task The_environment_comes_before_the_profile()
    {
        Credentials("[default]\naws_access_key_id = file\naws_secret_access_key = s\n");
        Set("AWS_ACCESS_KEY_ID", "env", "AWS_SECRET_ACCESS_KEY", "hack-me", "AWS_SESSION_TOKEN", "tok");
        Assert.Equal(new AwsKeys("env", "hack-me", "tok"), await KeysAsync());
    }

    [Fact]
    public async Task A_profile_that_is_asked_for_comes_before_the_environment()
    {
        Credentials("[other]\naws_access_key_id = file\naws_secret_access_key = s\n");
        Set("AWS_ACCESS_KEY_ID", "env", "AWS_SECRET_ACCESS_KEY", "s");
        Assert.Equal("file", (await KeysAsync(new S3Options { Profile = "other" }))!.Id);
    }

    [Fact]
    public async Task Profiles_are_read_as_Amazons_tools_read_them()
    {
        Credentials("# comment\n[default]\naws_access_key_id=A\naws_secret_access_key=B\n\n[test-profile]\naws_access_key_id = C\naws_secret_access_key = D=\naws_session_token = E\n");
        Config("[default]\nregion = eu-central-1\n[profile test-profile]\nregion = eu-west-3\nservices = mine\n[services mine]\ns3 =\n  endpoint_url = http://files:9000\n  addressing_style = virtual\n");
        Assert.Equal((new AwsKeys("A", "B", null), "eu-central-1"), (await KeysAsync(), Read(new S3Options()).Site.Region));
        Set("AWS_PROFILE", "test-profile");
        var settings = Read(new S3Options());
        Assert.Equal(new AwsKeys("C", "D=", "E"), await settings.Keys.GetAsync(default));
        Assert.Equal(("eu-west-3", "http://b.files:9000/k"), (settings.Site.Region, settings.Site.UrlOf("b", "k").Href));
    }

    [Fact]
    public async Task Keys_may_stand_in_the_config_file_too()
    {
        Config("[default]\naws_access_key_id = A\naws_secret_access_key = B\n");
        Assert.Equal("A", (await KeysAsync())!.Id);
    }

    [Fact]
    public async Task The_files_may_lie_elsewhere()
    {
        File.WriteAllText(Path.Combine(_home, "keys"), "[default]\naws_access_key_id = A\naws_secret_access_key = B\n");
        Set("AWS_SHARED_CREDENTIALS_FILE", Path.Combine(_home, "keys"));
        Assert.Equal("A", (await KeysAsync())!.Id);
    }

    [Fact]
    public async Task A_program_may_give_the_keys()
    {
        var program = Path.Combine(_home, "give.sh");
        File.WriteAllText(program, "echo '{\"Version\":1,\"AccessKeyId\":\"P\",\"SecretAccessKey\":\"Q\",\"SessionToken\":\"R\",\"Expiration\":\"2099-01-01T00:00:00Z\"}'\n");
        Config($"[default]\ncredential_process = sh {program}\n");
        Assert.Equal(new AwsKeys("P", "Q", "R"), await KeysAsync());
    }

    [Fact]
    public async Task A_program_that_fails_is_told_without_what_it_printed()
    {
        Config("[default]\ncredential_process = false\n");
        var e = await Assert.ThrowsAsync<TransferException>(() => KeysAsync());
        Assert.Equal(Reason.Permission, e.Failure.Reason);
        Assert.Contains("credential_process of profile 'default'", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_may_go_out_unsigned()
    {
        Set("AWS_ACCESS_KEY_ID", "env", "AWS_SECRET_ACCESS_KEY", "s");
        Assert.Null(await KeysAsync(new S3Options { Anonymous = true }));
    }

    [Fact]
    public void Half_a_pair_is_no_pair_and_no_secret_is_told()
    {
        Set("AWS_SECRET_ACCESS_KEY", "hush");
        var e = Assert.Throws<InvalidDataException>(() => Read(new S3Options()));
        Assert.Contains("the id is missing", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", new AwsKeys("a", "hush", "hush").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_not_be_is_said()
    {
        Config("[profile sso]\nsso_session = x\n");
        Assert.Contains("no profile 'none'", Assert.Throws<InvalidDataException>(() => Read(new S3Options { Profile = "none" })).Message, StringComparison.Ordinal);
        Assert.Contains("credential_process", Assert.Throws<InvalidDataException>(() => Read(new S3Options { Profile = "sso" })).Message, StringComparison.Ordinal);
        Assert.Contains("address", Assert.Throws<InvalidDataException>(
            () => Read(new S3Options { Endpoint = WebUrl.Parse("http://127.0.0.1:1"), PathStyle = false })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "us-east-1")]
    [InlineData(null, "cc-mid-2", "cc-mid-2")]
    [InlineData("cc-first", "cc-mid-2", "cc-first")]
    public void The_region_comes_from_the_environment(string? region, string? byDefault, string expected)
    {
        if (region is not null) Set("AWS_REGION", region);
        if (byDefault is not null) Set("AWS_DEFAULT_REGION", byDefault);
        Assert.Equal(expected, Read(new S3Options()).Site.Region);
        Assert.Equal("given", Read(new S3Options { Region = "given" }).Site.Region);
    }

    [Fact]
    public void The_endpoint_comes_from_the_environment()
    {
        Assert.Equal("https://b.s3.us-east-1.amazonaws.com/k", Url("b", "k"));
        Set("AWS_ENDPOINT_URL", "http://all:1");
        Assert.Equal("http://all:1/b/k", Url("b", "k"));
        Set("AWS_ENDPOINT_URL_S3", "https://s3.only:2/base/");
        Assert.Equal("https://s3.only:2/base/b/k", Url("b", "k"));
    }

    [Theory]
    [InlineData("eu-west-1", "b", "a b/é+:~", "https://b.s3.eu-west-1.amazonaws.com/a%20b/%C3%A9%2B%3A~")]
    [InlineData("cn-north-1", "b", "k", "https://b.s3.cn-north-1.amazonaws.com.cn/k")]
    [InlineData("eu-west-1", "dotted.name", "k", "https://s3.eu-west-1.amazonaws.com/dotted.name/k")]
    [InlineData("eu-west-1", "b", "/../x//", "https://b.s3.eu-west-1.amazonaws.com//../x//")]
    [InlineData("eu-west-1", "b", "", "https://b.s3.eu-west-1.amazonaws.com/")]
    [InlineData("eu-west-1", "", "", "https://s3.eu-west-1.amazonaws.com/")]
    public void Keys_are_encoded_once(string region, string bucket, string key, string url)
    {
        Set("AWS_REGION", region);
        Assert.Equal(url, Url(bucket, key));
    }

    [Fact]
    public void A_bucket_that_is_no_host_can_not_lead_elsewhere() =>
        Assert.Throws<TransferException>(() => Url("evil/example", "k"));

    string Url(string bucket, string key) => Read(new S3Options()).Site.UrlOf(bucket, key).Href;

    S3Settings Read(S3Options options) => S3Settings.Read(options, name => _environment.GetValueOrDefault(name));

    Task<AwsKeys?> KeysAsync(S3Options? options = null) => Read(options ?? new S3Options()).Keys.GetAsync(default).AsTask();

    void Credentials(string text) => File.WriteAllText(Path.Combine(_home, ".aws", "credentials"), text);

    void Config(string text) => File.WriteAllText(Path.Combine(_home, ".aws", "config"), text);

    void Set(params string[] pairs)
    {
        foreach (var pair in pairs.Chunk(2)) _environment[pair[0]] = pair[1];
    }
}
