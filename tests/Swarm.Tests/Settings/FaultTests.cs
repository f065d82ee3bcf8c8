using Swarm.Settings;

namespace Swarm.Tests.Settings;

/// <summary>What is wrong with settings is said all at once, with place, key and how to mend it.</summary>
public class FaultTests
{
    [Theory]
    [InlineData("swarm.strategy.dealy = 1s", "x.conf:1:1: swarm.strategy.dealy: unknown key; did you mean 'delay'?")]
    [InlineData("swarm.strategy.perOrigin = 3", "x.conf:1:1: swarm.strategy.perOrigin: unknown key; did you mean 'per-origin'?")]
    [InlineData("swarm.strategy.retry_statuses = 500", "x.conf:1:1: swarm.strategy.retry_statuses: unknown key; did you mean 'retry-statuses'?")]
    [InlineData("swarm.delay = 1s", "x.conf:1:1: swarm.delay: unknown key; did you mean 'swarm.strategy.delay'?")]
    [InlineData("strategy { delay = 1s }", "x.conf:1:1: strategy: unknown key; did you mean 'swarm.strategy'?")]
    [InlineData("swarm {\n  timeouts {\n    conect = 1s\n  }\n}", "x.conf:3:5: swarm.timeouts.conect: unknown key; did you mean 'connect'?")]
    [InlineData("swarm.rate.wombat = 1", "x.conf:1:1: swarm.rate.wombat: unknown key; known here: job, per-origin")]
    public void A_misspelt_key_names_its_place_and_the_nearest_key(string text, string fault) =>
        Assert.Equal([fault], SettingsText.Faults(text));

    [Theory]
    [InlineData("strategy.delay = soon", "'soon' is not a duration (try 250ms, 2s)")]
    [InlineData("strategy.delay = 2", "'2' has no unit (try 2s or 2ms)")]
    [InlineData("strategy.delay = -1s", "must be from 0 to 24 days")]
    [InlineData("strategy.delay = 100d", "must be from 0 to 24 days")]
    [InlineData("strategy.attempts = many", "'many' is not a whole number")]
    [InlineData("strategy.attempts = 0", "0 must be at least 1")]
    [InlineData("strategy.per-origin = 20000", "20000 must be from 1 to 10000")]
    [InlineData("strategy.backoff.jitter = half", "'half' is none of none, full, equal, additive")]
    [InlineData("strategy.retry-statuses = 777", "'777' is no status between 100 and 599, nor a range such as 500-599")]
    [InlineData("strategy.retry-reasons = [gremlins]", "'gremlins' is no reason; known: status, timeout, slow, dns,")]
    [InlineData("strategy = lenient", "needs a section: strategy { … }")]
    [InlineData("strategy.name = lazy", "'lazy' is none of lenient, backoff, adaptive, google, s3, oss, 3di; a strategy of your own needs a type, or like = one of these")]
    [InlineData("strategy.name = mine, swarm.strategy.like = lazy", "'lazy' is none of lenient, backoff, adaptive, google, s3, oss, 3di")]
    [InlineData("strategy.adaptive.cut = 1.5", "1.5 must be from 0.01 to 0.99")]
    [InlineData("timeouts.slow-window = 0", "must be longer than 0")]
    [InlineData("timeouts.minimum-speed = fast", "'fast' is not a size in bytes (try 512kB, 64MiB)")]
    [InlineData("http.compressed = maybe", "'maybe' is not a boolean (true, false, yes, no, on, off)")]
    [InlineData("http.headers = [\"no colon\"]", "'no colon' is no header (try \"Name: value\")")]
    [InlineData("http.headers = [\"A: b\\r\\nC: d\"]", "the header A holds a line break")]
    [InlineData("http.headers { a = b }", "an object is not an array")]
    [InlineData("naming.rule = wild", "'wild' is none of safe, seed, last-segment, content-disposition, template")]
    [InlineData("naming.rule = \"{nme}\"", "{nme}")]
    [InlineData("naming { rule = template, template = \"a{\" }", "a { without its counterpart")]
    [InlineData("job.format = checksums", "lists of checksums name files only: base = the URL of their folder")]
    [InlineData("segments.connections = 65", "65 must be from 1 to 64")]
    [InlineData("segments.connections = none", "'none' is not a whole number")]
    [InlineData("segments.part-size = 1KiB", "1KiB must be from 64KiB to 1GiB")]
    [InlineData("segments.part-size = 2GiB", "2GiB must be from 64KiB to 1GiB")]
    [InlineData("segments.min-split = 1MiB", "min-split (1MiB) is below part-size (8MiB): nothing so short can be split")]
    [InlineData("segments.verify = on", "'on' is none of required, available, off")]
    [InlineData("segments.sidecar = sha-256", "'sha-256' is none of md5, sha1, sha256, sha512")]
    [InlineData("job.range = 500", "'500' is no range of bytes (try 0-499, 500-, or -500 for the last 500)")]
    [InlineData("job.range = 5-1", "'5-1' is no range of bytes")]
    [InlineData("job.range = \"0-1,5-9\"", "'0-1,5-9' is no range of bytes")]
    [InlineData("limits.concurrency = 5000", "concurrency (5000) is above window (4096), which holds all that is in flight")]
    [InlineData("origins { example.org { strategy.delay = 1s } }", "unknown key; an origin has strategy and http; a host's name needs quotes: \"example.org\"")]
    [InlineData("origins { \"https://example.org\" {} }", "'https://example.org' is no host (try \"example.org\", or \"*.example.org\" for it and all below it)")]
    [InlineData("origins { \"example.org:8080\" {} }", "'example.org:8080' is no host")]
    [InlineData("origins = [{ strategy.delay = 1s }]", "needs a host, such as \"example.org\" or \"*.example.org\"")]
    [InlineData("origins = [7]", "needs a section: { … }")]
    public void A_wrong_value_says_what_would_be_right(string setting, string message) =>
        Assert.Contains(SettingsText.Faults("swarm." + setting), fault => fault.StartsWith("x.conf:1:", StringComparison.Ordinal) && fault.Contains(message));

