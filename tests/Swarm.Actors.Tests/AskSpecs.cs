using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;

namespace Swarm.Actors.Tests;

public sealed class AskSpecs : TestKit
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task An_answer_completes_the_task()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        Assert.Equal("hello", await echo.Ask<string>("hello", Patience));
        Assert.Equal(7, await echo.Ask(7, Patience));
        Assert.Equal("made", await echo.Ask<string>(_ => "made", Patience, CancellationToken.None));
    }

    [Fact]
    public async Task Silence_is_a_timeout()
    {
        var silent = Sys.ActorOf(Props.Create(() => new Silent()));
        await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask<string>("?", TimeSpan.FromMilliseconds(20)));
    }

    [Fact]
    public async Task A_failure_is_the_exception_of_the_task()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        var bug = await Assert.ThrowsAsync<Bug>(() => echo.Ask<string>(new Status.Failure(new Bug("asked for")), Patience));
        Assert.Equal("asked for", bug.Message);
    }

    [Fact]
    public async Task Who_asks_for_a_status_gets_the_failure_as_one()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        Assert.IsType<Status.Failure>(await echo.Ask<Status>(new Status.Failure(new Bug("b")), Patience));
    }

    [Fact]
    public async Task An_answer_of_another_type_is_an_error()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        await Assert.ThrowsAsync<ArgumentException>(() => echo.Ask<int>("not a number", Patience));
    }

    [Fact]
    public async Task A_question_can_be_cancelled()
    {
        var silent = Sys.ActorOf(Props.Create(() => new Silent()));
        using var cancel = new CancellationTokenSource();
        var answer = silent.Ask<string>("?", cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    [Fact]
    public async Task A_late_answer_is_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var probe = CreateTestProbe();
        await Assert.ThrowsAsync<AskTimeoutException>(() => probe.Ref.Ask<string>("?", TimeSpan.FromMilliseconds(20)));
        probe.ExpectMsg("?");
        probe.Reply("late");
        Assert.Equal("late", FishForMessage<DeadLetter>(d => d.Message is "late").Message);
    }

    [Fact]
    public async Task Only_the_first_answer_counts()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var probe = CreateTestProbe();
        var answer = probe.Ref.Ask<string>("?", Patience);
        probe.ExpectMsg("?");
        probe.Reply("first");
        probe.Reply("second");
        Assert.Equal("first", await answer);
        Assert.Equal("second", FishForMessage<DeadLetter>(d => d.Message is "second").Message);
    }

    [Fact]
    public async Task A_system_can_say_how_long_to_wait()
    {
        var system = ActorSystem.Create("impatient", "akka.actor.ask-timeout = 20ms");
        var silent = system.ActorOf(Props.Create(() => new Silent()));
        await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask<string>("?"));
        await system.Terminate();
    }

    [Fact]
    public async Task A_selection_can_be_asked()
    {
        Sys.ActorOf(Props.Create(() => new Echo()), "echo");
        Assert.Equal("hello", await Sys.ActorSelection("/user/echo").Ask<string>("hello", Patience));
    }

    [Fact]
    public void An_actor_can_ask_and_wait_for_the_answer()
    {
        var echo = Sys.ActorOf(Props.Create(() => new Echo()));
        var asker = Sys.ActorOf(Props.Create(() => new Asker(echo)));
        asker.Tell("question");
        asker.Tell("another");
        ExpectMsg("question");
        ExpectMsg("another");
    }

    [Fact]
    public void The_result_of_a_task_is_piped()
    {
        _ = Task.FromResult("done").PipeTo(TestActor);
        ExpectMsg("done");
        var later = new TaskCompletionSource<string>();
        _ = later.Task.PipeTo(TestActor, success: s => s.Length);
        later.SetResult("four");
        ExpectMsg(4);
    }

    [Fact]
    public void The_failure_of_a_task_is_piped()
    {
        _ = Task.FromException<string>(new Bug("b")).PipeTo(TestActor);
        Assert.IsType<Bug>(ExpectMsg<Status.Failure>().Cause);
        _ = Task.FromException<string>(new Bug("b")).PipeTo(TestActor, failure: e => e.Message + "!");
        ExpectMsg("b!");
        _ = Task.FromCanceled<string>(new CancellationToken(canceled: true)).PipeTo(TestActor);
        Assert.IsAssignableFrom<OperationCanceledException>(ExpectMsg<Status.Failure>().Cause);
    }

    [Fact]
    public void The_sender_of_what_is_piped_can_be_named()
    {
        var probe = CreateTestProbe();
        _ = Task.FromResult("done").PipeTo(TestActor, sender: probe.Ref);
        ExpectMsg("done");
        Assert.Equal(probe.Ref, LastSender);
    }

    [Fact]
    public void A_task_without_result_tells_only_what_is_made_of_it()
    {
        _ = Task.CompletedTask.PipeTo(TestActor);
        _ = Task.CompletedTask.PipeTo(TestActor, success: () => "done");
        ExpectMsg("done");
        _ = Task.FromException(new Bug("b")).PipeTo(TestActor);
        ExpectMsg<Status.Failure>();
        ExpectNoMsg(30);
    }

    [Fact]
    public async Task A_graceful_stop_waits_for_the_end()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Mortal(TestActor, "a")));
        Assert.True(await actor.GracefulStop(Patience));
        ExpectMsg("a: PreStart");
        ExpectMsg("a: PostStop");
        Assert.True(await actor.GracefulStop(Patience));
    }

    [Fact]
    public async Task A_graceful_stop_gives_up_in_time()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Silent()));
        Assert.False(await actor.GracefulStop(TimeSpan.FromMilliseconds(30), "nobody stops for that"));
    }

    sealed class Asker : ReceiveActor
    {
        public Asker(IActorRef other) => ReceiveAsync<string>(async m => Sender.Tell(await other.Ask<string>(m, Patience)));
    }
}
