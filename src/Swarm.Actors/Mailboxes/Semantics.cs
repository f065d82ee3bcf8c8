using Akka.Actor;
using Akka.Dispatch.MessageQueues;

namespace Akka.Dispatch;

/// <summary>What can be required of the queue of a mailbox.</summary>
public interface ISemantics;

/// <summary>Takes any number of messages.</summary>
public interface IUnboundedMessageQueueSemantics : ISemantics;

/// <summary>Takes so many messages; the sender of one more waits, and then it is a dead letter.</summary>
public interface IBoundedMessageQueueSemantics : ISemantics
{
    TimeSpan PushTimeOut { get; }
}

/// <summary>Takes messages at its head too, as a stash needs it.</summary>
public interface IDequeBasedMessageQueueSemantics : ISemantics
{
    void EnqueueFirst(Envelope envelope);
}

/// <summary>Both ends, any number.</summary>
public interface IUnboundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IUnboundedMessageQueueSemantics;

/// <summary>Both ends, so many.</summary>
public interface IBoundedDequeBasedMessageQueueSemantics : IDequeBasedMessageQueueSemantics, IBoundedMessageQueueSemantics;

/// <summary>An actor that can only live with such a queue.</summary>
public interface IRequiresMessageQueue<T>
    where T : ISemantics;

/// <summary>The type of queue that a mailbox type makes.</summary>
public interface IProducesMessageQueue<TQueue>
    where TQueue : IMessageQueue;

/// <summary>A mailbox type whose senders may have to wait.</summary>
public interface IProducesPushTimeoutSemanticsMailbox
{
    TimeSpan PushTimeout { get; }
}
