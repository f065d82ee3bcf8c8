using Akka.Actor;

namespace Swarm.Jobs;

/// <summary>Actors made by plain calls. <c>Props.Create(() => …)</c> takes an expression tree, which takes a job's start some milliseconds to build and read.</summary>
static class Made
{
    public static Props By<TActor>(Func<TActor> make)
        where TActor : ActorBase => Props.CreateBy(new Producer<TActor>(make));

    sealed class Producer<TActor>(Func<TActor> make) : IIndirectActorProducer
        where TActor : ActorBase
    {
        public Type ActorType => typeof(TActor);

        public ActorBase Produce() => make();

        public void Release(ActorBase actor)
        {
        }
    }
}
