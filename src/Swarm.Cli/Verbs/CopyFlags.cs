using System.CommandLine;
using Swarm.ObjectStores;
using Swarm.ObjectStores.Copying;
using Swarm.Settings;

namespace Swarm.Cli.Verbs;

/// <summary>What the verbs that bring things from places to a place have in common.</summary>
/// <param name="isSync">It compares whole trees: there is nothing to choose.</param>
sealed class CopyFlags(bool isSync = false)
{
    readonly Option<bool> _recursive = new("--recursive", "-r") { Description = "Folders and prefixes, with all that is below them" };
    readonly Option<bool> _literal = new("--literal") { Description = "A * in a key is itself, no pattern" };
    readonly Option<bool> _noOverwrite = new("--no-overwrite") { Description = "Objects that are there already are left as they are, and fail" };
    readonly Option<string[]> _fields = new("--object-header") { Description = "A field to store with objects: 'Content-Type: text/plain', 'Cache-Control: …', 'x-amz-meta-a: b' (repeatable)", HelpName = "LINE" };
    readonly Option<string?> _state = new("--state") { Description = "Folder for the state by which the same command goes on (default: below ~/.local/state/swarm)", HelpName = "DIR" };
    readonly Option<bool> _dryRun = new("--dry-run", "-n") { Description = "Say what would be done, and do nothing" };

    public JobFlags Job { get; } = JobFlags.OfCopies();

    public void AddTo(Command command)
    {
        foreach (var option in isSync ? (Option[])[_fields, _state, _dryRun] : [_recursive, _literal, _noOverwrite, _fields, _state, _dryRun]) command.Options.Add(option);
        Job.AddTo(command);
    }

    public bool IsDryRun(ParseResult parsed) => parsed.GetValue(_dryRun);

    public CopyOrder Order(ParseResult parsed, IReadOnlyList<Place> sources, Place target) => new(sources, target)
    {
        Recursive = !isSync && parsed.GetValue(_recursive),
        Literal = !isSync && parsed.GetValue(_literal),
        NoOverwrite = !isSync && parsed.GetValue(_noOverwrite),
        Fields = HeaderLine.ParseAll(parsed.GetValue(_fields) ?? []),
        State = parsed.GetValue(_state),
    };

    /// <summary>All arguments but the last are where from, the last is where to; an unknown option is none of them.</summary>
    public static Argument<string[]> Places(string verb)
    {
        var places = new Argument<string[]>("PLACE") { Description = "Where from (one or more), then where to: paths, s3://bucket/key, gs://…, oss://…, URLs, - for standard input or output", Arity = ArgumentArity.OneOrMore };
        places.Validators.Add(given =>
        {
            foreach (var token in given.Tokens.Where(t => t.Value.Length > 1 && t.Value.StartsWith('-'))) given.AddError($"{token.Value} is no option of swarm {verb} (see swarm {verb} --help)");
        });
        return places;
    }

    /// <exception cref="UsageException">There is only one.</exception>
    public static (IReadOnlyList<Place> Sources, Place Target) Split(string verb, string[] places) => places.Length >= 2
        ? ([.. places[..^1].Select(Place.Parse)], Place.Parse(places[^1]))
        : throw new UsageException($"where to? swarm {verb} needs a source and a target: swarm {verb} FROM… TO");
}
