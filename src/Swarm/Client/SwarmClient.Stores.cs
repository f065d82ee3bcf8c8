using Swarm.Domain;
using Swarm.Jobs;

namespace Swarm;

public sealed partial class SwarmClient
{
    /// <summary>
    /// The object stores as the client's settings have them: <c>OpenStores()[StoreKind.S3]</c> is one. What fails is tried again as the client's strategy
    /// says. To be disposed of by the caller; nothing is asked before the first call.
    /// </summary>
    public StoreAccess OpenStores() => StoreAccess.Open(_options.Settings, _options.Time, _options.Http, _options.Strategy);
}
