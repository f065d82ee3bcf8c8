namespace Swarm.Cli.Tests;

/// <summary>What makes no sense on the command line is refused in words before anything is done.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("config render x.conf --format yaml", "yaml")]
    [InlineData("config show --format yaml", "yaml")]
    [InlineData("config render x.conf --comments", "--format hocon")]
    [InlineData("config render x.conf --origins", "--format hocon")]
    [InlineData("put --no-such a.txt s3://b/", "--no-such is no option of swarm put")]
    [InlineData("rm -- -odd", "./-odd")]
    public void It_is_refused(string command, string said) =>
        Assert.Contains(Program.Commands().Parse(command.Split(' ')).Errors, error => error.Message.Contains(said, StringComparison.Ordinal));

    [Theory]
    [InlineData("config render x.conf --format hocon --comments --origins")]
    [InlineData("config show --format json --origins")]
    public void It_is_taken(string command) => Assert.Empty(Program.Commands().Parse(command.Split(' ')).Errors);
}
