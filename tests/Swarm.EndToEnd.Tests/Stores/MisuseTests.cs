using Swarm.TestSupport.Servers;

namespace Swarm.EndToEnd.Tests.Stores;

/// <summary>What the verbs of object stores say when what is asked for can't be: nothing is asked of any server.</summary>
public sealed class MisuseTests
{
    [Theory]
    [InlineData("put a.txt", "where to?")]
    [InlineData("put a.txt b.txt", "no place in a store")]
    [InlineData("put s3://b/a s3://b/c", "swarm cp")]
    [InlineData("cp /tmp s3://b/", "--recursive")]
    [InlineData("cp s3://b s3://c/", "--recursive")]
    [InlineData("cp a b", "your system's own cp")]
    [InlineData("cp - s3://b/", "the object's whole key")]
    [InlineData("mv https://example.org/a s3://b/", "swarm cp")]
    [InlineData("rm s3://b", "swarm rb")]
    [InlineData("rm s3://b/p/", "ends in a slash")]
    [InlineData("rm b/p", "s3://bucket/key")]
    [InlineData("ls s3:///x", "names no bucket")]
    [InlineData("stat s3://b", "ls lists buckets")]
    [InlineData("presign s3://b/k --expires 8d", "at most 7d")]
    [InlineData("presign s3://b/k --expires 5", "is no time")]
    [InlineData("presign s3://b/k --method POST", "none of GET")]
    [InlineData("mb s3://b/k", "without a key")]
    [InlineData("sync https://example.org/ s3://b/", "can't be synced")]
    [InlineData("sync /tmp s3://b/ --by moon", "none of time, size, checksum")]
    [InlineData("ls s3://b --endpoint http://u:p@127.0.0.1:1", "holds a password")]
    [InlineData("ls s3://b -D stores.s3.secret-access-key=abc", "is a secret")]
    [InlineData("get https://example.org/ --recursive", "swarm mirror")]
    public async Task What_can_not_be_is_refused_in_words_that_say_what_can(string line, string words)
    {
        var said = await SwarmProgram.RunAsync(line.Split(' '));
        Assert.True(said.ExitCode == 2, said.ToString());
        Assert.Contains(words, said.Errors, StringComparison.Ordinal);
    }
}
