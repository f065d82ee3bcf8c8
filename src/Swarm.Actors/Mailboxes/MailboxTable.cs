using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>The mailbox types by id, made when first asked for.</summary>
sealed class MailboxTable(Settings settings)
{
    const string DefaultId = "akka.actor.default-mailbox";
    const string Unbounded = "Akka.Dispatch.UnboundedMailbox";
    const string DequeId = "akka.actor.mailbox.unbounded-deque-based";
    const string BoundedDequeId = "akka.actor.mailbox.bounded-deque-based";

    static readonly Config Defaults = ConfigurationFactory.ParseString(
        """
        akka.actor.default-mailbox { mailbox-type = Akka.Dispatch.UnboundedMailbox, mailbox-capacity = 1000, mailbox-push-timeout-time = 10s }
        akka.actor.mailbox {
          unbounded-queue-based.mailbox-type = Akka.Dispatch.UnboundedMailbox
          bounded-queue-based.mailbox-type = Akka.Dispatch.BoundedMailbox
          unbounded-deque-based.mailbox-type = Akka.Dispatch.UnboundedDequeBasedMailbox
          bounded-deque-based.mailbox-type = Akka.Dispatch.BoundedDequeBasedMailbox
        }
        unbounded.mailbox-type = Akka.Dispatch.UnboundedMailbox
        bounded.mailbox-type = Akka.Dispatch.BoundedMailbox
        """);

    static readonly ConcurrentDictionary<Type, Type?> Requirements = new();

    readonly Config config = settings.Config.WithFallback(Defaults);
    readonly ConcurrentDictionary<string, MailboxType> types = new();
    readonly bool defaultIsUnbounded =
        TypeNames.Alone(settings.Config.GetString(DefaultId + ".mailbox-type", Unbounded)!) == Unbounded;

    /// <summary>The queue of a new actor; null for the one that is part of every cell.</summary>
    public LetterQueue? QueueFor(Props props, LocalActorRef owner)
    {
        if (props.Mailbox.Length == 0 && props.Dispatcher.Length == 0 && defaultIsUnbounded)
            return null;
        try
        {
            var type = TypeFor(props);
            return type is UnboundedMailbox or UnboundedDequeBasedMailbox ? null : new LetterQueue(type.Create(owner, settings.System), owner);
        }
        catch (Exception e)
        {
            throw new ConfigurationException(
                $"Configuration problem while creating [{owner.Path}] with dispatcher [{props.Dispatcher}] and mailbox [{props.Mailbox}]", e);
        }
    }

    /// <summary>The mailbox's own, else its dispatcher's, else the default; -1: without limit.</summary>
    public int StashCapacity(Props props)
    {
        const string Key = ".stash-capacity";
        return config.GetInt(props.Mailbox + Key, config.GetInt(props.Dispatcher + Key, config.GetInt(DefaultId + Key, -1)));
    }

    MailboxType TypeFor(Props props)
    {
        var required = Requirements.GetOrAdd(props.Type, RequiredBy);
        if (props.Mailbox.Length > 0)
            return Checked(Lookup(props.Mailbox), required, props.Type);
        if (props.Dispatcher.Length > 0 && config.HasPath(props.Dispatcher + ".mailbox-type"))
            return Checked(Lookup(props.Dispatcher), required, props.Type);
        if (required is null)
            return Lookup(DefaultId);
        return Lookup(typeof(IBoundedMessageQueueSemantics).IsAssignableFrom(required) ? BoundedDequeId : DequeId);
    }

    MailboxType Lookup(string id) => types.GetOrAdd(id, Make);

    MailboxType Make(string id)
    {
        var own = config.GetConfig(id) ?? throw new ConfigurationException($"Mailbox Type [{id}] not configured");
        own = own.WithFallback(config.GetConfig(DefaultId)!);
        var name = own.GetString("mailbox-type")!;
        if (Common(name, own) is { } common) return common;
        var type = TypeNames.Find(name) ?? throw new ConfigurationException($"mailbox-type of [{id}]: no type [{name}] in any loaded assembly");
        return (MailboxType)Activator.CreateInstance(type, settings, own)!;
    }

    /// <summary>Those that nearly every system has: to find them by name takes longer than all else of its start.</summary>
    MailboxType? Common(string name, Config own) => TypeNames.Alone(name) switch
    {
        Unbounded => new UnboundedMailbox(settings, own),
        "Akka.Dispatch.UnboundedDequeBasedMailbox" => new UnboundedDequeBasedMailbox(settings, own),
        _ => null,
    };

    static MailboxType Checked(MailboxType type, Type? required, Type actor)
    {
        if (required is null || ArgumentOf(type.GetType(), typeof(IProducesMessageQueue<>)) is { } produced && required.IsAssignableFrom(produced))
            return type;
        throw new ArgumentException($"The queue of [{type.GetType()}] is not the [{required}] that [{actor}] requires", nameof(type));
    }

    static Type? RequiredBy(Type actor) => ArgumentOf(actor, typeof(IRequiresMessageQueue<>));

    static Type? ArgumentOf(Type type, Type definition) => Array.Find(
        type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == definition)?.GetGenericArguments()[0];
}
