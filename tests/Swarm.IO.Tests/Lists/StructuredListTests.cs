using System.Text;
using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.IO.Lists;

namespace Swarm.IO.Tests.Lists;

public sealed class StructuredListTests : ListTests
{
    const string Md5 = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Every_field_of_JSONL_arrives()
    {
        var bundle = Only(await Read($$$"""
            {"other":{"url":"no"},"url":"http://h/a","out":"x/y","method":"post","headers":{"A":"1","B":["2","3"]},"body":"ü","priority":-7,"checksum":"md5={{{Md5}}}","range":"500-","mirrors":["http://m/"],"info":{"id": 5, "t":"\u00e9"}}
            """.Trim()));
        Assert.Equal(("http://h/a", "x/y", "POST", -7), (bundle.Url.Href, bundle.Out, bundle.Method, bundle.Priority));
        Assert.Equal([new("A", "1"), new("B", "2"), new("B", "3")], bundle.Headers);
        Assert.Equal("ü"u8.ToArray(), bundle.Body);
        Assert.Equal(new Checksum(DigestAlgorithm.Md5, Md5), bundle.Checksum);
        Assert.Equal(new ByteRange(500, null), bundle.Range);
        Assert.Equal("http://m/", Assert.Single(bundle.Mirrors).Href);
        Assert.Equal("""{"id": 5, "t":"\u00e9"}""", bundle.Info);
    }

    [Fact]
    public async Task JSONL_takes_header_lines_binary_bodies_and_nulls()
    {
        var bundle = Only(await Read("""{"url":"http://h/a","headers":["A: 1"],"body_base64":"AP8=","out":null,"info":"x"}"""));
        Assert.Equal("POST", bundle.Method);
        Assert.Equal([new("A", "1")], bundle.Headers);
        Assert.Equal([0, 255], bundle.Body!);
        Assert.Null(bundle.Out);
        Assert.Equal("\"x\"", bundle.Info);
    }

    [Theory]
    [InlineData("""{"url":"http://h/a" """, "JSON")]
    [InlineData("""{"url":"http://h/a"} x""", "JSON")]
    [InlineData("""["http://h/a"]""", "JSON")]
    [InlineData("""{"out":"a"}""", "url is missing")]
    [InlineData("""{"url":5}""", "url must be")]
    [InlineData("""{"url":"http://h/a","method":"DELETE"}""", "DELETE")]
    [InlineData("""{"url":"http://h/a","method":"GET","body":"x"}""", "body")]
    [InlineData("""{"url":"http://h/a","priority":1.5}""", "priority")]
    [InlineData("""{"url":"http://h/a","priority":{"url":"http://h/evil"}}""", "priority")]
    [InlineData("""{"url":"http://h/a","checksum":"md5=zz"}""", "checksum")]
    [InlineData("""{"url":"http://h/a","range":"5-2"}""", "range")]
    [InlineData("""{"url":"http://h/a","headers":{"A":"1\r\nB: 2"}}""", "line break")]
    [InlineData("""{"url":"http://h/a","headers":{"A b":"1"}}""", "no name")]
    [InlineData("""{"url":"http://h/a","headers":["A"]}""", "Name: value")]
    [InlineData("""{"url":"http://h/a","body_base64":"?"}""", "base64")]
    [InlineData("""{"url":"http://h/\ud800"}""", "Unicode")]
    public async Task A_bad_object_is_told_and_not_fetched(string line, string word)
    {
        var entries = await Read("{\"url\":\"http://h/first\"}\n" + line + "\n{\"url\":\"http://h/last\"}", ListFormat.Jsonl);
        Assert.Equal(["http://h/first", "http://h/last"], Urls(entries));
        var fault = Assert.Single(Faults(entries));
        Assert.StartsWith("list:2: ", fault);
        Assert.Contains(word, fault);
    }

