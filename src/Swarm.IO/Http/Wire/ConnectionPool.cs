using System.Net.Sockets;
using Swarm.Domain;

namespace Swarm.IO.Http.Wire;

/// <summary>A connection for an exchange. A struct, so that what waits for it can be compiled ahead.</summary>
readonly record struct Rented(WireConnection Connection);

/// <summary>The connections that lie idle, by origin, the latest used first; and the limit of an origin's connections. Holds nothing of an origin that has none.</summary>
sealed class ConnectionPool(Dialer dialer, HttpOptions options, TimeProvider time) : IDisposable
{
    static readonly TimeSpan JustUsed = TimeSpan.FromMilliseconds(100);

    readonly Lock _gate = new();
    readonly Dictionary<Origin, Place> _places = [];
    bool _isOver;

    /// <summary>An idle connection, else a new one; whoever got it must <see cref="Return"/> it.</summary>
    /// <param name="origin">Whose.</param>
    /// <param name="watch">Of the exchange that wants it.</param>
    /// <param name="isCareful">One that has just been used is looked at too: the request can't be repeated.</param>
    public ValueTask<Rented> RentAsync(Origin origin, ActivityWatch watch, bool isCareful)
    {
        var place = Enter(origin);
        if (place.Slots is not null || IdleOf(place, isCareful) is not { } idle) return RentAsync(place, origin, watch, isCareful);
        idle.Take();
        return new(new Rented(idle));
    }

    async ValueTask<Rented> RentAsync(Place place, Origin origin, ActivityWatch watch, bool isCareful)
    {
        var hasSlot = false;
        try
        {
            if (place.Slots is { } slots) await slots.WaitAsync(watch.Token);
            hasSlot = true;
            var rented = IdleOf(place, isCareful) is { } idle ? new Rented(idle) : await DialAsync(place, origin, watch);
            rented.Connection.Take();
            return rented;
        }
        catch
        {
            Leave(origin, null, hasSlot);
            throw;
        }
    }

    /// <param name="isReusable">Its exchange came to a clean end, and the server goes on.</param>
    public void Return(WireConnection connection, bool isReusable)
    {
        if (isReusable) connection.LayBy(time.GetTimestamp());
        else connection.Dispose();
        Leave(connection.Origin, isReusable ? connection : null, hasSlot: true);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            foreach (var place in _places.Values)
            {
                foreach (var connection in place.Idle) connection.Dispose();
            }

            _places.Clear();
        }
    }

    Place Enter(Origin origin)
    {
        lock (_gate)
        {
            if (!_places.TryGetValue(origin, out var place)) _places.Add(origin, place = new Place(options.ConnectionsPerServer));
            place.Users++;
            return place;
        }
    }

    void Leave(Origin origin, WireConnection? idle, bool hasSlot)
    {
        lock (_gate)
        {
            if (_isOver || !_places.TryGetValue(origin, out var place))
            {
                idle?.Dispose();
                return;
            }

            if (idle is not null) place.Offer(idle);
            if (hasSlot) place.Slots?.Release();
            place.Users--;
            if (place.IsEmpty) _places.Remove(origin);
        }
    }

    WireConnection? IdleOf(Place place, bool isCareful)
    {
        while (true)
        {
            WireConnection last;
            lock (_gate)
            {
                if (place.Idle.Count == 0) return null;
                last = place.Idle[^1];
                place.Idle.RemoveAt(place.Idle.Count - 1);
            }

            if ((!isCareful && time.GetElapsedTime(last.IdleSince) < JustUsed) || last.IsQuiet) return last;
            last.Dispose();
        }
    }

    async ValueTask<Rented> DialAsync(Place place, Origin origin, ActivityWatch watch)
    {
        watch.DialBegins();
        try
        {
            if (dialer.IsLimited) return new Rented(await DialOrWaitAsync(place, origin, watch.Token));
            return new Rented(new WireConnection((await dialer.ConnectAsync(origin.Host, origin.Port, watch.Token)).Stream, origin));
        }
        catch (Exception e) when (!watch.IsCancellationRequested)
        {
            throw HttpFailures.OfConnect(e, watch);
        }
        finally
        {
            watch.DialEnds();
        }
    }

    /// <summary>
    /// A new connection, or one that becomes free before that may be made. A new one that comes too late lies idle, unless the origin has all
    /// that it may have.
    /// </summary>
    async ValueTask<WireConnection> DialOrWaitAsync(Place place, Origin origin, CancellationToken token)
    {
        using var calledOff = CancellationTokenSource.CreateLinkedTokenSource(token);
        var offer = new TaskCompletionSource<WireConnection>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate) place.Wanting.Add(offer);
        var dialing = dialer.ConnectAsync(origin.Host, origin.Port, place.Slots is null ? token : calledOff.Token, calledOff.Token);
        await Task.WhenAny(dialing, offer.Task);
        lock (_gate) place.Wanting.Remove(offer);
        if (!offer.Task.IsCompleted) return new WireConnection((await dialing).Stream, origin);
        await calledOff.CancelAsync();
        if (place.Slots is null) _ = KeepAsync(dialing, origin);
        else await Dialer.HangUpAsync(dialing);
        return await offer.Task;
    }

    async Task KeepAsync(Task<Dialed> late, Origin origin)
    {
        Enter(origin);
        WireConnection? connection = null;
        try
        {
            connection = new WireConnection((await late).Stream, origin);
            connection.LayBy(time.GetTimestamp());
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Nobody waits for it.
        }
        finally
        {
            Leave(origin, connection, hasSlot: false);
        }
    }

    /// <summary>Closes what has lain idle for too long; called now and then.</summary>
    public void CloseOld()
    {
        lock (_gate)
        {
            foreach (var (origin, place) in _places)
            {
                var old = place.Idle.TakeWhile(connection => time.GetElapsedTime(connection.IdleSince) >= options.IdleConnectionLife).Count();
                for (var i = 0; i < old; i++) place.Idle[i].Dispose();
                place.Idle.RemoveRange(0, old);
                if (place.IsEmpty) _places.Remove(origin);
            }
        }
    }

    /// <summary>One origin's.</summary>
    sealed class Place(int most)
    {
        public SemaphoreSlim? Slots { get; } = most > 0 ? new SemaphoreSlim(most) : null;

        public List<WireConnection> Idle { get; } = [];

        /// <summary>Who is making a connection and would rather have one that is there; the first first.</summary>
        public List<TaskCompletionSource<WireConnection>> Wanting { get; } = [];

        /// <summary>Who has a connection or waits for one.</summary>
        public int Users { get; set; }

        public bool IsEmpty => Users == 0 && Idle.Count == 0;

        public void Offer(WireConnection connection)
        {
            if (Wanting.Count == 0)
            {
                Idle.Add(connection);
                return;
            }

            Wanting[0].SetResult(connection);
            Wanting.RemoveAt(0);
        }
    }
}
