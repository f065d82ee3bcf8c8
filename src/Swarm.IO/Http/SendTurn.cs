using Swarm.Domain.Transfers;

namespace Swarm.IO.Http;

/// <summary>One request's turn at its origin. It goes along with the request (by the flow of its call) to the connection that it is written to.</summary>
sealed class SendTurn(OriginSpacer spacer, ActivityWatch watch, TimeProvider time)
{
    static readonly AsyncLocal<SendTurn?> Flow = new();

    Stream? _sentOn;

    public OriginSpacer Spacer => spacer;

    /// <summary>Of the request that is being sent by the caller; null where it awaits none.</summary>
    public static SendTurn? Current
    {
        get => Flow.Value;
        set => Flow.Value = value;
    }

    /// <summary>Time spent on waiting: not the origin's.</summary>
    public TimeSpan Waited { get; private set; }

    /// <summary>True for the first write of the request to a connection; the framework may try a second one when the first turns out dead.</summary>
    public bool IsNewOn(Stream connection) => !ReferenceEquals(_sentOn, connection);

    public async ValueTask WriteAsync(Stream wrapper, Stream connection, ReadOnlyMemory<byte> bytes, CancellationToken token)
    {
        await EnterAsync();
        try
        {
            _sentOn = wrapper;
            await connection.WriteAsync(bytes, token);
        }
        finally
        {
            spacer.Leave();
        }
    }

    public async ValueTask EnterAsync()
    {
        var began = time.GetTimestamp();
        watch.ConnectBegins();
        try
        {
            await spacer.EnterAsync(watch.Token);
        }
        finally
        {
            watch.ConnectEnds();
            Waited += time.GetElapsedTime(began);
        }
    }
}
