using Akka.Actor;

namespace Swarm.Engine.Reading;

/// <summary>Reads stored pages for their links, one at a time, on whatever thread it is given: parsing is a crawl's main cost. A page that can't be read costs itself alone.</summary>
public sealed class PageReaderActor : ReceiveActor
{
    public PageReaderActor(ReaderParts parts)
    {
        var finder = new LinkFinder(parts);
        Receive<ReadPage>(m => Sender.Tell(finder.Find(m)));
    }
}
