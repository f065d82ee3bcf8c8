using Akka.Actor;
using Akka.Event;
using Akka.Routing;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class ConsistentHashingSpecs : TestKit
{
    [Fact]
    public void Equal_keys_go_to_one_routee_and_all_routees_have_some()
    {
        var router = Router(new ConsistentHashingPool(3).WithHashMapping(m => (m as Numbered)?.Key));
        var owners = OwnersOf(router, key => new Numbered(key));
        Assert.Equal(owners, OwnersOf(router, key => new Numbered(key)));
        Assert.Equal(3, owners.Values.Distinct().Count());
    }

    [Fact]
    public void A_message_can_know_its_key_or_be_put_into_an_envelope()
    {
        var router = Router(new ConsistentHashingPool(3));
        var owners = OwnersOf(router, key => new Keyed(key));
        Assert.Equal(owners, OwnersOf(router, key => new ConsistentHashableEnvelope(new Numbered(key), key)));
    }

    [Theory]
    [InlineData("text")]
    [InlineData(17)]
    [InlineData(17L)]
    [InlineData('c')]
    [InlineData(true)]
    public void Keys_can_be_of_many_types(object key)
    {
        var router = Router(new ConsistentHashingPool(5, _ => key));
        router.Tell(new Numbered(1));
        var owner = ExpectMsg<Answer>().Name;
        router.Tell(new Numbered(2));
        Assert.Equal(owner, ExpectMsg<Answer>().Name);
    }

    [Fact]
    public void Few_keys_move_when_a_routee_is_removed()
    {
        var router = Router(new ConsistentHashingPool(4, m => (m as Numbered)?.Key).WithVirtualNodesFactor(20));
        var before = OwnersOf(router, key => new Numbered(key));
        router.Tell(GetRoutees.Instance);
        router.Tell(new RemoveRoutee(ExpectMsg<Routees>().Members.First()));
        router.Tell(GetRoutees.Instance);
        var left = ExpectMsg<Routees>().Members.Cast<ActorRefRoutee>().Select(r => r.Actor.Path.Name).ToArray();
        Assert.Equal(3, left.Length);
        var after = OwnersOf(router, key => new Numbered(key));
        Assert.All(before.Where(b => left.Contains(b.Value)), b => Assert.Equal(b.Value, after[b.Key]));
        Assert.All(after.Values, owner => Assert.Contains(owner, left));
    }

    [Fact]
    public void Messages_of_one_key_come_in_their_order()
    {
        var router = Router(new ConsistentHashingPool(4, m => (m as Numbered)?.Key / 1000));
        for (var i = 0; i < 4000; i++)
            router.Tell(new Numbered((i % 4 * 1000) + (i / 4)));
        var last = new Dictionary<int, int>();
        for (var i = 0; i < 4000; i++)
        {
            var key = ExpectMsg<Answer>().Key;
            Assert.Equal(key % 1000, last.TryGetValue(key / 1000, out var number) ? number + 1 : 0);
            last[key / 1000] = key % 1000;
        }
    }

    [Fact]
    public void A_message_without_a_key_reaches_nobody()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));
        Router(new ConsistentHashingPool(2)).Tell(new Numbered(1));
        Assert.Contains("hashMapping", FishForMessage<Warning>(w => w.LogClass == typeof(ConsistentHashingRoutingLogic)).Message.ToString());
        ExpectNoMsg(30);
    }

    IActorRef Router(ConsistentHashingPool pool) => Sys.ActorOf(Props.Create(() => new NamedActor()).WithRouter(pool));

    Dictionary<int, string> OwnersOf(IActorRef router, Func<int, object> message)
    {
        for (var key = 0; key < 200; key++)
            router.Tell(message(key));
        return Enumerable.Range(0, 200).Select(_ => ExpectMsg<Answer>()).ToDictionary(a => a.Key, a => a.Name);
    }

    sealed record Numbered(int Key);

    sealed record Keyed(int Key) : IConsistentHashable
    {
        public object ConsistentHashKey => Key;
    }

    sealed record Answer(int Key, string Name);

    sealed class NamedActor : ReceiveActor
    {
        public NamedActor()
        {
            Receive<Numbered>(m => Sender.Tell(new Answer(m.Key, Self.Path.Name)));
            Receive<Keyed>(m => Sender.Tell(new Answer(m.Key, Self.Path.Name)));
        }
    }
}
