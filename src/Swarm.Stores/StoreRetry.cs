using Swarm.Domain;

namespace Swarm.Stores;

/// <summary>Which failures of a store's calls another try may mend: the one rule, for all that is brought into stores.</summary>
static class StoreRetry
{
    public static bool IsWorthwhile(TransferException e) => !e.Failure.IsFinal && e.Failure.Reason switch
    {
        Reason.Status => e.Status is 408 or 429 or (>= 500 and not (501 or 505)),
        Reason.Timeout or Reason.Slow or Reason.Dns or Reason.Connect or Reason.Proxy or Reason.Reset => true,
        Reason.Truncated or Reason.Protocol or Reason.Checksum => true, // what came, or arrived there, was cut short, garbled or damaged on its way
        _ => false,
    };
}
