using System.CommandLine;

namespace Swarm.Cli.Verbs;

/// <summary>Options of a job that stand for keys of the settings: the last layer over HOCON, under the option's own name in messages.</summary>
sealed class JobFlags
{
    readonly List<(Option Option, Func<ParseResult, IEnumerable<(string Key, string Value)>> Read)> _flags = [];

    public JobFlags()
    {
        Text("--output", "Folder for the files and the job's state", "FOLDER", null, "-o");
        Text("--strategy", "lenient, backoff, adaptive, or one of your own by configuration", "NAME", "strategy.name", "-s");
        Text("--concurrency", "Requests at once in the whole job (64)", "N", "limits.concurrency");
        Text("--per-origin", "Requests at once to one origin", "N", "strategy.per-origin");
        Text("--delay", "Least time between two requests to one origin: 0, 250ms, 2s", "TIME", "strategy.delay");
        Text("--attempts", "Requests made for one URL at most", "N", "strategy.attempts");
        Text("--rate", "Bandwidth of the whole job a second: 500K, 2M", "BYTES", "rate.job");
        Text("--timeout", "Time to connect, to wait for an answer, and without a byte", "TIME", "timeouts.connect", "timeouts.headers", "timeouts.idle");
        Text("--user-agent", "What to call ourselves", "TEXT", "http.user-agent");
        Text("--http", "1.1, 2 or auto", "VERSION", "http.version");
        Text("--proxy", "http://, https:// or socks5:// proxy; none: not even the environment's", "URL", "http.proxy");
        Text("--cacert", "Certificates to trust besides the system's", "FILE", "http.ca-file");
        Text("--cookies", "Cookies to send, in Netscape's format", "FILE", "http.cookies");
        Text("--netrc", "Credentials by host", "FILE", "http.netrc");
        Text("--names", "safe, seed, last-segment, content-disposition, or a template such as '{host}/{path}/{name}{ext}'", "RULE", "naming.rule");
        Text("--on-failure", "What is left of a file that failed: nothing, marker, partial", "WHAT", "writing.on-failure");
        Text("--durability", "done survives the process, or a power cut: process, power", "WHAT", "writing.durability");
        Flag("--insecure", "Do not verify TLS certificates", "http.insecure");
        Flag("--discard", "Fetch and verify, keep nothing", "writing.discard");
        Flag("--skip-existing", "Leave files alone that are there already", "writing.skip-existing");
        Flag("--if-modified", "Ask conditionally for what was fetched before", "writing.if-modified");
        Flag("--keep-time", "Set files' times from Last-Modified", "writing.keep-server-time");
        Flag("--compressed", "Accept compressed answers, stored as sent", "http.compressed");
    }

    public Option<string[]> Headers { get; } = new("--header") { Description = "A request header: 'Name: value' (repeatable)", HelpName = "LINE" };

    public Option<string[]> Config { get; } = new("--config", "-c") { Description = "A HOCON file (repeatable; later ones win)", HelpName = "FILE" };

    public Option<string[]> Define { get; } = new("-D") { Description = "One setting: key=value (repeatable)", HelpName = "KEY=VALUE" };

    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Say nothing but what went wrong with the job itself" };

    public Option<bool> Json { get; } = new("--json") { Description = "Events as JSON lines on standard output" };

    public Option<string?> Report { get; } = new("--report") { Description = "One JSON line for each URL, written when the job ends", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        foreach (var (option, _) in _flags) command.Options.Add(option);
        foreach (var option in (Option[])[Headers, Config, Define, Report, Quiet, Json]) command.Options.Add(option);
    }

    public Showing ShowingOf(ParseResult parsed) => new(parsed.GetValue(Quiet), parsed.GetValue(Json), parsed.GetValue(Report));

    /// <summary>Option, key and value of all that were given.</summary>
    public IEnumerable<(string Option, string Key, string Value)> Given(ParseResult parsed) =>
        _flags.Where(f => parsed.GetResult(f.Option) is { Implicit: false }).SelectMany(f => f.Read(parsed).Select(kv => (f.Option.Name, kv.Key, kv.Value)));

    /// <summary>The value of <c>--output</c>, or null.</summary>
    public string? Output(ParseResult parsed) => parsed.GetValue((Option<string?>)_flags[0].Option);

    void Text(string name, string description, string help, string? key, params string[] more)
    {
        var aliases = more.Where(m => m.StartsWith('-')).ToArray();
        var keys = more.Where(m => !m.StartsWith('-')).Prepend(key).OfType<string>().ToArray();
        var option = new Option<string?>(name, aliases) { Description = description, HelpName = help };
        _flags.Add((option, parsed => keys.Select(k => (k, parsed.GetValue(option) ?? ""))));
    }

    void Flag(string name, string description, string key)
    {
        var option = new Option<bool>(name) { Description = description };
        _flags.Add((option, parsed => [(key, parsed.GetValue(option) ? "true" : "false")]));
    }
}
