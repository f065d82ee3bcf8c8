using System.CommandLine;
using Swarm.Settings;

namespace Swarm.Cli.Verbs;

/// <summary>Options of a job that stand for keys of the settings: the last layer over HOCON, under the option's own name in messages.</summary>
sealed partial class JobFlags
{
    readonly List<Flag> _flags = [];

    readonly Option<string?> _output = new("--output", "-o") { Description = "Folder for the files and the job's state; - writes to standard output, one URL after another", HelpName = "FOLDER" };

    readonly bool _hasOutput;
    readonly bool _isJob;

    public JobFlags()
        : this(hasOutput: true)
    {
    }

    /// <param name="hasOutput">It has a folder for its files; else its arguments say where they go.</param>
    /// <param name="isJob">It fetches or brings; else it only asks.</param>
    /// <param name="hasStores">It may meet object stores.</param>
    JobFlags(bool hasOutput, bool isJob = true, bool hasStores = true)
    {
        (_hasOutput, _isJob) = (hasOutput, isJob);
        AddRequests();
        if (isJob) AddJob();
        if (isJob) AddFiles(hasOutput);
        if (hasStores) AddStores();
        if (hasStores && isJob) AddUploads();
    }

    /// <summary>What the verb has of its own below all that is given, as HOCON; null: nothing.</summary>
    public string? Preset { get; private init; }

    public Option<string[]> Headers { get; } = new("--header") { Description = "A request header: 'Name: value' (repeatable)", HelpName = "LINE" };

    public Option<string[]> Config { get; } = new("--config", "-c") { Description = "A HOCON file (repeatable; later ones win)", HelpName = "FILE" };

    public Option<string[]> Define { get; } = new("-D") { Description = "One setting: key=value (repeatable)", HelpName = "KEY=VALUE" };

    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Say nothing but what went wrong with the job itself" };

    public Option<bool> Json { get; } = new("--json") { Description = "Events as JSON lines on standard output" };

    public Option<string?> Report { get; } = new("--report") { Description = "One JSON line for each URL, written when the job ends", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        if (_hasOutput) command.Options.Add(_output);
        foreach (var flag in _flags) command.Options.Add(flag.Option);
        foreach (var option in (Option[])[Headers, Config, Define, .. _isJob ? [Report] : (Option[])[], Quiet, Json]) command.Options.Add(option);
    }

    public Showing ShowingOf(ParseResult parsed) => new(parsed.GetValue(Quiet), parsed.GetValue(Json), _isJob ? parsed.GetValue(Report) : null);

    /// <summary>All that were given, as settings under the options' names.</summary>
    public IEnumerable<SettingsOption> Given(ParseResult parsed)
    {
        foreach (var flag in _flags)
        {
            if (parsed.GetResult(flag.Option) is not { Implicit: false }) continue;
            foreach (var value in flag.Read(parsed))
                foreach (var key in flag.Keys) yield return new SettingsOption(flag.Option.Name, key, value, flag.Appends);
        }
    }

    /// <summary>The value of <c>--output</c>, or null.</summary>
    public string? Output(ParseResult parsed) => _hasOutput ? parsed.GetValue(_output) : null;

    void AddRequests()
    {
        Text("--strategy", "lenient, backoff, adaptive, google, s3, oss, 3di, or one of your own by configuration", "NAME", "strategy.name", "-s");
        Text("--per-origin", "Requests at once to one origin", "N", "strategy.per-origin");
        Text("--delay", "Least time between two requests to one origin: 0, 250ms, 2s", "TIME", "strategy.delay");
        Text("--attempts", "Requests made for one URL at most", "N", "strategy.attempts");
        Text("--timeout", "Time to connect, to wait for an answer, and without a byte", "TIME", "timeouts.connect", "timeouts.headers", "timeouts.idle");
        Text("--user-agent", "What to call ourselves", "TEXT", "http.user-agent");
        Text("--http", "1.1, 2 or auto", "VERSION", "http.version");
        Text("--proxy", "http://, https:// or socks5:// proxy; none: not even the environment's", "URL", "http.proxy");
        Text("--cacert", "Authorities to trust instead of the system's (PEM)", "FILE", "http.ca-file");
        Text("--cookies", "Cookies to send, in Netscape's format", "FILE", "http.cookies");
        Text("--cert", "Our certificate (PEM or PFX)", "FILE", "http.client-certificate");
        Text("--key", "Its key, where it is not in the same file (PEM)", "FILE", "http.client-key");
        Text("--per-address", "Connections at once to one IP address", "N", "http.connections-per-address");
        Text("--netrc", "Credentials by host", "FILE", "http.netrc");
        Switch("--insecure", "Do not verify TLS certificates", "http.insecure");
    }

