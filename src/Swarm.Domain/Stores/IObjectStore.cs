using Swarm.Domain.Transfers;

namespace Swarm.Domain.Stores;

/// <summary>What a store can do beyond what every one must.</summary>
[Flags]
public enum StorePowers
{
    None = 0,

    /// <summary>Copies within itself without the bytes passing here.</summary>
    ServerCopy = 1,

    /// <summary>Deletes many keys by one request.</summary>
    DeleteMany = 1 << 1,

    Presign = 1 << 2,

    /// <summary>Makes, removes and lists buckets.</summary>
    Buckets = 1 << 3,

    /// <summary>Never overwrites where asked (<see cref="PutOptions.IfAbsent"/>).</summary>
    PutIfAbsent = 1 << 4,

    /// <summary>Parts of an upload may be sent in any order, several at once; without it, one after another.</summary>
    PartsInAnyOrder = 1 << 5,

    /// <summary>Lists uploads that were left unfinished.</summary>
    ListUploads = 1 << 6,
}

/// <summary>
/// One object store: it <em>addresses, authorises and describes</em>. Bytes go through the HTTP engine that was handed to it, like all others.
/// Thread-safe. What is beyond its <see cref="Powers"/> throws <see cref="NotSupportedException"/>.
/// </summary>
/// <remarks>
/// All calls throw <see cref="TransferException"/>: <see cref="Reason.Status"/> for the store's own refusals, with status, the store's code, its request id
/// and the address in words (<c>s3://b/k: 403 AccessDenied (request 4F2…)</c>), other reasons as the HTTP engine has them. They make one try each, unless said otherwise.
/// </remarks>
public interface IObjectStore : IAsyncDisposable
{
    StoreKind Kind { get; }

    StorePowers Powers { get; }

    /// <summary>Sizes that the store's parts may have.</summary>
    PartRange Parts { get; }

    /// <summary>The object's URL on the wire, unsigned; its key byte for byte, encoded once.</summary>
    WebUrl UrlOf(StoreAddress address);

    /// <summary>The request with all that the store wants to see it authorised: a signature, a token. Never logged; never carried to another origin.</summary>
    ValueTask<ExchangeRequest> AuthoriseAsync(ExchangeRequest request, CancellationToken token);

    /// <summary>A request was refused for what the store knows better by this answer, such as the time: authorised anew it is worth another try at once.</summary>
    bool Corrects(ResponseHead refused) => false;

    /// <summary>What is there under the key, or null.</summary>
    ValueTask<ObjectFacts?> StatAsync(StoreAddress address, CancellationToken token);

    /// <summary>Pages of a bucket's listing, asked for as they are taken. A continuation token that repeats ends it with reason protocol.</summary>
    IAsyncEnumerable<ListPage> ListAsync(StoreAddress bucket, ListDemand demand, CancellationToken token);

    /// <summary>Removes the object; that there is none is no error.</summary>
    ValueTask DeleteAsync(StoreAddress address, CancellationToken token);

    /// <summary>Stores a whole object by one request.</summary>
    /// <param name="content">Of known length; read again from the start by a later try.</param>
    ValueTask<ObjectFacts> PutAsync(StoreAddress address, IRequestContent content, PutOptions options, CancellationToken token);

    ValueTask<UploadSession> BeginUploadAsync(StoreAddress address, long? length, PutOptions options, CancellationToken token);

    /// <summary>What the store holds of it.</summary>
    ValueTask<UploadStatus> StatusAsync(UploadSession session, CancellationToken token);

    /// <summary>Sends a part; of a session in order the answer may tell of fewer bytes held than were sent: go on from there.</summary>
    ValueTask<UploadStatus> PutPartAsync(UploadSession session, PartDemand part, IRequestContent content, CancellationToken token);

    /// <summary>Makes the object of its parts. A 200 with an error in its body, or a body cut short, is no success.</summary>
    ValueTask<ObjectFacts> CompleteAsync(UploadSession session, IReadOnlyList<PartFacts> parts, CancellationToken token);

    /// <summary>Lets the store forget the upload and its parts; that it is gone already is no error.</summary>
    ValueTask AbortAsync(UploadSession session, CancellationToken token);

    IAsyncEnumerable<UnfinishedUpload> UploadsAsync(StoreAddress prefix, CancellationToken token) => throw new NotSupportedException();

    /// <summary>Removes many objects of one bucket; gives those back that could not be, with why.</summary>
    IAsyncEnumerable<(string Key, Failure Failure)> DeleteManyAsync(StoreAddress bucket, IReadOnlyList<string> keys, CancellationToken token) => throw new NotSupportedException();

    /// <summary>Copies within the store, any size.</summary>
    ValueTask<ObjectFacts> CopyAsync(StoreAddress source, StoreAddress target, PutOptions options, CancellationToken token) => throw new NotSupportedException();

    /// <summary>A URL that holds its own authorisation, good for <paramref name="expires"/>; it is a secret.</summary>
    /// <param name="headers">Signed too: whoever uses it must send them.</param>
    ValueTask<string> PresignAsync(StoreAddress address, string method, TimeSpan expires, IReadOnlyList<Header> headers, CancellationToken token) => throw new NotSupportedException();

    ValueTask MakeBucketAsync(StoreAddress bucket, CancellationToken token) => throw new NotSupportedException();

    ValueTask RemoveBucketAsync(StoreAddress bucket, CancellationToken token) => throw new NotSupportedException();

    IAsyncEnumerable<BucketFacts> BucketsAsync(CancellationToken token) => throw new NotSupportedException();
}
