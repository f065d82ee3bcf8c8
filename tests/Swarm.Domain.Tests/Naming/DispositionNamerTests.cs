using System.Text.Json;
using Swarm.Domain.Naming;
using Swarm.TestSupport;

namespace Swarm.Domain.Tests.Naming;

public class DispositionNamerTests
{
    const string Vectors = "content-disposition/jshttp-own.json";

    static string Name(string? field, string url = "https://x.org/dl/get%20it.php?id=1") => new DispositionNamer()
        .Propose(new Bundle(WebUrl.Parse(url)), 1, field is null ? null : [new Header("content-disposition", field)]).Path;

    // Left out: the "multipart" option's, which are about form fields, not about responses.
    [FixtureFact(Vectors)]
    public void Fields_are_read_as_the_vectors_say()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Fixtures.Path(Vectors)));
        var count = 0;
        foreach (var row in json.RootElement.GetProperty("cases").EnumerateArray())
        {
            var options = row.GetProperty("options");
            if (options.ValueKind == JsonValueKind.Object && options.TryGetProperty("multipart", out _)) continue;
            var parsed = ContentDisposition.Parse(row.GetProperty("header").GetString()!, options.ValueKind != JsonValueKind.Object);
            var expected = row.GetProperty("expected");
            Assert.Equal(expected.GetProperty("type").GetString(), parsed.Type);
            Assert.Equal(
                expected.GetProperty("parameters").EnumerateObject().Select(p => $"{p.Name}={p.Value.GetString()}").Order(StringComparer.Ordinal),
                parsed.Parameters.Select(p => $"{p.Key}={p.Value}").Order(StringComparer.Ordinal));
            count++;
        }

        Assert.Equal(42, count);
    }

    [Theory]
    [InlineData("attachment; filename=\"plans.pdf\"", "plans.pdf")]
    [InlineData("inline; filename*=UTF-8''%e2%82%ac%20rates.pdf; filename=x", "€ rates.pdf")]
    [InlineData("attachment; filename=\"\u00e2\u0082\u00ac.pdf\"", "€.pdf")]
    [InlineData("attachment; filename=\"\u00a3.pdf\"", "£.pdf")]
    [InlineData("attachment; filename=\"../../x\"", "x")]
    [InlineData("attachment; filename=/etc/x", "x")]
    [InlineData("attachment; filename=\"C:\\\\x\"", "x")]
    [InlineData("attachment; filename=\"..\\\\x\"", "x")]
    [InlineData("attachment; filename=\"%2e%2e%2fx\"", "%2e%2e%2fx")]
    [InlineData("attachment; filename*=UTF-8''..%2f..%5cx", "x")]
    [InlineData("attachment; filename=\"a\u0000b\u001b\u0085.txt\"", "a%00b%1B%C2%85.txt")]
    [InlineData("attachment; filename=nul.txt", "%6Eul.txt")]
    [InlineData("attachment; filename=.swarm", "%2Eswarm")]
    [InlineData("attachment; filename=x.part", "x%2Epart")]
    [InlineData("attachment; filename=.bashrc", ".bashrc")]
    [InlineData("attachment; filename=\"a/\"", "get it.php")]
    [InlineData("attachment; filename=\"..\"", "get it.php")]
    [InlineData("attachment; filename=", "get it.php")]
    [InlineData("attachment", "get it.php")]
    [InlineData(null, "get it.php")]
    public void The_servers_name_is_taken_by_its_last_part_and_made_safe(string? field, string path)
    {
        Assert.Equal(path, Name(field));
        Assert.Null(PortableRules.Fault(path));
    }

    [Fact]
    public void A_long_name_from_the_server_is_cut_before_its_extension()
    {
        var name = Name($"attachment; filename={new string('x', 500)}.tar.gz");
        Assert.Null(PortableRules.Fault(name));
        Assert.EndsWith(".tar.gz", name, StringComparison.Ordinal);
    }
}
