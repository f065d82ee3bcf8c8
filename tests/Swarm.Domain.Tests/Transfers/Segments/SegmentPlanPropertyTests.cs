using Swarm.Domain.Transfers;
using Swarm.Domain.Transfers.Segments;

namespace Swarm.Domain.Tests.Transfers.Segments;

/// <summary>Whatever connections do, and in whatever order, the bytes of an object all come to be stored.</summary>
public sealed class SegmentPlanPropertyTests
{
    public static TheoryData<int> Seeds() => [.. Enumerable.Range(0, 20).Select(i => i * 100)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_byte_is_taken_and_none_is_lost(int seed)
    {
        for (var i = seed; i < seed + 50; i++) new Download(new Random(i), loses: i % 2 == 0, inOrder: i % 3 == 0).Run();
    }

    [Fact]
    public async Task Connections_on_many_threads_take_every_byte()
    {
        const int Length = 1 << 20;
        var plan = new SegmentPlan(Length, new IntervalSet(), new SegmentOptions { PartSize = 1 << 10, MinSplit = 1 << 11 });
        var stored = new int[Length];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(seed => Task.Run(() => Fetch(plan, stored, new Random(seed)))));
        Assert.True(plan.IsComplete);
        Assert.DoesNotContain(0, stored);
        Assert.InRange(stored.Max(), 1, 2);
    }

    static void Fetch(SegmentPlan plan, int[] stored, Random chance)
    {
        while (plan.Remaining > 0)
        {
            if ((plan.Claim() ?? plan.Hedge()) is not { } segment) continue;
            while (!segment.IsOver && chance.Next(500) > 0)
            {
                var at = segment.Position;
                var taken = segment.Take(chance.Next(1, 300));
                for (var i = at; i < at + taken; i++) Interlocked.Increment(ref stored[i]);
            }

            segment.GiveBack();
        }
    }

    /// <summary>One download by connections that read, are given back, lose what they had not flushed, and hedge each other, in turn by chance.</summary>
    sealed class Download
    {
        readonly Random _chance;
        readonly bool _loses;
        readonly int? _window;
        readonly SegmentPlan _plan;
        readonly bool[] _taken;
        readonly bool[] _stored;
        readonly List<Connection> _connections = [];

        public Download(Random chance, bool loses, bool inOrder)
        {
            (_chance, _loses, _window) = (chance, loses, inOrder ? chance.Next(1, 400) : null);
            var length = chance.Next(0, 2000);
            (_taken, _stored) = (new bool[length], new bool[length]);
            var held = new IntervalSet();
            for (var i = chance.Next(4); i > 0; i--) Hold(held, chance.Next(length + 1), chance.Next(200));
            _plan = new SegmentPlan(length, held, new SegmentOptions { PartSize = chance.Next(1, 300), MinSplit = chance.Next(0, 300) }, _window);
        }

        public void Run()
        {
            for (var step = 0; !_plan.IsComplete; step++)
            {
                Assert.True(step < 200_000, "it never ends");
                if (_connections.Count < 6 && _chance.Next(3) == 0) Open();
                else if (_connections.Count > 0) Move(_connections[_chance.Next(_connections.Count)]);
                Assert.Equal(_connections.Count, _plan.Open);
                if (step % 8 > 0) continue;
                var untaken = _taken.AsSpan().Count(false);
                if (_loses) Assert.True(_plan.Remaining >= untaken);
                else Assert.Equal(untaken, _plan.Remaining);
            }

            Assert.DoesNotContain(false, _stored);
            Assert.Equal((0, null, null), (_plan.Remaining, _plan.Claim(), _plan.Hedge()));
        }

        void Open()
        {
            var lowest = Array.IndexOf(_taken, false);
            var isWorth = _plan.IsWorthSharing;
            var segment = _plan.Claim();
            if (segment is null)
            {
                Assert.False(isWorth);
                var isHedge = _plan.IsWorthHedging;
                segment = _plan.Hedge();
                Assert.Equal(isHedge, segment is not null);
                if (segment is not null) _connections.Add(new Connection(segment));
                return;
            }

            Assert.True(isWorth);
            Assert.True(segment.End > segment.Position);
            if (_window is { } window) Assert.True(segment.End <= lowest + window, $"{segment.End} is beyond {lowest} + {window}");
            _connections.Add(new Connection(segment));
        }

        void Move(Connection connection)
        {
            var segment = connection.Segment;
            if (segment.IsOver || _chance.Next(20) == 0)
            {
                End(connection);
                return;
            }

            var at = segment.Position;
            var taken = segment.Take(_chance.Next(1, 100));
            Assert.Equal(at + taken, segment.Position);
            Assert.True(segment.Position <= segment.End);
            Array.Fill(_taken, true, (int)at, taken);
            if (_chance.Next(3) == 0) Flush(connection);
        }

        void End(Connection connection)
        {
            var segment = connection.Segment;
            if (_loses && _chance.Next(3) == 0)
            {
                Array.Fill(_taken, false, (int)connection.Flushed, (int)(segment.Position - connection.Flushed));
                segment.GiveBack(connection.Flushed);
            }
            else
            {
                Flush(connection);
                segment.GiveBack();
            }

            segment.GiveBack();
            _connections.Remove(connection);
        }

        void Flush(Connection connection)
        {
            Array.Fill(_stored, true, (int)connection.Flushed, (int)(connection.Segment.Position - connection.Flushed));
            connection.Flushed = connection.Segment.Position;
        }

        void Hold(IntervalSet held, int start, int length)
        {
            length = Math.Min(length, _taken.Length - start);
            held.Add(new Interval(start, start + length, default));
            Array.Fill(_taken, true, start, length);
            Array.Fill(_stored, true, start, length);
        }
    }

    sealed class Connection(Segment segment)
    {
        public Segment Segment { get; } = segment;

        /// <summary>Where the bytes end that it has stored.</summary>
        public long Flushed { get; set; } = segment.Start;
    }
}
