using System.Text;
using Swarm.TestSupport.Servers;

namespace Swarm.EndToEnd.Tests.Objects;

/// <summary>One way to serve the same file.</summary>
sealed record Variant(bool Ranges, bool Gzip, bool Tags)
{
    public static IReadOnlyList<Variant> All { get; } =
        [.. from ranges in (bool[])[true, false] from gzip in (bool[])[true, false] from tags in (bool[])[true, false] select new Variant(ranges, gzip, tags)];

    /// <summary>The path's first segment.</summary>
    public string Name => $"{(Ranges ? "ranges" : "whole")}-{(Gzip ? "gzip" : "plain")}-{(Tags ? "tags" : "dates")}";
}

/// <summary>Servers as Debian has them, each with every variant of one file below a path of its own.</summary>
static class ServerVariants
{
    public static async Task<IWebServer> StartAsync(string program, string folder) => program switch
    {
        "nginx" => await NginxServer.StartAsync(folder, Text(v => Nginx(v, folder))),
        "apache2" => await ApacheServer.StartAsync(folder, Text(v => Apache(v, folder))),
        "caddy" => await CaddyServer.StartAsync(folder, Text(Caddy)),
        _ => throw new ArgumentException(program, nameof(program)),
    };

    static string Nginx(Variant v, string folder) => $$"""
        location /{{v.Name}}/ {
          alias {{folder}}/root/;
          {{(v.Ranges ? "" : "max_ranges 0;")}}
          {{(v.Gzip ? "gzip on; gzip_types *; gzip_http_version 1.1; gzip_comp_level 1;" : "")}}
          etag {{(v.Tags ? "on" : "off")}};
        }
        """;

    static string Apache(Variant v, string folder) => $"""
        Alias /{v.Name}/ {folder}/root/
        <Location /{v.Name}/>
          {(v.Ranges ? "" : "MaxRanges none")}
          {(v.Gzip ? "SetOutputFilter DEFLATE" : "")}
          {(v.Tags ? "" : "Header unset ETag")}
        </Location>
        """;

    static string Caddy(Variant v) => $$"""
        handle_path /{{v.Name}}/* {
          {{(v.Ranges ? "" : "request_header -Range")}}
          {{(v.Gzip ? "encode gzip {\n    match {\n      header Content-Type *\n    }\n  }" : "")}}
          {{(v.Tags ? "" : "header -ETag")}}
          file_server
        }
        """;

    static string Text(Func<Variant, string> of) => Variant.All.Aggregate(new StringBuilder(), (text, v) => text.AppendLine(of(v))).ToString();
}
