using System.Diagnostics.CodeAnalysis;
using System.Text;
using Swarm.Domain;

namespace Swarm.IO.Lists;

/// <summary>What a text of a list stands for: a URL, or the object of a store, in full or below the base.</summary>
sealed class ListTargets
{
    readonly WebUrl? _baseUrl;
    readonly StoreAddress? _baseAddress;
    readonly Func<StoreAddress, WebUrl>? _urlOf;

    ListTargets(WebUrl? baseUrl, StoreAddress? baseAddress, Func<StoreAddress, WebUrl>? urlOf) => (_baseUrl, _baseAddress, _urlOf) = (baseUrl, baseAddress, urlOf);

    /// <param name="folder">The base, or null.</param>
    /// <param name="urlOf">Null: there are no stores.</param>
    /// <exception cref="ListException">The base leads nowhere.</exception>
    internal static ListTargets Of(string? folder, Func<StoreAddress, WebUrl>? urlOf)
    {
        if (folder is null) return new ListTargets(null, null, urlOf);
        var below = folder.EndsWith('/') ? folder : folder + "/";
        if (urlOf is not null && StoreAddress.TryParse(below, out var address)) return new ListTargets(null, address, urlOf);
        return WebUrl.TryParse(below, out var url, out var fault) ? new ListTargets(url, null, urlOf) : throw new ListException($"the base '{folder}' is not a URL: {fault}");
    }

    internal bool TryFind(string text, out ListTarget target, out string fault)
    {
        target = default;
        if (StoreAddress.HasScheme(text)) return TryAddress(text, out target, out fault);
        if (_baseAddress is { } folder && !WebUrl.TryParse(text, out _, out _)) return TryAddress(folder.At(folder.Key + text), out target, out fault);
        if (!TryResolve(text, out var url, out fault)) return false;
        target = new ListTarget(url, null);
        return true;
    }

    /// <summary>As <see cref="TryFind"/>, for URLs alone.</summary>
    internal bool TryResolve(string text, [NotNullWhen(true)] out WebUrl? url, out string fault)
    {
        if (WebUrl.TryParse(text, out url, out fault)) return true;
        if (_baseUrl is not null && (url = _baseUrl.Resolve(text)) is not null) return true;
        fault = StoreAddress.HasScheme(text)
            ? $"{EntrySink.Shown(text)} is in a store, where a URL is wanted"
            : $"{EntrySink.Shown(text)} is not a URL: {fault}; write it in full, like https://host/path";
        return false;
    }

    /// <summary>The text that stands for a name below the base, or null where there is none.</summary>
    internal string? Below(string name)
    {
        if (_baseAddress is { } folder) return folder + name;
        if (_baseUrl is null) return null;
        var url = new StringBuilder(_baseUrl.Href);
        var first = true;
        foreach (var segment in name.Split('/'))
        {
            if (!first) url.Append('/');
            url.Append(Uri.EscapeDataString(segment));
            first = false;
        }

        return url.ToString();
    }

    bool TryAddress(string text, out ListTarget target, out string fault)
    {
        target = default;
        fault = $"{EntrySink.Shown(text)} names no object: write it like s3://bucket/key";
        return StoreAddress.TryParse(text, out var address) && TryAddress(address, out target, out fault);
    }

    bool TryAddress(StoreAddress address, out ListTarget target, out string fault)
    {
        target = default;
        fault = "";
        if (_urlOf is null) fault = $"{EntrySink.Shown(address.ToString())} is in a store, where a URL is wanted";
        else if (address.Key.Length == 0) fault = $"{EntrySink.Shown(address.ToString())} is a bucket, not an object: add its key, or --recursive for all that is below it";
        else if (Encoding.UTF8.GetByteCount(address.Key) > StoreAddress.MaxKeyLength) fault = $"the key of {EntrySink.Shown(address.ToString())} is longer than any store takes (1,024 bytes)";
        else target = new ListTarget(_urlOf(address), address);
        return fault.Length == 0;
    }
}

/// <summary>Where a text of a list leads.</summary>
readonly record struct ListTarget(WebUrl Url, StoreAddress? Address)
{
    /// <param name="dress">What the list says besides, or null.</param>
    internal Bundle Dressed(Func<WebUrl, Bundle>? dress)
    {
        var bundle = dress?.Invoke(Url) ?? new Bundle(Url);
        return Address is null ? bundle : bundle with { Address = Address };
    }
}
