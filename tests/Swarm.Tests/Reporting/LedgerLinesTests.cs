using System.Text;
using System.Text.Json;
using Swarm.Domain;
using Swarm.Domain.Frontier;
using Swarm.IO.Lists;
using Swarm.Reporting;

namespace Swarm.Tests.Reporting;

/// <summary>What is written of a ledger is read back by Swarm's own list reader.</summary>
public sealed class LedgerLinesTests
{
    static readonly Bundle Rich = new(WebUrl.Parse("https://a.example:8443/p?q=%C3%A4"))
    {
        Headers = [new Header("X-A", "1"), new Header("Cookie", "k=\"v\"; other=ü"), new Header("X-A", "2")],
        Priority = -7,
        Checksum = new Checksum(DigestAlgorithm.Sha1, new string('a', 40)),
        Mirrors = [WebUrl.Parse("http://m.example/p"), WebUrl.Parse("http://n.example/p")],
        Out = "o/ä b.txt",
        Info = """{"k":["a",1.50,null]}""",
    };

    static readonly Bundle Post = new(WebUrl.Parse("http://a.example/post")) { Method = "POST", Body = [0, 255, 10], Info = "true" };

    static readonly Bundle Head = new(WebUrl.Parse("http://a.example/head")) { Method = "HEAD" };

    static readonly Bundle Plain = new(WebUrl.Parse("http://a.example/plain"));

    [Fact]
    public async Task JSONL_is_read_back_as_the_same_bundles()
    {
        Bundle[] bundles = [Rich, Post, Head, Plain];
        Assert.Equal(bundles.Select(Told), (await ReadBack(LedgerForm.Jsonl, bundles)).Select(Told));
    }

    [Fact]
    public async Task Aria2s_form_is_read_back_as_the_same_requests_for_the_same_files()
    {
        var back = await ReadBack(LedgerForm.Aria2, Rich, Plain);
        var expected = new[] { Rich with { Priority = 0, Info = null }, Plain with { Out = "given/plain" } };
        Assert.Equal(expected.Select(Told), back.Select(Told));
    }

    [Fact]
    public async Task What_aria2s_form_can_not_say_is_a_comment()
    {
        Assert.Equal([Plain.Url], (await ReadBack(LedgerForm.Aria2, Post, Head, Plain)).Select(b => b.Url));
        Assert.StartsWith("# POST http://a.example/post\n# HEAD http://a.example/head\n", Text(LedgerForm.Aria2, Post, Head));
    }

    [Fact]
    public async Task The_plain_form_is_one_URL_a_line()
    {
        Assert.Equal("https://a.example:8443/p?q=%C3%A4\nhttp://a.example/plain\n", Text(LedgerForm.Plain, Rich, Plain));
        Assert.Equal(2, (await ReadBack(LedgerForm.Plain, Rich, Plain)).Count);
    }

    [Fact]
    public async Task A_long_header_comes_back_whole()
    {
        var bundle = Plain with { Headers = [new Header("Cookie", new string('x', 20_000))] };
        Assert.Equal(20_000, (await ReadBack(LedgerForm.Aria2, bundle)).Single().Headers.Single().Value.Length);
        Assert.Equal(20_000, (await ReadBack(LedgerForm.Jsonl, bundle)).Single().Headers.Single().Value.Length);
    }

    [Fact]
    public void What_leads_elsewhere_is_named_so_with_where_it_leads()
    {
        var outcome = new Outcome(OutcomeKind.Moved) { Status = 301, FinalUrl = WebUrl.Parse("http://b.example/") };
        using var to = new MemoryStream();
        LedgerLines.Write(to, [Row(Plain) with { State = LedgerState.Moved, Outcome = outcome }], LedgerForm.Jsonl);
        var line = JsonDocument.Parse(to.ToArray()).RootElement;
        Assert.Equal(("moved", "http://b.example/"), (line.GetProperty("state").GetString(), line.GetProperty("final_url").GetString()));
        Assert.False(line.TryGetProperty("length", out _));
    }

