namespace Swarm.Actors.Tests.Interleavings;

public sealed class InterleavingSpecs
{
    static readonly int Seeds = Environment.GetEnvironmentVariable("SWARM_FULL") == "1" ? 100_000 : 4_000;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void In_any_order_of_its_steps_a_mailbox_loses_doubles_and_mixes_up_nothing(bool hasQueue, bool stops)
    {
        using var threads = new Interleaving();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var random = new Random(seed);
            var mailbox = new ModelMailbox(threads, random.Next(1, 4), hasQueue);
            var senders = Enumerable.Range(0, random.Next(2, 4)).Select(n => Sender($"sender {n}", mailbox, random)).ToList();
            if (stops)
                senders.Add(random.Next(2) == 0 ? () => mailbox.Command("stopper", mailbox.Stop) : () => mailbox.Tell("stopper", mailbox.Stop));
            threads.Run(seed, senders);
            threads.Run(seed, mailbox.CheckAccounts);
        }
    }

    [Fact]
    public void A_seed_gives_the_same_order_again()
    {
        using var threads = new Interleaving();
        var orders = Enumerable.Range(0, 2_000).Select(n => Order(n % 1_000)).ToList();
        Assert.Equal(orders[..1_000], orders[1_000..]);
        Assert.Equal(20, orders.Distinct(StringComparer.Ordinal).Count());

        string Order(int seed)
        {
            var order = "";
            threads.Run(seed, Three('a'), Three('b'));
            return order;

            Action Three(char name) => () =>
            {
                for (var i = 0; i < 3; i++)
                {
                    Interleaving.Step();
                    order += name;
                }
            };
        }
    }

    static Action Sender(string name, ModelMailbox mailbox, Random random)
    {
        var acts = new List<Action>();
        for (var n = random.Next(1, 5); n > 0; n--)
            acts.AddRange(Acts(name, mailbox, random.Next(12)));
        return () => acts.ForEach(act => act());
    }

    static Action[] Acts(string name, ModelMailbox mailbox, int kind) => kind switch
    {
        0 => [() => mailbox.Command(name, mailbox.Nothing)],
        1 => [() => mailbox.Command(name, mailbox.Pause), () => mailbox.Tell(name), () => mailbox.Command(name, mailbox.GoOn)],
        2 => [() => mailbox.Tell(name, mailbox.Fail)],
        3 => [() => mailbox.Tell(name, mailbox.TellItself)],
        4 => [() => mailbox.Tell(name, mailbox.TellItselfFirst)],
        _ => [() => mailbox.Tell(name)],
    };
}
