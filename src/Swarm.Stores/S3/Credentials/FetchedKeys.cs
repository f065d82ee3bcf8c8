using Amazon.Runtime;
using Swarm.Domain;

namespace Swarm.Stores.S3.Credentials;

/// <summary>Keys that expire: fetched when they are first needed and renewed before they end, by Amazon's SDK.</summary>
/// <param name="what">Whence, for a person.</param>
/// <param name="make">May block: some ask for the role first.</param>
sealed class FetchedKeys(string what, Func<RefreshingAWSCredentials> make) : IKeySource, IDisposable
{
    static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);

    readonly SemaphoreSlim _making = new(1);
    RefreshingAWSCredentials? _credentials;
    AwsKeys? _last;

    public async ValueTask<AwsKeys?> GetAsync(CancellationToken token)
    {
        try
        {
            var credentials = Volatile.Read(ref _credentials) ?? await MadeAsync(token);
            var keys = await credentials.GetCredentialsAsync().WaitAsync(token);
            var last = Volatile.Read(ref _last);
            if (last is null || last.Id != keys.AccessKey || last.Token != Token(keys) || last.Secret != keys.SecretKey)
                Volatile.Write(ref _last, last = new AwsKeys(keys.AccessKey, keys.SecretKey, Token(keys)));
            return last;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A first failure means that there are none; later ones may pass.
            var reason = Volatile.Read(ref _last) is null ? Reason.Permission : Reason.Connect;
            throw new TransferException(reason, Stage.Request, $"s3: no keys to be had from {what}: {SafeText.Of(e.Message, 200)}", e);
        }
    }

    public bool Renew()
    {
        Volatile.Read(ref _credentials)?.ClearCredentials();
        return true;
    }

    public void Dispose()
    {
        _credentials?.Dispose();
        _making.Dispose();
    }

    static string? Token(ImmutableCredentials keys) => keys.Token is { Length: > 0 } token ? token : null;

    async Task<RefreshingAWSCredentials> MadeAsync(CancellationToken token)
    {
        await _making.WaitAsync(token);
        try
        {
            if (_credentials is { } made) return made;
            var credentials = await Task.Run(make, token);
            credentials.PreemptExpiryTime = Ahead;
            Volatile.Write(ref _credentials, credentials);
            return credentials;
        }
        finally
        {
            _making.Release();
        }
    }
}
