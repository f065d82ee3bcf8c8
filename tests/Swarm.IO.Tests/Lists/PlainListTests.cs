using System.IO.Pipelines;
using System.Text;
using Swarm.Domain.Lists;
using Swarm.IO.Lists;

namespace Swarm.IO.Tests.Lists;

public sealed class PlainListTests : ListTests
{
    [Theory]
    [InlineData(ListFormat.Auto)]
    [InlineData(ListFormat.Plain)]
    [InlineData(ListFormat.Aria2)]
    public async Task Comments_blanks_marks_and_line_ends_of_all_kinds_are_tolerated(ListFormat format) =>
        Assert.Equal(["http://h/a", "http://h/b", "http://h/c", "http://h/d"], Urls(await Read("\uFEFF http://h/a\r\n\n# http://no/\n  # no\nhttp://h/b  \n\t\n\thttp://h/c\nhttp://h/d", format)));

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("# nothing\n")]
    public async Task An_empty_list_gives_nothing(string text) => Assert.Empty(await Read(text));

    [Fact]
    public async Task A_bad_line_is_told_with_file_and_line_and_stops_no_other()
    {
        var entries = await Read("http://h/a\nnonsense\nftp://h/x\nhttp://h/b\n");
        Assert.Equal(["http://h/a", "http://h/b"], Urls(entries));
        var faults = Faults(entries);
        Assert.StartsWith("list:2: 'nonsense' is not a URL", faults[0]);
        Assert.StartsWith("list:3: ", faults[1]);
        Assert.Null(entries[1].Bundle);
    }

    [Theory]
    [InlineData(ListFormat.Plain)]
    [InlineData(ListFormat.Aria2)]
    [InlineData(ListFormat.Jsonl)]
    [InlineData(ListFormat.Csv)]
    public async Task A_line_without_end_is_a_fault_and_not_memory(ListFormat format)
    {
        var url = format == ListFormat.Jsonl ? """{"url":"http://h/a"}""" : "http://h/a";
        var text = (format == ListFormat.Csv ? "url\n" : "") + $"{url}\n{new string('x', 300_000)}\n{url}\n{new string('y', 66_000)}";
        var entries = await Read(text, format);
        // In aria2's format it may have been an option of the first URL, which is not fetched without it.
        Assert.Equal(format == ListFormat.Aria2 ? 0 : 2, Urls(entries).Length);
        Assert.Contains(Faults(entries), f => f.Contains("64 KiB"));
    }

    [Theory]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    public async Task A_line_may_have_64_KiB(int length, bool good)
    {
        var entries = await Read("http://h/x" + new string(' ', length - 10) + "\nhttp://h/a\n", ListFormat.Plain);
        Assert.Equal(good ? 2 : 1, Urls(entries).Length);
    }

    [Theory]
    [InlineData(ListFormat.Plain)]
    [InlineData(ListFormat.Aria2)]
    public async Task Bytes_that_are_no_UTF8_are_told_with_their_place(ListFormat format)
    {
        var entries = await Read(new ListSpec([Write([.. "http://h/ü"u8, 0xff, .. "\nhttp://h/b\n"u8])], [], format));
        Assert.Equal(["http://h/b"], Urls(entries));
        Assert.StartsWith("list:1: byte 12 of the line is not UTF-8", Assert.Single(Faults(entries)));
    }

    [Fact]
    public async Task A_list_in_UTF16_is_refused_in_words() =>
        Assert.Contains("UTF-16", Assert.Single(Faults(await Read(new ListSpec([Write(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("http://h/")).ToArray())], [])))));

    [Fact]
    public async Task Arguments_come_first_then_one_file_after_another()
    {
        var spec = new ListSpec([Write("http://h/c\nhttp://h/d", "one"), Write("", "none"), Write(Gzip("http://h/e\nhttp://h/f\n"), "two")], ["http://h/a", "http://h/b", "?"]);
        var entries = await Read(spec, batch: 2);
        Assert.Equal(["http://h/a", "http://h/b", "http://h/c", "http://h/d", "http://h/e", "http://h/f"], Urls(entries));
        Assert.StartsWith("arguments:3: ", Assert.Single(Faults(entries)));
    }

    [Fact]
    public async Task A_damaged_compressed_list_gives_what_can_be_read_and_says_where_it_ends()
    {
        var whole = Gzip(string.Concat(Enumerable.Range(0, 100_000).Select(n => $"http://h/{n * 7919L}\n")));
        whole.AsSpan(whole.Length / 2, 200).Fill(0x55);
        var entries = await Read(new ListSpec([Write(whole), Write("http://h/next", "next")], []), batch: 1000);
        Assert.InRange(Urls(entries).Length, 1_000, 99_999);
        Assert.Single(Faults(entries), f => f.Contains("can't be read on"));
        Assert.Equal("http://h/next", Urls(entries)[^1]);
    }

    [Fact]
    public void A_missing_file_is_told_before_anything_is_read() =>
        Assert.Contains("there is no such file", Assert.Throws<ListException>(() => ListReader.Open(new ListSpec(["/nowhere/list"], []))).Message);

    [Fact]
    public async Task A_pipe_gives_what_it_has_at_once()
    {
        var pipe = new Pipe();
        await using var source = ListReader.Open(new ListSpec(["-"], [], StandardInput: () => pipe.Reader.AsStream()));
        Assert.Null(source.Fingerprint);
        await pipe.Writer.WriteAsync("http://h/a\nhttp://h/b\nhttp://h/"u8.ToArray());
        Assert.Equal(["http://h/a", "http://h/b"], Urls((await source.ReadAsync(100, default)).Entries));
        using (var hurry = new CancellationTokenSource())
        {
            var waiting = source.ReadAsync(100, hurry.Token).AsTask();
            hurry.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }
        await pipe.Writer.WriteAsync("c"u8.ToArray());
        await pipe.Writer.CompleteAsync();
        var rest = await source.ReadAsync(100, default);
        Assert.Equal(["http://h/c"], Urls(rest.Entries));
    }

    [Fact]
    public void The_fingerprint_tells_lists_apart()
    {
        var file = Write("http://h/a");
        string? Of(ListSpec spec) => ListReader.Open(spec).Fingerprint;
        var first = Of(new ListSpec([file], []));
        Assert.Equal(first, Of(new ListSpec([file], [])));
        Assert.NotEqual(first, Of(new ListSpec([file], ["http://h/b"])));
        Assert.NotEqual(first, Of(new ListSpec([file], [], Glob: true)));
        File.AppendAllText(file, "\n");
        Assert.NotEqual(first, Of(new ListSpec([file], [])));
    }

    [Fact]
    public async Task Relative_lines_are_below_the_base() =>
        Assert.Equal(["http://h/dir/a", "http://h/b"], Urls(await Read("/dir/a\nhttp://h/b", baseUrl: "http://h/dir")));
}
