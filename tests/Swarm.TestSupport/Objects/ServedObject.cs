namespace Swarm.TestSupport.Objects;

/// <summary>One object of an <see cref="ObjectOrigin"/>: what it is now, the faults it is served with, and what was sent of it.</summary>
public sealed class ServedObject(string path, ObjectVersion first)
{
    readonly Lock _gate = new();
    readonly List<ObjectVersion> _versions = [first];
    readonly List<ObjectAsk> _asks = [];
    readonly TaskCompletionSource _rangeCame = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _ranged, _atOnce, _mostAtOnce;
    long _bytes;

    public string Path => path;

    /// <summary>Played in turn of the list: of one request the first that strikes is played.</summary>
    public IReadOnlyList<ObjectFault> Faults { get; set; } = [];

    /// <summary>Fields that every answer carries besides its own.</summary>
    public IReadOnlyList<(string Name, string Value)> Fields { get; set; } = [];

    /// <summary>False: says nothing of ranges and ignores them.</summary>
    public bool TakesRanges { get; set; } = true;

    /// <summary>A whole body pauses after this many bytes until a range has been asked for, so that the fastest machine has something to split; 0: it does not.</summary>
    public long HoldAfter { get; set; }

    /// <summary>A held body goes on after this long, whatever comes.</summary>
    public TimeSpan HoldFor { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Bodies are sent in pieces of this many bytes with a pause behind each; 0: as fast as they are taken.</summary>
    public int Piece { get; set; }

    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(1);

    public ObjectVersion Current
    {
        get
        {
            lock (_gate) return _versions[^1];
        }
    }

    /// <summary>All that it has been so far.</summary>
    public IReadOnlyList<ObjectVersion> Versions
    {
        get
        {
            lock (_gate) return [.. _versions];
        }
    }

    public IReadOnlyList<ObjectAsk> Asks
    {
        get
        {
            lock (_gate) return [.. _asks];
        }
    }

    /// <summary>Bytes of bodies handed to the network.</summary>
    public long BytesSent => Interlocked.Read(ref _bytes);

    /// <summary>The most requests for it that were being answered at one time.</summary>
    public int MostAtOnce => _mostAtOnce;

    /// <summary>From now on it is this.</summary>
    public void Publish(ObjectVersion version)
    {
        lock (_gate) _versions.Add(version);
    }

    internal ObjectAsk Begin(OriginRequest request)
    {
        lock (_gate)
        {
            var ask = ObjectAsk.Read(this, request, _asks.Count + 1, _ranged + 1);
            if (ask.Range is not null)
            {
                _ranged++;
                _rangeCame.TrySetResult();
            }

            _asks.Add(ask);
            _mostAtOnce = Math.Max(_mostAtOnce, ++_atOnce);
            return ask;
        }
    }

    internal void End()
    {
        lock (_gate) _atOnce--;
    }

    internal void Sends(int count) => Interlocked.Add(ref _bytes, count);

    internal Task HoldAsync(CancellationToken token) => Task.WhenAny(_rangeCame.Task, Task.Delay(HoldFor, token));
}
