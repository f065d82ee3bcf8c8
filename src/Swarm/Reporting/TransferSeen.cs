namespace Swarm.Reporting;

/// <summary>One large object in flight.</summary>
/// <param name="Id">Of the bundle.</param>
/// <param name="Url">The asked URL in words fit for a terminal.</param>
/// <param name="Done">Bytes that are there, each counted once.</param>
/// <param name="Total">Bytes that it will have.</param>
/// <param name="Connections">That fetch it now; 0: it waits for another try.</param>
/// <param name="Resumed">Of <paramref name="Done"/>, those that an earlier run had left.</param>
/// <param name="Rate">Bytes a second over the last seconds.</param>
public sealed record TransferSeen(long Id, string Url, long Done, long Total, int Connections, long Resumed, double Rate)
{
    /// <summary>Time until it is whole at this rate; null while there is none to go by.</summary>
    public TimeSpan? Left => Rate >= 1 && (Total - Done) / Rate is < 1e9 and var seconds ? TimeSpan.FromSeconds(seconds) : null;
}
