using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class MailboxTypeSpecs() : TestKit(
    $$"""
    unbounded-one { mailbox-type = "Akka.Dispatch.UnboundedMailbox, Akka" }
    two-at-most { mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka", mailbox-capacity = 2, mailbox-push-timeout-time = 0s }
    patient { mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka", mailbox-capacity = 1, mailbox-push-timeout-time = 30s }
    two-and-stash {
      mailbox-type = "Akka.Dispatch.BoundedDequeBasedMailbox, Akka"
      mailbox-capacity = 2
      mailbox-push-timeout-time = 0s
      stash-capacity = 2
    }
    by-number { mailbox-type = "{{typeof(LowNumbersFirst).AssemblyQualifiedName}}" }
    by-word { mailbox-type = "{{typeof(FirstWordFirst).AssemblyQualifiedName}}", first-word = urgent }
    newest-first { mailbox-type = "{{typeof(NewestFirst).AssemblyQualifiedName}}" }
    unheard-of { mailbox-type = "Nowhere.Mailbox, Nowhere" }
    narrow-dispatcher { type = Dispatcher, mailbox-type = "Akka.Dispatch.BoundedMailbox, Akka", mailbox-capacity = 2, mailbox-push-timeout-time = 0s }
    """)
{
    readonly ManualResetEventSlim gate = new();

    [Theory]
    [InlineData("two-at-most")]
    [InlineData("two-and-stash")]
    public void What_does_not_fit_into_a_bounded_mailbox_is_a_dead_letter(string mailbox) =>
        Overflows(Busy(Gated().WithMailbox(mailbox)));

    [Fact]
    public void A_dispatcher_can_name_the_mailbox_of_its_actors() => Overflows(Busy(Gated().WithDispatcher("narrow-dispatcher")));

    [Fact]
    public void A_bounded_mailbox_takes_more_when_there_is_room_again()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Echo()).WithMailbox("two-at-most"));
        for (var i = 0; i < 100; i++)
        {
            actor.Tell(i);
            ExpectMsg(i);
        }
    }

    [Fact]
    public async Task The_sender_to_a_full_mailbox_can_be_held_up_until_there_is_room()
    {
        var actor = Busy(Gated().WithMailbox("patient"));
        actor.Tell("fits");
        var sending = Task.Factory.StartNew(
            () => actor.Tell("waits", TestActor), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.NotSame(sending, await Task.WhenAny(sending, Task.Delay(100)));
        gate.Set();
        await sending;
        ExpectMsg("fits");
        ExpectMsg("waits");
    }

    [Theory]
    [InlineData("by-number", "1 2 3 4 5")]
    [InlineData("by-word", "urgent 4 1 3 2 5")]
    [InlineData("newest-first", "5 2 3 1 4")]
    [InlineData("unbounded-one", "4 1 3 2 5")]
    public void The_mailbox_decides_on_the_order_of_what_waits(string mailbox, string expected)
    {
        var actor = Busy(Gated().WithMailbox(mailbox));
        foreach (var message in new[] { "4", "1", "3", "2", "5" })
            actor.Tell(message);
        if (mailbox == "by-word")
            actor.Tell("urgent");
        gate.Set();
        foreach (var message in expected.Split(' '))
            ExpectMsg(message);
    }

    [Fact]
    public void A_restart_keeps_a_mailbox_of_any_kind()
    {
        var actor = Busy(Gated().WithMailbox("by-number"));
        foreach (var message in new object[] { "2", new Bug("0"), "1" })
            actor.Tell(message);
        gate.Set();
        ExpectMsg("1");
        ExpectMsg("2");
    }

    [Theory]
    [InlineData("by-number")]
    [InlineData("two-at-most")]
    [InlineData("newest-first")]
    public void What_is_left_in_a_mailbox_of_any_kind_is_a_dead_letter(string mailbox)
    {
        var actor = Busy(Gated().WithMailbox(mailbox), "busy, then stop");
        actor.Tell("left");
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        gate.Set();
        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal(("left", TestActor, actor), (letter.Message, letter.Sender, letter.Recipient));
    }

    [Fact]
    public void Nothing_is_lost_between_many_senders_and_a_mailbox_of_any_kind()
    {
        const int Senders = 4, Each = 5_000;
        var actor = Sys.ActorOf(Props.Create(() => new Counts(TestActor, Senders * Each)).WithMailbox("by-word"));
        Parallel.For(0, Senders, sender =>
        {
            for (var i = 0; i < Each; i++)
                actor.Tell((sender, i), ActorRefs.NoSender);
        });
        ExpectMsg("all, in order", TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("not-configured")]
    [InlineData("unheard-of")]
    public void A_mailbox_must_be_configured(string mailbox) =>
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Create(() => new Echo()).WithMailbox(mailbox)));

    [Fact]
    public void A_mailbox_must_be_what_its_actor_requires() =>
        Assert.Throws<ConfigurationException>(() => Sys.ActorOf(Props.Create(() => new Stashing()).WithMailbox("two-at-most")));

    [Theory]
    [InlineData("by-number")]
    [InlineData("two-and-stash")]
    public void A_stash_works_with_every_mailbox_that_has_two_ends(string mailbox)
    {
        var actor = Sys.ActorOf(Props.Create(() => new Stashing()).WithMailbox(mailbox));
        foreach (var message in new[] { "1", "2", "open" })
        {
            actor.Tell(message);
            ExpectMsg(message);
        }
        ExpectMsg("1 again");
        ExpectMsg("2 again");
    }

    [Fact]
    public void A_stash_can_overflow()
    {
        Overflows(Props.Create(() => new Stashing()).WithMailbox("two-and-stash"));
        Overflows(Props.Create(() => new Stashing()).WithStashCapacity(2));

        void Overflows(Props props)
        {
            var actor = Sys.ActorOf(props);
            foreach (var message in new[] { "1", "2" })
            {
                actor.Tell(message);
                ExpectMsg(message);
            }
            actor.Tell("3");
            ExpectMsg<StashOverflowException>();
        }
    }

    Props Gated() => Props.Create(() => new GatedEcho(gate));

    IActorRef Busy(Props props, string with = "busy")
    {
        var actor = Sys.ActorOf(props);
        actor.Tell(with);
        ExpectMsg(with);
        return actor;
    }

    void Overflows(IActorRef actor)
    {
        var dead = CreateTestProbe();
        Sys.EventStream.Subscribe(dead.Ref, typeof(DeadLetter));
        foreach (var message in new[] { "1", "2", "3" })
            actor.Tell(message);
        var letter = dead.ExpectMsg<DeadLetter>();
        Assert.Equal(("3", TestActor, actor), (letter.Message, letter.Sender, letter.Recipient));
        gate.Set();
        ExpectMsg("1");
        ExpectMsg("2");
    }

    protected override void AfterAll()
    {
        gate.Set();
        base.AfterAll();
    }

    sealed class GatedEcho : ReceiveActor
    {
        public GatedEcho(ManualResetEventSlim gate)
        {
            Receive<Exception>(e => throw e);
            ReceiveAny(message =>
            {
                Sender.Tell(message);
                if (message is "busy" or "busy, then stop")
                    gate.Wait();
                if (message is "busy, then stop")
                    Context.Stop(Self);
            });
        }
    }

    sealed class Counts : ReceiveActor
    {
        public Counts(IActorRef witness, int total)
        {
            var (next, seen) = (new Dictionary<int, int>(), 0);
            Receive<(int Sender, int Number)>(m =>
            {
                if (next.GetValueOrDefault(m.Sender) != m.Number)
                    witness.Tell($"{m.Number} after {next[m.Sender] - 1}");
                next[m.Sender] = m.Number + 1;
                if (++seen == total)
                    witness.Tell("all, in order");
            });
        }
    }

    sealed class Stashing : ReceiveActor, IWithStash
    {
        public Stashing()
        {
            var again = "";
            Receive<string>(m => m == "open", m =>
            {
                Sender.Tell(m);
                again = " again";
                Stash.UnstashAll();
            });
            ReceiveAny(m => Answer(m + again, stash: again.Length == 0));
        }

        public IStash Stash { get; set; } = null!;

        void Answer(string message, bool stash)
        {
            try
            {
                if (stash)
                    Stash.Stash();
                Sender.Tell(message);
            }
            catch (StashOverflowException e)
            {
                Sender.Tell(e);
            }
        }
    }

    public sealed class LowNumbersFirst(Settings settings, Config config) : UnboundedPriorityMailbox(settings, config)
    {
        protected override int PriorityGenerator(object message) => message switch
        {
            Exception => 0,
            string text when int.TryParse(text, out var number) => number,
            _ => int.MaxValue,
        };
    }

    public sealed class FirstWordFirst(Settings settings, Config config) : UnboundedStablePriorityMailbox(settings, config)
    {
        readonly string first = config.GetString("first-word")!;

        protected override int PriorityGenerator(object message) => message as string == first ? 0 : 1;
    }

    public sealed class NewestFirst(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<Pile>
    {
        public override IMessageQueue Create(IActorRef owner, ActorSystem system) => new Pile();
    }

    public sealed class Pile : IMessageQueue, IUnboundedMessageQueueSemantics
    {
        readonly ConcurrentStack<Envelope> pile = new();

        public bool HasMessages => !pile.IsEmpty;

        public int Count => pile.Count;

        public void Enqueue(IActorRef receiver, Envelope envelope) => pile.Push(envelope);

        public bool TryDequeue(out Envelope envelope) => pile.TryPop(out envelope);

        public void CleanUp(IActorRef owner, IMessageQueue deadletters)
        {
            while (TryDequeue(out var envelope))
                deadletters.Enqueue(owner, envelope);
        }
    }
}
