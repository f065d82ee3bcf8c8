using Akka.Configuration;

namespace Akka.Actor;

/// <summary>Which kinds of mailbox may be asked for: those that the one of this runtime is.</summary>
static class Mailboxes
{
    public static void Check(Config config, string id)
    {
        if (id.Length == 0 || id == "akka.actor.default-mailbox")
            return;
        var type = config.GetString(id + ".mailbox-type")
            ?? throw new ConfigurationException($"Mailbox type [{id}] not configured");
        if (type.Split(',')[0].Trim() is not ("Akka.Dispatch.UnboundedMailbox" or "Akka.Dispatch.UnboundedDequeBasedMailbox"))
            throw new ConfigurationException($"Mailbox type [{type}] of [{id}] is not one of this runtime");
    }
}
