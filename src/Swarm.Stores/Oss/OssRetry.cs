namespace Swarm.Stores.Oss;

/// <summary>Which refusals OSS documents as worth another try.</summary>
static class OssRetry
{
    public static bool IsWorthwhile(int status, string? code) =>
        status is >= 500 or 401 or 408 or 429 || code is "RequestTimeTooSkewed" or "BadRequest";

    /// <summary>The status by which strategies decide: OSS says by codes of its own, and within a 200, what others say by status.</summary>
    public static int AmountsTo(int status, string? code) => code switch
    {
        "FileAlreadyExists" => 412,
        _ when status < 300 => 500,
        _ when !IsWorthwhile(status, code) || status is 408 or 429 or 500 or 502 or 503 or 504 => status,
        _ => status >= 500 ? 500 : 408,
    };
}
