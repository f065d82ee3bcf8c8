using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

/// <summary>/user/family with the children one (with a child below), two and three.</summary>
public sealed class SelectionSpecs : TestKit
{
    readonly IActorRef family;

    public SelectionSpecs()
    {
        family = Sys.ActorOf(Props.Create(() => new Family()), "family");
        family.Tell(new Identify("the children are there"), TestActor);
        ExpectMsg<ActorIdentity>();
        Sys.ActorSelection("/user/family/*").Tell(new Identify("theirs too"), TestActor);
        for (var child = 0; child < 3; child++)
            ExpectMsg<ActorIdentity>();
    }

    [Theory]
    [InlineData("/user/family", "family")]
    [InlineData("/user/family/one", "one")]
    [InlineData("user/family/one/below", "below")]
    [InlineData("/user/family/one/below/../../two", "two")]
    [InlineData("/user/family/*", "one three two")]
    [InlineData("/user/family/t*", "three two")]
    [InlineData("/user/family/T*", "three two")]
    [InlineData("/user/family/*e", "one three")]
    [InlineData("/user/family/t??", "two")]
    [InlineData("/user/family/?n?/below", "below")]
    [InlineData("/user/*/*/below", "below")]
    [InlineData("/user/fam*/one", "one")]
    [InlineData("/user/family/**", "below one three two")]
    [InlineData("/user/family/one/../*", "one three two")]
    public void A_path_means_all_that_it_fits(string path, string names)
    {
        Sys.ActorSelection(path).Tell("?", TestActor);
        ExpectNames(names);
    }

    [Theory]
    [InlineData("one", "one")]
    [InlineData("one/below", "below")]
    [InlineData("../family", "family")]
    [InlineData("*", "one three two")]
    [InlineData("/user/family/two", "two")]
    public void A_context_selects_from_where_it_is(string path, string names)
    {
        family.Tell(new Select(path));
        ExpectNames(names);
    }

    [Fact]
    public async Task An_actor_is_found_by_its_path()
    {
        var below = await Sys.ActorSelection("/user/family/one/below").ResolveOne(TimeSpan.FromSeconds(10));
        Sys.ActorSelection(below.Path).Tell("?", TestActor);
        ExpectMsg("below");
        Sys.ActorSelection(below.Path.ToString()).Tell("?", TestActor);
        ExpectMsg("below");
        Assert.Equal($"akka://{Sys.Name}/user/family/one/below", below.Path.ToString());
        Assert.Equal(["user", "family", "one", "below"], below.Path.Elements);
        Assert.Equal(family.Path, below.Path.Parent.Parent);
        Assert.Equal(below.Path, family.Path / "one" / "below");
    }

    [Fact]
    public void All_that_are_selected_can_be_identified()
    {
        Sys.ActorSelection("/user/family/t*").Tell(new Identify("id"), TestActor);
        var (one, other) = (ExpectMsg<ActorIdentity>(), ExpectMsg<ActorIdentity>());
        Assert.Equal(["three", "two"], new[] { one.Subject!.Path.Name, other.Subject!.Path.Name }.Order());
        Assert.Equal(("id", "id"), (one.MessageId, other.MessageId));
        foreach (var path in new[] { "/user/family/nobody", "/user/family/n*", "/user/nobody/at/all" })
        {
            Sys.ActorSelection(path).Tell(new Identify(path), TestActor);
            var nobody = ExpectMsg<ActorIdentity>();
            Assert.Equal(path, nobody.MessageId);
            Assert.Null(nobody.Subject);
        }
        Sys.ActorSelection("/user/family/*/nobody").Tell(new Identify("many"), TestActor);
        ExpectNoMsg(30);
    }

    [Theory]
    [InlineData("/user/family/nobody")]
    [InlineData("/user/family/one/nobody")]
    [InlineData("/user/nobody/below")]
    public void What_reaches_nobody_is_a_dead_letter_for_that_path(string path)
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        Sys.ActorSelection(path).Tell("lost", TestActor);
        var letter = ExpectMsg<DeadLetter>();
        Assert.Equal(TestActor, letter.Sender);
        Assert.Equal($"akka://{Sys.Name}{path}", letter.Recipient.Path.ToString());
        Assert.Equal("lost", letter.Message);
    }

    [Fact]
    public void A_selection_has_a_sender_a_text_and_an_equal()
    {
        var selection = Sys.ActorSelection("/user/family/../*");
        selection.Tell("?");
        ExpectMsg("family");
        Assert.Equal("family", LastSender.Path.Name);
        Assert.Equal("/user/family/../*", selection.PathString);
        Assert.Equal(selection, Sys.ActorSelection("/user/family/../*"));
        Assert.NotEqual(selection, Sys.ActorSelection("/user/family"));
        Assert.Equal(
            $"ActorSelection[Anchor(akka://{Sys.Name}/user/family#{family.Path.Uid}), Path(/one)]", new ActorSelection(family, "one").ToString());
    }

    [Fact]
    public async Task Who_is_dead_is_not_identified_and_the_next_of_its_name_is_another()
    {
        var first = Sys.ActorOf(Props.Create(() => new Names()), "name");
        Assert.True(await first.GracefulStop(TimeSpan.FromSeconds(10)));
        first.Tell(new Identify(1));
        Assert.Null(ExpectMsg<ActorIdentity>().Subject);
        var second = Sys.ActorOf(Props.Create(() => new Names()), "name");
        Assert.NotEqual(first, second);
        Assert.Equal(first.Path, second.Path);
        Assert.NotEqual(first.Path.Uid, second.Path.Uid);
        first.Tell("?");
        ExpectNoMsg(30);
        Sys.ActorSelection(first.Path).Tell("?");
        ExpectMsg("name");
    }

    [Fact]
    public void Children_are_known_by_name_and_in_all()
    {
        family.Tell("children");
        Assert.Equal(["one", "three", "two"], ExpectMsg<string[]>().Order());
        Watch(ExpectMsg<IActorRef>());
        family.Tell("stop one");
        ExpectMsg<Terminated>();
        AwaitAssert(() =>
        {
            family.Tell("children");
            Assert.Equal(["three", "two"], ExpectMsg<string[]>().Order());
            Assert.True(ExpectMsg<IActorRef>().IsNobody());
        });
    }

    void ExpectNames(string names)
    {
        var expected = names.Split(' ');
        Assert.Equal(expected, expected.Select(_ => ExpectMsg<string>()).Order());
        ExpectNoMsg(20);
    }

    sealed record Select(string Path);

    sealed class Family : ReceiveActor
    {
        public Family()
        {
            foreach (var name in new[] { "one", "two", "three" })
                Context.ActorOf(Props.Create(() => new Names()), name);
            Receive<Select>(m => Context.ActorSelection(m.Path).Tell("?", Sender));
            Receive<string>(m => m == "children", _ =>
            {
                Sender.Tell(Context.GetChildren().Select(c => c.Path.Name).ToArray());
                Sender.Tell(Context.Child("one"));
            });
            Receive<string>(m => m == "stop one", _ => Context.Stop(Context.Child("one")));
            Receive<string>(m => m == "?", _ => Sender.Tell(Self.Path.Name));
        }
    }

    sealed class Names : ReceiveActor
    {
        public Names()
        {
            if (Self.Path.Name == "one")
                Context.ActorOf(Props.Create(() => new Names()), "below");
            Receive<string>(_ => Sender.Tell(Self.Path.Name));
        }
    }
}
