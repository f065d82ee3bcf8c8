using Swarm.Domain;
using Swarm.Domain.Transfers;
using Swarm.Domain.Transfers.Segments;
using Swarm.Domain.Writing;
using Swarm.Engine.Reporting;

namespace Swarm.Engine.Transferring;

/// <summary>
/// One object that several connections fetch: one leads, and stays until every byte is there; others help, each with one segment at a time.
/// Thread-safe.
/// </summary>
public sealed class ObjectTransfer : IDisposable
{
    static readonly TimeSpan BetweenNews = TimeSpan.FromMilliseconds(200);

    readonly Lock _lock = new();
    readonly CancellationTokenSource _cancel;
    readonly ExchangeRequest _request;
    readonly RangePin _pin;
    int _most;
    readonly List<SegmentReading> _readings = [];
    TaskCompletionSource _news = NewSignal();
    Failure? _fault;
    RangePin _condition;
    int _helpers;
    long _told;
    int _limit;
    bool _doesRanges;

    internal ObjectTransfer(Work work, ExchangeRequest request, IPartFile part, SegmentPlan plan, RangePin pin, int? most, CancellationToken token)
    {
        (Work, _request, Part, Plan, _pin, _condition) = (work, request, part, plan, pin, pin);
        (_most, IsAskedFor) = (Math.Min(most ?? TransferParts.AutomaticSegments, part.Sinks ?? int.MaxValue) - 1, most is not null);
        _limit = _most;
        Held = part.Length;
        _cancel = CancellationTokenSource.CreateLinkedTokenSource(token);
    }

    public Work Work { get; }

    /// <summary>Its connections were asked for by number, so that the origin's pace does not count.</summary>
    public bool IsAskedFor { get; }

    /// <summary>Bytes that an earlier attempt had brought.</summary>
    public long Held { get; }

    /// <summary>Connections at work, the leader's included.</summary>
    public int Connections => 1 + Volatile.Read(ref _helpers);

    /// <summary>Another connection would have something worth fetching.</summary>
    public bool WantsHelp
    {
        get
        {
            lock (_lock) return _fault is null && _helpers < _limit && !_cancel.IsCancellationRequested && Plan.IsWorthSharing;
        }
    }

    /// <summary>Bytes of the file that are here, of how many.</summary>
    public (long Done, long Total) Progress => (Plan.Length - Plan.Remaining, Plan.Length);

    /// <summary>Bytes that this attempt has brought.</summary>
    internal long Gained => Progress.Done - Held;

    internal IPartFile Part { get; }

    internal SegmentPlan Plan { get; }

    /// <summary>Other places of the same bytes that may be asked for segments: none, unless a digest of the whole tells in the end.</summary>
    public IReadOnlyList<WebUrl> Mirrors { get; init; } = [];

    /// <summary>The leader's attempt has ended.</summary>
    public bool IsOver => _cancel.IsCancellationRequested;

    /// <summary>Ends when the leader's attempt does.</summary>
    internal CancellationToken Token => _cancel.Token;

    /// <summary>Why nobody need go on, or null.</summary>
    internal Failure? Fault
    {
        get
        {
            lock (_lock) return _fault;
        }
    }

    /// <summary>How far it is, where somebody is to be told: when its connections have changed, or it was not told for a while.</summary>
    public TransferProgressed? News(TimeProvider time)
    {
        var (last, now) = (Volatile.Read(ref _told), time.GetTimestamp());
        if (last != 0 && time.GetElapsedTime(last, now) < BetweenNews || Interlocked.CompareExchange(ref _told, now, last) != last) return null;
        var (done, total) = Progress;
        return new TransferProgressed(Work.Id, Work.Bundle.Url, done, total, Connections, Held);
    }

    /// <summary>Counts a helper in; false where none is wanted. Whoever came in has to leave.</summary>
    public bool TryJoin()
    {
        lock (_lock)
        {
            if (!WantsHelp) return false;
            _helpers++;
            return true;
        }
    }

    public void Dispose() => _cancel.Dispose();

    /// <summary>Counts a helper out. A server that bears no more connections gets no more, until a segment has come well.</summary>
    internal void Leave(bool well)
    {
        lock (_lock)
        {
            _helpers--;
            if (!well) _limit = Math.Min(_limit, _helpers);
        }

        if (well) SegmentCame();
        else Tell();
    }

    /// <summary>A segment has come well: one connection more may be tried.</summary>
    internal void SegmentCame()
    {
        lock (_lock) _limit = Math.Min(_limit + 1, _most);
        Tell();
    }

