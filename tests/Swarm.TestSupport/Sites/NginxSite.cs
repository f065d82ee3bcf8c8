using System.Globalization;
using System.Text;
using Swarm.TestSupport.Servers;

namespace Swarm.TestSupport.Sites;

/// <summary>
/// Files and redirects served by a real nginx under any host names: it is asked as a proxy, so that <c>http://site.test/</c> needs no resolver.
/// Which URL is which file is told by the request's own text, byte for byte.
/// </summary>
public static class NginxSite
{
    static readonly int[] Moves = [301, 302, 303, 307, 308];

    public static async Task<NginxServer> StartAsync(string folder, IReadOnlyCollection<SiteFile> files, IReadOnlyCollection<SiteMove> moves)
    {
        var held = Directory.CreateDirectory(Path.Combine(folder, "held")).FullName;
        var types = files.Select(f => f.ContentType).Distinct(StringComparer.Ordinal).ToList();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"f{names.Count}.t{types.IndexOf(file.ContentType)}");
            names[file.Url] = name;
            await File.WriteAllBytesAsync(Path.Combine(held, name), file.Content);
            File.SetLastWriteTimeUtc(Path.Combine(held, name), new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        var fields = files.SelectMany(f => f.Fields.Keys).Distinct(StringComparer.Ordinal).ToList();
        var maps = new StringBuilder("map_hash_bucket_size 256;\n");
        Map(maps, "held", files.Select(f => (f.Url, names[f.Url])), "none");
        foreach (var status in Moves) Map(maps, $"moved{status}", moves.Where(m => m.Status == status).Select(m => (m.Url, m.Location)), "");
        foreach (var (i, field) in fields.Index()) Map(maps, $"field{i}", files.Where(f => f.Fields.ContainsKey(field)).Select(f => (f.Url, f.Fields[field])), "");
        await File.WriteAllTextAsync(Path.Combine(folder, "maps.conf"), maps.ToString());
        return await NginxServer.StartAsync(folder, Locations(held, types, fields));
    }

    static string Locations(string held, List<string> types, List<string> fields)
    {
        var moved = string.Concat(Moves.Select(s => $"  if ($moved{s}) {{ return {s} $moved{s}; }}\n"));
        var added = string.Concat(fields.Select((f, i) => $"  add_header {f} $field{i};\n"));
        var known = string.Concat(types.Select((t, i) => $" \"{t}\" t{i};"));
        return $"absolute_redirect off;\nlocation / {{\n  root {held};\n  types {{{known} }}\n{moved}{added}  try_files /$held =404;\n}}\n";
    }

    /// <summary>By regular expressions, as plain keys know no case.</summary>
    static void Map(StringBuilder maps, string name, IEnumerable<(string Url, string Value)> rows, string otherwise)
    {
        maps.Append(CultureInfo.InvariantCulture, $"map $host$request_uri ${name} {{\n  default \"{otherwise}\";\n");
        foreach (var (url, value) in rows)
            maps.Append(CultureInfo.InvariantCulture, $"  \"~^\\Q{url["http://".Length..]}\\E$\" \"{value.Replace("\"", "\\\"", StringComparison.Ordinal)}\";\n");
        maps.Append("}\n");
    }
}
