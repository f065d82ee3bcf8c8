using Swarm.Domain.Lists;
using Swarm.IO.Lists;

namespace Swarm.IO.Tests.Lists;

public sealed class ResumingTests : ListTests
{
    public static TheoryData<string, ListFormat, string> Lists => new()
    {
        { "plain", ListFormat.Plain, "http://h/0\n#\nbad\nhttp://h/1\n\nhttp://h/2\nhttp://h/3" },
        { "glob", ListFormat.Plain, "http://h/[1-5]/{a,b}\nbad\nhttp://h/[1-3]\nhttp://h/x\n" },
        { "aria2", ListFormat.Auto, "#\nhttp://h/0\thttp://m/0\n out=a\nhttp://h/1\n\nhttp://h/2\n nonsense=1\nbad\n out=x\nhttp://h/3\n dir=d\n" },
        { "aria2 glob", ListFormat.Auto, "http://h/[1-5]\n header=A: b\nhttp://h/{a,b}/[1-2]\thttp://m/\n\n" },
        { "jsonl", ListFormat.Auto, "{\"url\":\"http://h/0\"}\n{\n{\"url\":\"http://h/1\"}\n{\"url\":\"http://h/2\",\"mirrors\":[\"bad\",\"http://m/\"]}\n" },
        { "csv", ListFormat.Auto, "url,info\nhttp://h/0,\"a\nb\"\nhttp://h/1,x\nbad,\"\n\n\"\nhttp://h/2,\nhttp://h/3,c\n" },
        { "sums", ListFormat.Auto, string.Concat(Enumerable.Range(0, 5).Select(n => new string('0', 64) + $"  f{n}\n")) },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_goes_on_behind_any_batch_as_if_it_had_never_stopped(string name, ListFormat format, string text)
    {
        var spec = new ListSpec([Write(text, "one"), Write(text, name)], ["http://h/argument", "bad"], format, "http://b/", Glob: name.Contains("glob"));
        var whole = await Read(spec, batch: 100);
        Assert.True(whole.Count > 7);
        for (var batch = 1; batch < 5; batch++)
        {
            var (position, entries) = (default(SourcePosition), new List<ListEntry>());
            for (var end = false; !end;)
            {
                await using var source = ListReader.Open(spec);
                source.SkipTo(position);
                var next = await source.ReadAsync(batch, default);
                entries.AddRange(next.Entries);
                (position, end) = (next.Position, next.End);
            }
            Assert.Equal(Text(whole), Text(entries));
        }
    }

    static string[] Text(List<ListEntry> entries) => [.. entries.Select(e => e.Fault?.ToString() ?? $"{e.Bundle!.Url} {e.Bundle.Out} {e.Bundle.Info} {e.Bundle.Mirrors.Count} {e.Bundle.Headers.Count}")];
}
