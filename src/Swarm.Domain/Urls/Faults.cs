using System.Text;

namespace Swarm.Domain.Urls;

/// <summary>What is wrong with a URL, in words fit for a person and for a terminal: what is quoted of it is short and plain.</summary>
static class Faults
{
    public const string TooLong = "longer than 8,000 characters";
    public const string NoHost = "no host";
    public const string PortZero = "the port 0 cannot be connected to";

    public static string NoScheme(ReadOnlySpan<char> input) =>
        input.IsEmpty ? "it is empty" : "no scheme: it must begin with http:// or https://";

    /// <summary><c>example.com:8080/x</c> reads as a scheme, but is none that anybody meant.</summary>
    public static string OtherScheme(ReadOnlySpan<char> scheme, ReadOnlySpan<char> input) =>
        scheme.Contains('.') || (input.Length > scheme.Length + 1 && char.IsAsciiDigit(input[scheme.Length + 1]))
            ? "no scheme: it must begin with http:// or https://"
            : $"only http and https URLs can be fetched, not {Plain(scheme)}";

    public static string PortNoNumber(ReadOnlySpan<char> port) => $"the port '{Plain(port)}' is not a number";

    public static string PortTooHigh(ReadOnlySpan<char> port) => $"the port {Plain(port)} is over 65535";

    public static string HostCharacter(char c) =>
        c == ' ' ? "spaces in a host name"
        : c is > ' ' and < '\u007f' ? $"the character {c} in a host name"
        : $"the control character U+{(int)c:X4} in a host name";

    public static string BadDomain(ReadOnlySpan<char> host) => $"the host name '{Plain(host)}' is no valid domain name";

    public static string BadAddress(ReadOnlySpan<char> host) => $"the host '{Plain(host)}' is no valid IP address";

    static string Plain(ReadOnlySpan<char> text)
    {
        var result = new StringBuilder();
        foreach (var c in text[..Math.Min(text.Length, 60)])
            result.Append(c is >= ' ' and < '\u007f' ? c : '?');
        return text.Length > 60 ? result.Append("...").ToString() : result.ToString();
    }
}
