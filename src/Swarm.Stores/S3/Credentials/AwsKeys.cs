namespace Swarm.Stores.S3.Credentials;

/// <summary>What requests are signed with. Never printed.</summary>
/// <param name="Token">Of temporary keys.</param>
sealed record AwsKeys(string Id, string Secret, string? Token)
{
    public override string ToString() => "AWS keys";
}

/// <summary>Gives the keys that hold at the moment. Thread-safe.</summary>
interface IKeySource
{
    /// <summary>Null: requests go out unsigned.</summary>
    ValueTask<AwsKeys?> GetAsync(CancellationToken token);

    /// <summary>The keys were refused as too old; false: there are no others.</summary>
    bool Renew() => false;
}

/// <summary>Keys that never change, or none.</summary>
sealed class FixedKeys(AwsKeys? keys) : IKeySource
{
    public ValueTask<AwsKeys?> GetAsync(CancellationToken token) => new(keys);
}
