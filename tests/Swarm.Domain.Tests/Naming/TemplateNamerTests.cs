using Swarm.Domain.Naming;

namespace Swarm.Domain.Tests.Naming;

public class TemplateNamerTests
{
    [Theory]
    [InlineData("{host}/{path}/{name}{ext}", "https://x.org/a/b%20c/d.tar.gz?q=1", "x.org/a/b c/d.tar.gz")]
    [InlineData("{host}/{path}/{name}{ext}", "https://x.org", "x.org/index")]
    [InlineData("{n:05}-{name}{ext}", "https://x.org/f.bin", "00042-f.bin")]
    [InlineData("{n}{ext}", "https://x.org/f.bin", "42.bin")]
    [InlineData("{name}_{query}{ext}", "https://x.org/f.bin?a=/../b", "f_a=%2F..%2Fb.bin")]
    [InlineData("{name}-{hash}{ext}", "https://x.org/f.bin", "f-c05fd987.bin")]
    [InlineData("{name}/{query}/x", "https://x.org/CON", "%43ON/x")]
    [InlineData("c{name}", "https://x.org/on", "%63on")]
    [InlineData("{name}.", "https://x.org/f", "f%2E")]
    [InlineData("{name}.part", "https://x.org/f", "f%2Epart")]
    [InlineData(".{name}", "https://x.org/swarm", "%2Eswarm")]
    public void Placeholders_are_filled_and_the_whole_is_made_safe(string template, string url, string path)
    {
        var proposed = new TemplateNamer(template).Propose(new Bundle(WebUrl.Parse(url)), 42, null).Path;
        Assert.Equal(path, proposed);
        Assert.Null(PortableRules.Fault(path));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{host", "a { without its counterpart")]
    [InlineData("host}", "a } without its counterpart")]
    [InlineData("{nmae}", "{nmae}; known are {host} {path} {name} {ext} {query} {hash} {n} {n:05}")]
    [InlineData("{n:x}", "{n:x}; known are")]
    [InlineData("{n:099}", "{n:099}; known are")]
    [InlineData("/abs/{name}", "a leading slash")]
    [InlineData("{host}/", "a trailing slash")]
    [InlineData("a/../{name}", ". or .. as a folder")]
    [InlineData("C:{name}", "the character :")]
    [InlineData("a\\{name}", "the character \\")]
    [InlineData("a\n{name}", "the control character U+000A")]
    public void A_faulty_template_is_refused_when_it_is_read(string template, string fault) =>
        Assert.Contains(fault, Assert.Throws<FormatException>(() => new TemplateNamer(template)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("https://x.org/a/b.txt?q", "b.txt")]
    [InlineData("https://x.org/a/", "index")]
    [InlineData("https://x.org/a%2Fb", "a%2Fb")]
    public void The_last_segment_is_the_whole_name(string url, string path) =>
        Assert.Equal(path, Namers.Create("last-segment").Propose(new Bundle(WebUrl.Parse(url)), 1, null).Path);

    [Theory]
    [InlineData("../../etc/passwd", "etc/passwd")]
    [InlineData("/abs/CON", "abs/%43ON")]
    [InlineData("..", "f.bin")]
    [InlineData("", "f.bin")]
    [InlineData("fine/as it is.txt", "fine/as it is.txt")]
    public void Somebodys_own_namer_is_held_to_the_same_rules(string proposed, string path) =>
        Assert.Equal(path, Namers.Contain(new OwnNamer(proposed)).Propose(new Bundle(WebUrl.Parse("https://x.org/f.bin")), 1, null).Path);

    sealed class OwnNamer(string path) : INamer
    {
        public string Name => "own";

        public bool NeedsHead => false;

        public NameProposal Propose(Bundle bundle, long position, IReadOnlyList<Header>? head) => new(path, null);
    }

    [Fact]
    public void Namers_are_created_by_name_and_an_unknown_name_is_told_the_known_ones()
    {
        foreach (var name in Namers.Known)
            Assert.Equal(name, Namers.Create(name, "{name}").Name);
        var error = Assert.Throws<FormatException>(() => Namers.Create("saef"));
        Assert.Equal("there are no names 'saef'; known are safe, seed, last-segment, content-disposition, template, mirror", error.Message);
        Assert.Throws<FormatException>(() => Namers.Create("template"));
        Assert.Equal(["content-disposition", "mirror"], Namers.Known.Where(n => Namers.Create(n, "{n}").NeedsHead));
    }
}