    /// <summary>The request for what a segment still wants, pinned to this version of the object; a mirror's can't be, and the digest has to tell.</summary>
    internal ExchangeRequest RequestFor(Segment segment, OriginSpacer? spacer, WebUrl? mirror = null)
    {
        var (first, end) = (Part.Identity.Offset + segment.Position, Part.Identity.Offset + segment.End);
        var headers = new List<Header>(_request.Headers.Count + 3);
        foreach (var header in _request.Headers)
            if (!header.Is("Range")) headers.Add(header);
        headers.Add(new ByteRange(first, end - 1).ToHeader());
        if (mirror is null && Condition.Condition(ifMatch: false) is { } condition) headers.Add(condition);
        if (mirror is null && _request.Address is { Kind: StoreKind.Gs } && _pin.GenerationCondition is { } generation) headers.Add(generation);
        var request = _request with { Headers = headers, Spacer = spacer };
        return mirror is null ? request : request with { Url = mirror, IsAskedOrigin = mirror.Origin == Work.Bundle.Url.Origin };
    }

    internal PartAnswer Judge(Segment segment, ResponseHead head, bool isMirror = false)
    {
        var offset = Part.Identity.Offset;
        return PartRules.Judge(offset + segment.Position, offset + segment.End - 1, Part.Identity.Total, isMirror ? RangePin.None : _pin, head);
    }

    /// <summary>
    /// A server that sends the whole for this condition may know another: the date where the ETag does not do, none at all where a digest tells
    /// in the end. False: there is none left.
    /// </summary>
    internal bool Weaken()
    {
        lock (_lock)
        {
            var next = _condition is { ETag: not null, LastModified: not null } ? _condition.ByDate() : RangePin.None;
            if (_condition.IsNone || (next.IsNone && Part.Identity.Promised.Count == 0)) return false;
            _condition = next;
            return true;
        }
    }

    /// <summary>The server has sent a part that was asked for.</summary>
    internal void ProveRanges()
    {
        if (Volatile.Read(ref _doesRanges)) return;
        Volatile.Write(ref _doesRanges, true);
        Tell();
    }

    /// <summary>
    /// Whether a stream may go on behind its segment's end. Until the server has shown that it does ranges, a stream is not given up for what others
    /// try there: where they fail, nobody could bring the rest but a stream from the start. Waits until that is known.
    /// </summary>
    internal async ValueTask<bool> IsFreedAsync(Segment segment, CancellationToken token)
    {
        while (true)
        {
            var news = NewsAsync();
            if (Volatile.Read(ref _doesRanges) || Fault is not null || segment.Position == Plan.Length) return false;
            if (segment.TryExtend()) return true;
            if (Plan.Open <= 1) return false;
            await news.WaitAsync(token);
        }
    }

    /// <summary>The server does not do ranges as it should: what runs may end, nobody else begins.</summary>
    internal void Distrust()
    {
        lock (_lock) _limit = _most = 0;
    }

    /// <summary>The whole attempt has to end, for all.</summary>
    internal void Fail(Failure fault)
    {
        lock (_lock) _fault ??= fault;
        _cancel.Cancel();
        Tell();
    }

    /// <summary>Comes back when something has changed: a segment has ended, or all must.</summary>
    internal Task NewsAsync()
    {
        lock (_lock) return _news.Task;
    }

    internal void Tell()
    {
        TaskCompletionSource told;
        SegmentReading[] overtaken;
        lock (_lock)
        {
            (told, _news) = (_news, NewSignal());
            overtaken = [.. _readings.Where(r => r.Segment.IsOver)];
        }

        foreach (var reading in overtaken) reading.Cancel();
        told.SetResult();
    }

    /// <summary>A segment's reading, called off when a second connection was quicker.</summary>
    internal SegmentReading Read(Segment segment, CancellationToken token)
    {
        var reading = new SegmentReading(segment, token, Forget);
        lock (_lock) _readings.Add(reading);
        return reading;
    }

    void Forget(SegmentReading reading)
    {
        lock (_lock) _readings.Remove(reading);
    }

    /// <summary>Calls everybody off and comes back when nobody is left who writes.</summary>
    internal async Task CloseAsync()
    {
        await _cancel.CancelAsync();
        while (true)
        {
            var news = NewsAsync();
            if (Volatile.Read(ref _helpers) == 0) return;
            await news;
        }
    }

    RangePin Condition
    {
        get
        {
            lock (_lock) return _condition;
        }
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