    [Theory]
    [InlineData("writing { skip-existing = on, if-modified = on }", "swarm.writing.skip-existing")]
    [InlineData("writing { discard = on, on-failure = partial }", "swarm.writing.on-failure")]
    [InlineData("writing { discard = on, if-modified = on }", "swarm.writing.if-modified")]
    [InlineData("writing { discard = on, skip-existing = on }", "swarm.writing.skip-existing")]
    [InlineData("writing { discard = on, keep-server-time = on }", "swarm.writing.keep-server-time")]
    [InlineData("segments { verify = off, sidecar = md5 }", "swarm.segments.sidecar")]
    [InlineData("segments.connections = 4, swarm.writing.discard = on", "swarm.segments.connections")]
    [InlineData("segments.verify-resume = on, swarm.writing.discard = on", "swarm.segments.verify-resume")]
    [InlineData("job.range = 0-499, swarm.writing.if-modified = on", "swarm.job.range")]
    [InlineData("job.range = 0-499, swarm.segments.sidecar = md5", "swarm.job.range")]
    [InlineData("timeouts.idle = none", "swarm.timeouts.idle")]
    [InlineData("naming.template = \"{n}\"", "swarm.naming.template")]
    [InlineData("naming { rule = \"{n}\", template = \"{n}\" }", "swarm.naming.template")]
    [InlineData("http { user = \"a:b\", bearer = c }", "swarm.http.user")]
    [InlineData("http { insecure = on, ca-file = a.pem }", "swarm.http.insecure")]
    [InlineData("http { insecure = on, insecure-hosts = [a.example] }", "swarm.http.insecure")]
    [InlineData("http.client-key = a.pem", "swarm.http.client-key")]
    [InlineData("http.client-certificate-password = a", "swarm.http.client-certificate-password")]
    [InlineData("naming.rule = template", "swarm.naming.rule")]
    [InlineData("strategy.assembly = mine.dll", "swarm.strategy.assembly")]
    [InlineData("strategy.adaptive.start = 4", "swarm.strategy.adaptive.start")]
    [InlineData("strategy { name = adaptive, per-origin = 8 }", "swarm.strategy.per-origin")]
    [InlineData("strategy.backoff.first = 5m", "swarm.strategy.backoff.first")]
    [InlineData("strategy.backoff.jitter-span = 5s", "swarm.strategy.backoff.jitter-span")]
    [InlineData("strategy { name = lenient, like = backoff }", "swarm.strategy.name")]
    public void Settings_that_cancel_each_other_are_refused(string settings, string key)
    {
        var fault = Assert.Single(SettingsText.Faults("swarm." + settings));
        Assert.StartsWith("x.conf:1:", fault);
        Assert.Contains($": {key}: ", fault);
    }

    [Fact]
    public void All_faults_come_together()
    {
        var faults = SettingsText.Faults("swarm {\n strategy { delay = soon, attempts = 0, dealy = 1s }\n writing { discard = on, if-modified = on }\n}\nswam {}",
            ["rate.job=lots", "nonsense"]);
        Assert.Equal(["-D nonsense"], faults.Select(f => f.Split(": ")[0]));
        faults = SettingsText.Faults("swarm {\n strategy { delay = soon, attempts = 0, dealy = 1s }\n writing { discard = on, if-modified = on }\n}\nswam {}",
            ["rate.job=lots"], new SettingsOption("--concurrency", "limits.concurrency", "all"));
        Assert.Equal(
            ["--concurrency", "-D rate.job", "x.conf:2:13", "x.conf:2:27", "x.conf:2:41", "x.conf:3:26", "x.conf:5:1"],
            faults.Select(f => f.Split(": ")[0]));
    }

    [Fact]
    public void Text_that_is_no_HOCON_is_refused_with_its_line()
    {
        Assert.StartsWith("x.conf:2:", Assert.Single(SettingsText.Faults("swarm {\n  strategy { delay = ] }\n}")));
        Assert.StartsWith("x.conf:1:", Assert.Single(SettingsText.Faults("swarm.job.output = ${nowhere}")));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var wrong = Assert.Throws<SettingsException>(() => SettingsLoader.Load(new SettingsSources { Files = ["/nowhere/a.conf", "/nowhere/b.conf"] }));
        Assert.Equal(["/nowhere/a.conf: the file does not exist", "/nowhere/b.conf: the file does not exist"], wrong.Faults.Select(f => f.ToString()));
    }

    [Fact]
    public void A_job_with_nothing_to_fetch_is_refused()
    {
        using var files = new SettingsText();
        var file = files.File("empty.conf", "swarm.job.output = out");
        var wrong = Assert.Throws<SettingsException>(() => SettingsLoader.LoadJob(new SettingsSources { Files = [file] }));
        Assert.Equal($"{file}: swarm.job: nothing to fetch: give it urls or input", wrong.Message);
    }
}
