using Swarm.Domain;

namespace Swarm.IO.Disk.Streams;

/// <summary>Failures that no further try can mend, because bytes that are out can't be taken back.</summary>
static class Final
{
    internal static TransferException Changed(long written) =>
        new(new Failure(Reason.Protocol, Stage.Body, $"the object has changed after {written} bytes of it had gone out: what follows would be a mixture") { IsFinal = true });

    internal static TransferException Unpinned(long written) =>
        new(new Failure(Reason.Protocol, Stage.Body, $"the server no longer says what its bytes are of: the {written} that had gone out can't be gone on with") { IsFinal = true });

    internal static TransferException EndsWithin(string path) =>
        new(new Failure(Reason.Disk, Stage.Write, $"the output ends within '{path}': nothing can follow it") { IsFinal = true });

    internal static TransferException Out(TransferException e, long written) =>
        new(e.Failure with { IsFinal = true, Detail = $"{e.Failure.Detail}; {written} bytes had gone out already" }, e);
}