    [Fact]
    public async Task CSV_is_read_by_its_header_with_quotes_and_line_breaks()
    {
        var entries = await Read("\uFEFFinfo,URL,headers,ignored,mirrors,method\r\n\"say \"\"hi\"\", you\",http://h/a,\"A: 1\nB: 2\",x,http://m/1 http://m/2,\r\n\r\n,http://h/b,,,,HEAD\r\nx,http://h/c\r\n");
        var first = entries[0].Bundle!;
        Assert.Equal("say \"hi\", you", first.Info);
        Assert.Equal([new("A", "1"), new("B", "2")], first.Headers);
        Assert.Equal(2, first.Mirrors.Count);
        Assert.Equal("HEAD", entries[1].Bundle!.Method);
        Assert.Equal("list:6: the record has 2 fields where the header has 6", Assert.Single(Faults(entries)));
    }

    [Fact]
    public async Task CSV_asks_for_ranges()
    {
        var entries = await Read("url,range\nhttp://h/a,-500\nhttp://h/b,\nhttp://h/c,x\n");
        Assert.Equal(new ByteRange(null, 500), entries[0].Bundle!.Range);
        Assert.Null(entries[1].Bundle!.Range);
        Assert.Contains("range 'x'", Assert.Single(Faults(entries)));
    }

    [Theory]
    [InlineData("url;out\nhttp://h/a,b;x", "http://h/a,b", "x")]
    [InlineData("out\turl\nx\thttp://h/a", "http://h/a", "x")]
    [InlineData("url\nhttp://h/a", "http://h/a", null)]
    [InlineData("# made by hand\n\"url\",\"out\"\n\"http://h/a\",\"x\"", "http://h/a", "x")]
    public async Task CSV_is_told_by_its_header(string text, string url, string? name)
    {
        var bundle = Only(await Read(text));
        Assert.Equal((url, name), (bundle.Url.Href, bundle.Out));
    }

    [Theory]
    [InlineData("name,place\na,b\nc,d", "list:1: the header has no column url")]
    [InlineData("url,out\nhttp://h/a,\"x\nhttp://h/b,y\n", "list:2: a quote in this record is never closed")]
    [InlineData("url,out\nhttp://h/a,\"x\"y\n", "list:2: field 2 goes on behind its closing quote")]
    public async Task Bad_CSV_is_told_once(string text, string fault) => Assert.StartsWith(fault, Assert.Single(Faults(await Read(text, ListFormat.Csv))));

    [Fact]
    public async Task Checksum_files_are_read_as_their_tools_write_them()
    {
        var sha = new string('a', 64);
        var entries = await Read($"{sha}  a b#1.txt\n{sha} *bin/x.iso\n\\{sha}  new\\nline\\\\\nSHA256 (./bsd (1).txt) = {sha}\n{Md5}  m\n", baseUrl: "http://h/dir");
        Assert.Equal(["http://h/dir/a%20b%231.txt", "http://h/dir/bin/x.iso", "http://h/dir/new%0Aline%5C", "http://h/dir/bsd%20%281%29.txt", "http://h/dir/m"], Urls(entries));
        Assert.Equal(["a b#1.txt", "bin/x.iso", "new\nline\\", "bsd (1).txt", "m"], entries.Select(e => e.Bundle!.Out));
        Assert.Equal(DigestAlgorithm.Md5, entries[4].Bundle!.Checksum!.Value.Algorithm);
    }

    [Fact]
    public async Task Checksum_files_need_a_base() => Assert.Contains("--base", Assert.Single(Faults(await Read(Md5 + "  x\n"))));

    [Fact]
    public void A_base_that_is_no_URL_is_told_at_once() =>
        Assert.Contains("'nonsense'", Assert.Throws<ListException>(() => ListReader.Open(new ListSpec([], [], BaseUrl: "nonsense"))).Message);

    [Fact]
    public async Task Standard_input_may_be_compressed()
    {
        var input = new MemoryStream(Gzip("{\"url\":\"http://h/a\"}\n"));
        Assert.Equal("http://h/a", Only(await Read(new ListSpec(["-"], [], StandardInput: () => input))).Url.Href);
    }
}
