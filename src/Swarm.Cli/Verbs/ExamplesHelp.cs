using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Swarm.Cli.Verbs;

/// <summary>Help that ends with examples.</summary>
sealed class ExamplesHelp(SynchronousCommandLineAction usual) : SynchronousCommandLineAction
{
    static readonly Dictionary<string, string[]> Examples = new(StringComparer.Ordinal)
    {
        ["get"] =
        [
            "swarm get https://example.org/a.iso -o files                      one URL",
            "swarm get -i urls.txt -o files                                    a list; the same again goes on where it stopped",
            "zcat urls.gz | swarm get -i - -s adaptive -o files                as fast as each origin bears",
            "swarm get --glob 'https://example.org/p[001-120].{png,jpg}'       many URLs in one",
            "swarm get -i SHA256SUMS --base https://example.org/iso/ -o files  fetched and verified",
            "swarm get https://example.org/big.iso --segments 8 -o files       one large object over eight connections",
            "swarm get https://example.org/big.iso --range 0-1048575 -o files  its first MiB",
            "swarm get https://example.org/a.tar.gz -o - | tar xz              to standard output, in order",
            "swarm get -i urls.txt --delay 2s --per-origin 1 --report all.jsonl",
        ],
        ["mirror"] =
        [
            "swarm mirror https://example.org/ -o site                         a site, for reading offline; the same again brings it up to date",
            "swarm mirror https://example.org/docs/ --scope prefix -o docs     one folder of it",
            "swarm mirror https://example.org/ --scope domain --depth 3 -o site",
            "swarm mirror https://example.org/ --exclude '*/calendar/*' --exclude 'size:>100M' -o site",
            "swarm mirror https://example.org/ --contact you@example.net --delay 1s --max-time 2h -o site",
            "swarm mirror -o site                                              the folder's own site again",
        ],
        ["check"] =
        [
            "swarm check site                                                  every hole with its reason, and the score",
            "swarm check site --json | tail -n 1                               the score for programs",
        ],
        ["plan"] = ["swarm plan https://example.org/", "swarm plan https://example.org/ --scope domain --delay 1s"],
        ["robots"] = ["swarm explain robots https://example.org/private/a", "swarm explain robots https://example.org/a --robots-file robots.txt --agent MyBot"],
        ["links"] = ["swarm explain links https://example.org/", "swarm explain links page.html --base https://example.org/docs/page.html"],
        ["url"] = ["swarm explain url https://example.org/a --in site"],
        ["failures"] =
        [
            "swarm failures files                                              why each failed, as JSON lines",
            "swarm failures files --where 'reason=timeout or status in (429,503)'",
            "swarm failures files --format aria2 > again.txt                   a list that swarm and aria2 read",
        ],
        ["retry"] = ["swarm retry files", "swarm retry files --where 'status=503 and host=example.org' -s backoff"],
        ["run"] = ["swarm run hocon/batch.conf", "swarm run hocon/batch.conf --delay 2s"],
        ["put"] =
        [
            "swarm put big.iso s3://bucket/isos/                               one file, in parts; the same again goes on where it stopped",
            "swarm put --recursive photos s3://bucket/photos/                  a folder, each file under its path",
            "pg_dump db | swarm put - gs://bucket/db.sql                       standard input, of any length",
            "swarm put a.txt s3://bucket/a.txt --no-overwrite --object-header 'Cache-Control: no-cache'",
            "swarm put big.iso s3://bucket/ --endpoint http://127.0.0.1:9000 --part-size 64MiB --upload-workers 8",
        ],
        ["cp"] =
        [
            "swarm cp s3://bucket/a.bin .                                      to a folder here",
            "swarm cp 's3://bucket/logs/*.gz' logs/                            what matches: * stops at slashes, ** does not",
            "swarm cp --recursive s3://bucket/a/ s3://other/b/                 within the store: the bytes don't pass here",
            "swarm cp https://example.org/big.iso s3://bucket/isos/            the web straight into a store, no copy here",
            "swarm cp --recursive s3://bucket/a/ gs://other/a/                 from store to store",
            "swarm cp s3://bucket/a.gz - | zcat                                to standard output",
        ],
        ["sync"] =
        [
            "swarm sync photos s3://bucket/photos/                             what is new or newer goes up",
            "swarm sync s3://bucket/photos/ photos --delete                    and down; what is gone there goes here",
            "swarm sync s3://bucket/a/ s3://bucket/b/ --by checksum --dry-run",
        ],
        ["mv"] = ["swarm mv s3://bucket/a s3://bucket/b", "swarm mv --recursive outbox s3://bucket/inbox/                    files go when their objects are whole"],
        ["rm"] =
        [
            "swarm rm s3://bucket/a s3://bucket/b",
            "swarm rm 's3://bucket/logs/2023-*' --dry-run                      what it would remove",
            "swarm rm --recursive s3://bucket/logs/",
        ],
        ["ls"] = ["swarm ls s3://                                                    buckets", "swarm ls -l s3://bucket/photos/", "swarm ls --recursive gs://bucket | swarm get -i - -o files"],
        ["stat"] = ["swarm stat s3://bucket/a.bin", "swarm stat oss://bucket/a.bin --json"],
        ["presign"] =
        [
            "swarm presign s3://bucket/a.bin --expires 15m                     for whoever is to fetch it",
            "swarm presign s3://bucket/new --method PUT --signed-header 'Content-Type: text/plain'",
        ],
        ["mb"] = ["swarm mb s3://bucket --region eu-central-1", "swarm mb gs://bucket -D stores.gs.project=my-project"],
        ["rb"] = ["swarm rb s3://bucket"],
        ["uploads"] = ["swarm uploads s3://bucket", "swarm uploads s3://bucket --older-than 7d --abort"],
        ["path"] = ["swarm explain path 'https://example.org/a?b=c'", "swarm explain path -i urls.txt --names '{host}/{path}/{name}{ext}'"],
        ["show"] = ["swarm config show -s adaptive", "swarm config show -c my.conf --origins"],
    };

    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options)
        {
            if (option is HelpOption { Action: SynchronousCommandLineAction usual }) option.Action = new ExamplesHelp(usual);
        }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        if (!Examples.TryGetValue(parseResult.CommandResult.Command.Name, out var examples)) return code;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in examples) output.WriteLine("  " + example);
        return code;
    }
}
