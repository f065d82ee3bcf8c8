namespace Swarm.Actors.Tests.Interleavings;

/// <summary>
/// Runs several pieces of code as if at once, yet one at a time: at every <see cref="Step"/> a seed decides who goes on. So a seed that
/// fails fails again. What it explores is sequentially consistent: a missing fence it can't find.
/// </summary>
sealed class Interleaving : IDisposable
{
    static readonly TimeSpan Stuck = TimeSpan.FromSeconds(60);

    [ThreadStatic]
    static Lane? current;

    // Touched only by whose turn it is.
    readonly List<Lane> ready = [];
    readonly Stack<Lane> resting = new();
    readonly List<Lane> all = [];
    readonly AutoResetEvent ended = new(false);
    Random random = new(0);
    int stretch;
    Exception? failure;

    /// <summary>Where another may get its turn; nothing outside of an interleaving.</summary>
    public static void Step() => current?.Owner.Step(current);

    /// <summary>Runs all to their ends, and what they begin.</summary>
    public void Run(int seed, params IEnumerable<Action> codes)
    {
        random = new Random(seed);
        stretch = random.Next(1, 5);
        foreach (var code in codes) Begin(code);
        Draw().Turn.Set();
        if (!ended.WaitOne(Stuck))
            throw new TimeoutException($"seed {seed}: somebody waits outside of a step");
        if (failure is not null)
            throw new InvalidOperationException($"seed {seed}: {failure.Message}", failure);
    }

    /// <summary>One more who may get a turn from now on.</summary>
    public void Begin(Action code)
    {
        if (!resting.TryPop(out var lane))
            all.Add(lane = new Lane(this));
        lane.Code = code;
        ready.Add(lane);
    }

    public void Dispose()
    {
        foreach (var lane in all) lane.End();
        ended.Dispose();
    }

    Lane Draw() => ready[random.Next(ready.Count)];

    void Step(Lane lane)
    {
        // Some seeds let a thread go on for a while: mere even odds at every step would make long stretches too rare.
        if (random.Next(stretch) > 0 || Draw() is var next && next == lane)
            return;
        next.Turn.Set();
        lane.Turn.WaitOne();
    }

    void Finish(Lane lane, Exception? problem)
    {
        failure ??= problem;
        ready.Remove(lane);
        resting.Push(lane);
        if (ready.Count > 0)
            Draw().Turn.Set();
        else
            ended.Set();
    }

    /// <summary>A thread that has its turn or waits for it.</summary>
    sealed class Lane
    {
        readonly Thread thread;

        public Lane(Interleaving owner)
        {
            Owner = owner;
            thread = new Thread(Work) { IsBackground = true, Name = "interleaving" };
            thread.Start();
        }

        public Interleaving Owner { get; }

        public AutoResetEvent Turn { get; } = new(false);

        public Action? Code { get; set; }

        public void End()
        {
            Code = null;
            Turn.Set();
            thread.Join();
            Turn.Dispose();
        }

        void Work()
        {
            current = this;
            for (Turn.WaitOne(); Code is { } code; Turn.WaitOne())
            {
                Exception? problem = null;
                try
                {
                    code();
                }
                catch (Exception e)
                {
                    problem = e;
                }
                Owner.Finish(this, problem);
            }
        }
    }
}
