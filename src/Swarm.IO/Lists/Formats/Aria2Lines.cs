using System.Collections.Frozen;
using Swarm.Domain;

namespace Swarm.IO.Lists.Formats;

/// <summary>
/// aria2's input file (aria2c(1), "Input File"): a line of TAB-separated URLs of the same bytes, then its options on indented lines as NAME=VALUE.
/// An option without a meaning here is passed over; a name that aria2 doesn't know either is told once.
/// </summary>
sealed class Aria2Lines : LineFormat
{
    const int NamesTold = 100;
    const int Lost = -1;

    static readonly FrozenSet<string> WithoutMeaning = FrozenSet.ToFrozenSet(
        """
        all-proxy all-proxy-passwd all-proxy-user allow-overwrite allow-piece-length-change always-resume async-dns auto-file-renaming bt-enable-hook-after-hash-check
        bt-enable-lpd bt-exclude-tracker bt-external-ip bt-force-encryption bt-hash-check-seed bt-load-saved-metadata bt-max-peers bt-metadata-only bt-min-crypto-level
        bt-prioritize-piece bt-remove-unselected-file bt-request-peer-speed-limit bt-require-crypto bt-save-metadata bt-seed-unverified bt-stop-timeout bt-tracker
        bt-tracker-connect-timeout bt-tracker-interval bt-tracker-timeout check-integrity conditional-get connect-timeout content-disposition-default-utf8 continue
        dry-run enable-http-keep-alive enable-http-pipelining enable-mmap enable-peer-exchange file-allocation follow-metalink follow-torrent force-save
        ftp-passwd ftp-proxy ftp-proxy-passwd ftp-proxy-user ftp-reuse-connection ftp-type ftp-user gid hash-check-only http-accept-gzip http-auth-challenge
        http-no-cache http-proxy http-proxy-passwd http-proxy-user https-proxy https-proxy-passwd https-proxy-user index-out keep-unfinished-download-result
        lowest-speed-limit max-connection-per-server max-download-limit max-file-not-found max-mmap-limit max-resume-failure-tries max-tries max-upload-limit
        metalink-base-uri metalink-enable-unique-protocol metalink-language metalink-location metalink-os metalink-preferred-protocol metalink-version min-split-size
        no-file-allocation-limit no-netrc no-proxy parameterized-uri pause pause-metadata piece-length proxy-method realtime-chunk-checksum remote-time
        remove-control-file retry-wait reuse-uri rpc-save-upload-metadata save-not-found seed-ratio seed-time select-file split ssh-host-key-md stream-piece-selector
        timeout uri-selector use-head
        """.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries));

    readonly BundleDraft _draft = new();
    readonly HashSet<string> _told = [];
    long _urlLine;
    string? _folder;
    string? _user;
    string? _password;

    /// <summary>Whether an indented line reads NAME=VALUE.</summary>
    internal static bool IsOption(ReadOnlySpan<char> text)
    {
        var equals = text.IndexOf('=');
        return equals > 0 && !text[..equals].ContainsAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-");
    }

    internal override void Line(ReadOnlySpan<byte> line, long number, EntrySink sink)
    {
        var whole = number == 1 ? WithoutMark(line) : line;
        var trimmed = Trim(whole);
        if (trimmed.IsEmpty || trimmed[0] == (byte)'#') return;
        var indented = whole[0] is (byte)' ' or (byte)'\t';
        if (!TryText(trimmed, number, sink, out var text)) Lose(indented, number, sink);
        else if (indented && IsOption(text)) Option(text, number, sink);
        else Begin(text, number, sink);
    }

    internal override void TooLong(long number, EntrySink sink)
    {
        sink.Fault(number, "the line is longer than 64 KiB; split it");
        Lose(indented: true, number, sink);
    }

    internal override void End(EntrySink sink) => Finish(sink);

    /// <summary>A line can't be read. No request may go out without an option that it was given, nor an option go to the wrong one.</summary>
    void Lose(bool indented, long number, EntrySink sink)
    {
        if (indented && _urlLine > 0)
        {
            _draft.Problem ??= "the entry is left out, since a line of it can't be read";
            return;
        }
        Close(number, sink);
        _urlLine = Lost;
    }

    void Close(long number, EntrySink sink)
    {
        Finish(sink);
        sink.Covered(number - 1);
    }

    void Begin(string text, long number, EntrySink sink)
    {
        Close(number, sink);
        _urlLine = number;
        var tab = text.IndexOf('\t', StringComparison.Ordinal);
        _draft.Url = tab < 0 ? text : text[..tab].TrimEnd();
        if (tab < 0) return;
        foreach (var mirror in text[(tab + 1)..].Split('\t', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) _draft.Mirror(mirror);
    }

    void Option(string text, long number, EntrySink sink)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var (name, value) = (text[..equals], text[(equals + 1)..]);
        if (_urlLine == 0) sink.Fault(number, $"the option {name} stands above the first URL; put it below the URL that it is for");
        else if (_urlLine > 0 && !Take(name, value) && !WithoutMeaning.Contains(name) && _told.Count < NamesTold && _told.Add(name))
            sink.Fault(number, $"{EntrySink.Shown(name)} is no option of aria2's; mend or remove it (its URL is taken without it)");
    }

    bool Take(string name, string value)
    {
        switch (name)
        {
            case "out": _draft.Out = value; break;
            case "dir": _folder = value; break;
            case "checksum": _draft.Checksum(value); break;
            case "header": _draft.Header(value); break;
            case "referer": _draft.Header("Referer", value == "*" ? _draft.Url! : value); break;
            case "user-agent": _draft.Header("User-Agent", value); break;
            case "http-user": _user = value; break;
            case "http-passwd": _password = value; break;
            default: return false;
        }
        return true;
    }

    void Finish(EntrySink sink)
    {
        if (_urlLine > 0)
        {
            _draft.Basic(_user, _password);
            if (_folder is not null) _draft.Out = $"{_folder.TrimEnd('/')}/{_draft.Out ?? LastSegment(_draft.Url!)}";
            _draft.Finish(_urlLine, sink);
        }
        _draft.Clear();
        (_urlLine, _folder, _user, _password) = (0, null, null, null);
    }

    // As aria2 names a file that only its folder is given for.
    static string LastSegment(string url)
    {
        if (StoreAddress.TryParse(url, out var address)) return address.Key[(address.Key.LastIndexOf('/') + 1)..];
        var path = url.AsSpan(0, url.AsSpan().IndexOfAny('?', '#') is var end and >= 0 ? end : url.Length);
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        var slash = path.LastIndexOf('/');
        var name = slash <= scheme + 2 ? default : path[(slash + 1)..];
        return name.IsEmpty ? "index.html" : Uri.UnescapeDataString(name);
    }
}
