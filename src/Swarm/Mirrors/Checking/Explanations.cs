using System.Globalization;
using Swarm.Domain;

namespace Swarm.Mirrors.Checking;

/// <summary>Which failures a mirror can do nothing about: the scope's, robots', and the server's last word.</summary>
static class Explanations
{
    const string Answered = "the server answered ";
    const int Digits = 3;

    public static bool IsFinal(Failure failure) => failure.Reason switch
    {
        Reason.Robots or Reason.Scope or Reason.Redirect or Reason.Size => true,
        Reason.Status => StatusOf(failure) is >= 400 and < 500 and not (408 or 425 or 429),
        _ => false,
    };

    /// <summary>A place knows no more than the failure's words, which the engine makes; 0 where they say nothing.</summary>
    static int StatusOf(Failure failure) =>
        failure.Detail.StartsWith(Answered, StringComparison.Ordinal) && failure.Detail.Length >= Answered.Length + Digits
        && int.TryParse(failure.Detail.AsSpan(Answered.Length, Digits), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0;
}
