using System.CommandLine;

namespace Swarm.Cli.Verbs;

/// <summary>Arguments of any number take options that the parser does not know for more of them: refused, in words, before anything is done.</summary>
static class OptionGuard
{
    public static void RefuseIn(Command command)
    {
        foreach (var argument in command.Arguments)
            if (argument.Validators.Count == 0) argument.Validators.Add(given =>
            {
                foreach (var token in given.Tokens.Where(t => t.Value.Length > 1 && t.Value.StartsWith('-')))
                    given.AddError($"{token.Value} is no option of swarm {command.Name} (see swarm {command.Name} --help; a file of that name is ./{token.Value})");
            });
        foreach (var verb in command.Subcommands) RefuseIn(verb);
    }
}
