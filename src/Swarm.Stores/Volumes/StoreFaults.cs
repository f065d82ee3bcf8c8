using System.Globalization;
using Swarm.Domain;

namespace Swarm.Stores.Volumes;

/// <summary>What a destination's refusal means: the end of this object, or of the job. Never the source's fault.</summary>
static class StoreFaults
{
    /// <summary>The store no longer knows the upload.</summary>
    internal static bool IsGone(TransferException e, StoreAddress target) => e.Status is 404 or 410 && !Says(e, target, "NoSuchBucket");

    /// <summary>
    /// As the job is to see it. Reasons by which a source is judged (status, timeout, reset …) are not used: reason disk ends the object, permission
    /// the job, changed has the object brought from the start.
    /// </summary>
    internal static TransferException AtDestination(TransferException e, StoreAddress target)
    {
        var failure = e.Failure;
        if (failure.Stage == Stage.Write || failure.Reason is Reason.Cancelled or Reason.Internal or Reason.Checksum) return e;
        var detail = failure.Detail.Contains(target.Bucket, StringComparison.Ordinal) ? failure.Detail : $"{SafeText.Of(target.ToString())}: {failure.Detail}";
        if (IsGone(e, target)) return Gone(target, detail, e);
        var isOfTheJob = e.Status is 401 or 403 || Says(e, target, "NoSuchBucket");
        return new TransferException(isOfTheJob ? Reason.Permission : Reason.Disk, Stage.Write, $"cannot store {detail}", e);
    }

    internal static TransferException Gone(StoreAddress target, string? detail = null, Exception? cause = null) =>
        new(Reason.Changed, Stage.Write, $"the store has forgotten an upload: {detail ?? SafeText.Of(target.ToString())}", cause);

    /// <summary>The store's code, which stands behind address and status: <c>s3://b/k: 404 NoSuchBucket (request …)</c>. The key's own words don't count.</summary>
    static bool Says(TransferException e, StoreAddress target, string code)
    {
        var said = e.Failure.Detail.AsSpan();
        var address = SafeText.Of(target.ToString(), 300);
        if (said.StartsWith(address, StringComparison.Ordinal)) said = said[address.Length..];
        return said.StartsWith(string.Create(CultureInfo.InvariantCulture, $": {e.Status} {code}"), StringComparison.Ordinal);
    }
}
