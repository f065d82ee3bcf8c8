namespace Akka.Actor;

/// <summary>A message on its way; also the link of the list that it waits in.</summary>
sealed class Letter(object message, IActorRef? sender)
{
    public readonly object Message = message;
    public readonly IActorRef? Sender = sender;
    public Letter? Next;
}
