using System.Text;
using Swarm.TestSupport;

namespace Swarm.Cli.Tests;

/// <summary>Every command that the README shows is one that the program understands.</summary>
public sealed class ReadmeTests
{
    public static TheoryData<string> Commands => [.. Lines().SelectMany(CommandsIn).Distinct()];

    public static TheoryData<string> Verbs => [.. Program.Commands().Subcommands.Select(verb => verb.Name)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_of_the_README_is_understood(string command)
    {
        var errors = Program.Commands().Parse(Words(command)[1..]).Errors;
        Assert.True(errors.Count == 0, $"{command}: {string.Join("; ", errors.Select(e => e.Message))}");
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void An_option_that_is_none_is_not_taken_for_an_argument(string verb) =>
        Assert.NotEmpty(Program.Commands().Parse([verb, "a", "b", "--no-such-option"]).Errors);

    [Fact]
    public void Words_are_told_apart_as_a_shell_does_it()
    {
        Assert.Equal(["swarm put - 'a b'", "swarm ls"], CommandsIn("pg_dump db | swarm put - 'a b' && swarm ls  # and so on | swarm"));
        Assert.Equal(["swarm", "ls", "s3://b/*", "a b"], Words("swarm ls 's3://b/*' \"a b\""));
    }

    /// <summary>Of fenced blocks of shell; what a backslash goes on with is one line.</summary>
    static IEnumerable<string> Lines()
    {
        var (isShell, line) = (false, "");
        foreach (var read in File.ReadLines(Path.Combine(Fixtures.RepoRoot, "README.md")))
        {
            if (read.StartsWith("```", StringComparison.Ordinal)) isShell = read is "```sh";
            else if (isShell && read.EndsWith('\\')) line += read[..^1];
            else if (isShell)
            {
                yield return line + read;
                line = "";
            }
        }
    }

    /// <summary>Calls of the program in a line of shell: alone, in a pipe, one after another.</summary>
    static IEnumerable<string> CommandsIn(string line)
    {
        var (start, quote) = (0, '\0');
        for (var at = 0; at <= line.Length; at++)
        {
            var c = at < line.Length ? line[at] : '#';
            if (at < line.Length && quote != '\0') quote = c == quote ? '\0' : quote;
            else if (c is '\'' or '"') quote = c;
            else if (c is '|' or '&' or ';' or '>' or '<' || (c == '#' && (at == 0 || at == line.Length || line[at - 1] == ' ')))
            {
                if (line[start..at].Trim() is var command && command.StartsWith("swarm ", StringComparison.Ordinal)) yield return command;
                if (c == '#') yield break;
                start = at + 1;
            }
        }
    }

    static string[] Words(string command)
    {
        var (words, word, quote) = (new List<string>(), new StringBuilder(), '\0');
        foreach (var c in command + " ")
        {
            if (quote != '\0') quote = c == quote ? '\0' : Put(c);
            else if (c is '\'' or '"') quote = c;
            else if (c != ' ') Put(c);
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return [.. words];

        char Put(char c)
        {
            word.Append(c);
            return quote;
        }
    }
}