    [Theory]
    [InlineData(LedgerForm.Jsonl)]
    [InlineData(LedgerForm.Aria2)]
    [InlineData(LedgerForm.Plain)]
    public async Task Hostile_text_neither_reaches_the_terminal_nor_adds_a_line(LedgerForm form)
    {
        const string Hostile = "a\n out=/etc/passwd\r\nhttp://evil.example/\t\x1b[2J\x9b\u202eb\u2028c\0";
        var bundle = Plain with { Headers = [new Header("X", "a\x1b[2J\x9b\u202eb")], Out = Hostile, Info = Hostile };
        var row = Row(bundle) with
        {
            Path = Hostile,
            Outcome = new Outcome(OutcomeKind.Failed) { ContentType = Hostile, Digest = Hostile, Validators = new Validators(Hostile, Hostile) },
            Failure = new Failure(Reason.Status, Stage.Head, Hostile),
        };
        var text = Text(form, row);
        Assert.DoesNotContain(text, c => c != '\n' && (char.IsControl(c) || c is '\u202e' or '\u2028'));
        var back = await Read(text);
        Assert.Equal([Plain.Url], back.Select(b => b.Url));
        if (form == LedgerForm.Jsonl) Assert.Equal((Hostile, JsonSerializer.Serialize(Hostile)), (back[0].Out, back[0].Info));
    }

    [Theory]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,2]}""")]
    [InlineData("17", "17")]
    [InlineData("\"text\"", "\"text\"")]
    [InlineData("text", "\"text\"")]
    [InlineData("{broken", "\"{broken\"")]
    [InlineData("", "\"\"")]
    public void Info_that_is_JSON_comes_back_as_JSON_and_text_as_text(string info, string json)
    {
        using var line = JsonDocument.Parse(Text(LedgerForm.Jsonl, Plain with { Info = info }));
        Assert.Equal(json, line.RootElement.GetProperty("info").GetRawText());
    }

    [Fact]
    public void A_line_says_all_that_is_known_of_a_bundle()
    {
        var row = Row(Plain) with
        {
            Attempts = 3,
            Finished = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero),
            Outcome = new Outcome(OutcomeKind.Done)
            {
                Status = 200, Length = 12, Digest = "sha-256=00", ContentType = "text/plain", FinalUrl = WebUrl.Parse("http://b.example/"),
                Validators = new Validators("\"e\"", "yesterday"), Elapsed = TimeSpan.FromMilliseconds(1.26),
            },
        };
        Assert.Equal(
            """
            {"url":"http://a.example/plain","state":"done","file":"given/plain","attempts":3,"status":200,"length":12,"digest":"sha-256=00",
            "content_type":"text/plain","final_url":"http://b.example/","etag":"\u0022e\u0022","last_modified":"yesterday","elapsed_ms":1.3,
            "finished":"2026-11-21T12:00:00+00:00"}
            """.ReplaceLineEndings("") + "\n",
            Text(LedgerForm.Jsonl, row));
    }

    [Fact]
    public void A_report_is_whole_or_not_there_and_says_nothing_of_what_requests_carried()
    {
        using var folder = new TestFolder();
        var path = folder.List("an old report");
        Assert.Throws<InvalidOperationException>(() => LedgerLines.WriteReport(path, Rows()));
        Assert.Equal("an old report", File.ReadAllText(path).Trim());
        LedgerLines.WriteReport(path, [Row(Rich), Row(Post)]);
        var text = File.ReadAllText(path);
        Assert.Equal(2, text.Count(c => c == '\n'));
        Assert.DoesNotContain("Cookie", text);
        Assert.DoesNotContain("body", text);

        static IEnumerable<LedgerRow> Rows()
        {
            yield return Row(Plain);
            throw new InvalidOperationException();
        }
    }

    static LedgerRow Row(Bundle bundle) => new(1, bundle, bundle == Plain ? LedgerState.Done : LedgerState.Failed) { Path = bundle.Out ?? "given/plain" };

    static string Text(LedgerForm form, params Bundle[] bundles) => Text(form, [.. bundles.Select(Row)]);

    static string Text(LedgerForm form, params LedgerRow[] rows)
    {
        using var to = new MemoryStream();
        LedgerLines.Write(to, rows, form);
        return Encoding.UTF8.GetString(to.ToArray());
    }

    static Task<List<Bundle>> ReadBack(LedgerForm form, params Bundle[] bundles) => Read(Text(form, bundles));

    static async Task<List<Bundle>> Read(string text)
    {
        using var folder = new TestFolder();
        var list = folder.List();
        await File.WriteAllTextAsync(list, text);
        await using var source = ListReader.Open(new ListSpec([list], []));
        var batch = await source.ReadAsync(1000, default);
        Assert.Empty(batch.Entries.Where(e => e.Fault is not null).Select(e => e.Fault));
        return [.. batch.Entries.Select(e => e.Bundle!)];
    }

    static string Told(Bundle b) =>
        $"{b.Method} {b.Url} {string.Join('|', b.Headers)} {(b.Body is null ? "-" : Convert.ToHexString(b.Body))} {b.Priority} {b.Checksum} {string.Join('|', b.Mirrors)} {b.Out} {b.Info}";
}
