namespace Swarm.TestSupport.Objects.Faults;

/// <summary>Answers that are no body of the object: errors, waits, redirects (X8 to X11, X20).</summary>
public static class StatusFaults
{
    public static ObjectFault Fails(int status, Strike? when = null) => new($"status {status}", when ?? When.Always, (_, honest) => honest.Refusal(status));

    /// <param name="retryAfter">Seconds or a date, as it is sent.</param>
    public static ObjectFault Waits(int status, string retryAfter, Strike? when = null) =>
        new($"status {status}, Retry-After: {retryAfter}", when ?? When.Always, (_, honest) => honest.Refusal(status, ("Retry-After", retryAfter)));

    /// <param name="location">Null: to itself.</param>
    public static ObjectFault Redirects(string? location = null, int status = 302, Strike? when = null) => new(
        $"{status} to {location ?? "itself"}", when ?? When.Always, (ask, honest) => honest.Refusal(status, ("Location", location ?? ask.Request.Target)));
}