    void AddJob()
    {
        Text("--concurrency", "Requests at once in the whole job (64)", "N", "limits.concurrency");
        Text("--rate", "Bandwidth of the whole job a second: 500K, 2M", "BYTES", "rate.job");
        Text("--segments", "Connections to one large object at once: auto, or 1 to 64", "N", "segments.connections");
        Text("--part-size", "Segments begin at multiples of this, and parts of an upload are so long: 8MiB", "BYTES", "segments.part-size", "stores.upload.part-size");
        Text("--min-split", "What is left of a segment is split only if it is at least so long: 8MiB", "BYTES", "segments.min-split");
        Text("--verify", "required (without a digest a file fails), available (whatever is known is checked), off", "MODE", "segments.verify");
        Text("--sidecar", "Check against a digest file beside each object, such as URL.sha256: md5, sha1, sha256, sha512", "ALG", "segments.sidecar");
        Text("--range", "Only this part of each object: 0-499, 500-, or -500 for the last 500 bytes", "RANGE", "job.range");
        Switch("--verify-resume", "Read what an earlier run left back before going on with it (give it from the first run on)", "segments.verify-resume");
        Switch("--head", "Ask for the head alone before the first byte", "segments.head");
    }

    /// <param name="isFree">How files are named and kept is the user's choice; else the verb's own, which speaks to stores: their secrets are in no option.</param>
    void AddFiles(bool isFree)
    {
        Text("--on-failure", "What is left of a file that failed: nothing, marker, partial", "WHAT", "writing.on-failure");
        Text("--durability", "done survives the process, or a power cut: process, power", "WHAT", "writing.durability");
        Switch("--skip-existing", "Leave files alone that are there already", "writing.skip-existing");
        if (!isFree) return;
        Switch("--keep-time", "Set files' times from Last-Modified", "writing.keep-server-time");
        Text("--user", "Credentials for the asked hosts: name:password", "USER", "http.user");
        Text("--bearer", "A token for the asked hosts", "TOKEN", "http.bearer");
        Text("--names", "safe, seed, last-segment, content-disposition, or a template such as '{host}/{path}/{name}{ext}'", "RULE", "naming.rule");
        Switch("--discard", "Fetch and verify, keep nothing", "writing.discard");
        Switch("--if-modified", "Ask conditionally for what was fetched before", "writing.if-modified");
        Switch("--compressed", "Accept compressed answers, stored as sent", "http.compressed");
    }

    /// <param name="more">Further keys that it sets, and aliases, which begin with a hyphen.</param>
    void Text(string name, string description, string help, string key, params string[] more)
    {
        var aliases = Array.FindAll(more, m => m.StartsWith('-'));
        string[] keys = [key, .. Array.FindAll(more, m => !m.StartsWith('-'))];
        var option = new Option<string?>(name, aliases) { Description = description, HelpName = help };
        _flags.Add(new Flag(option, keys, parsed => [parsed.GetValue(option) ?? ""]));
    }

    void Switch(string name, string description, params string[] keys) => Switch(name, description, on: true, keys);

    /// <param name="on">What the keys are when the option is given.</param>
    void Switch(string name, string description, bool on, params string[] keys)
    {
        var option = new Option<bool>(name) { Description = description };
        _flags.Add(new Flag(option, keys, parsed => [parsed.GetValue(option) == on ? "true" : "false"]));
    }

    /// <summary>An option that may be given several times, each adding to a list.</summary>
    void Texts(string name, string description, string help, string key)
    {
        var option = new Option<string[]>(name) { Description = description + " (repeatable)", HelpName = help };
        _flags.Add(new Flag(option, [key], parsed => parsed.GetValue(option) ?? [], Appends: true));
    }

    sealed record Flag(Option Option, string[] Keys, Func<ParseResult, IReadOnlyList<string>> Read, bool Appends = false);
}
