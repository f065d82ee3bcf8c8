namespace Swarm.Domain.Transfers;

/// <summary>A request's body, produced while it is sent and, for another try, once more from its start.</summary>
public interface IRequestContent
{
    /// <summary>Bytes: what Content-Length says.</summary>
    long Length { get; }

    /// <summary>Writes all of it. May be called several times, one after another.</summary>
    /// <exception cref="TransferException">The source can't be read, or is not what it was.</exception>
    ValueTask WriteToAsync(Stream target, CancellationToken token);
}
