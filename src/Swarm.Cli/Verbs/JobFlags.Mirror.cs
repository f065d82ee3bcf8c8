namespace Swarm.Cli.Verbs;

/// <content>Options that only a mirror has.</content>
sealed partial class JobFlags
{
    /// <summary>Sites have dead links, and what a server says of one is final; the strategy of lists would ask for it again and again.</summary>
    const string MirrorPreset = "swarm.strategy.name = backoff";

    /// <summary>Those of every job, and of a mirror besides.</summary>
    public static JobFlags OfMirror()
    {
        var flags = new JobFlags(hasOutput: true, hasStores: false) { Preset = MirrorPreset };
        flags.AddMirror();
        return flags;
    }

    void AddMirror()
    {
        Text("--scope", "How far from the seeds: host, domain (all hosts of the registrable domain), prefix (the seed's folder and below), any", "WIDTH", "mirror.scope");
        Texts("--include", "Only what matches: a glob, or a /regex/, over the URL; or type:image/*, size:<10MiB", "RULE", "mirror.included");
        Texts("--exclude", "Not what matches; as --include", "RULE", "mirror.excluded");
        Text("--depth", "Links followed from a seed at most", "N", "mirror.depth");
        Text("--external-depth", "Links followed beyond the border of the scope (0)", "N", "mirror.external-depth");
        Text("--requisites", "Images, styles and the like that pages need: same-host, all, none", "WHICH", "mirror.requisites");
        Text("--robots", "robots.txt and its kin: obey, ignore", "HOW", "mirror.robots");
        Text("--links", "References in saved pages: relative (to the saved files), keep (as sent)", "STYLE", "mirror.links");
        Text("--max-pages", "Pages in the whole mirror", "N", "mirror.max-pages");
        Text("--max-bytes", "Bytes in the whole mirror: 500M, 2G", "BYTES", "mirror.max-bytes");
        Text("--max-time", "End the run after this: 30m, 12h; the same command goes on", "TIME", "mirror.max-time");
        Text("--public-suffix-list", "For --scope domain: the list of publicsuffix.org", "FILE", "mirror.public-suffix-list");
        Text("--contact", "A URL or an address for the site's owner, said in the user agent", "WHO", "mirror.contact");
        Switch("--delete-gone", "Move what vanished from the site to .swarm/trash, after a run that is known complete", "mirror.delete-gone");
        Switch("--no-sitemaps", "Do not read the sitemaps that robots.txt names", on: false, "mirror.sitemaps");
    }
}
