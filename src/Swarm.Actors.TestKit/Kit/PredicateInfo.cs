namespace Akka.TestKit;

/// <summary>What a message of one type must fulfil, beside others of other types.</summary>
public class PredicateInfo
{
    PredicateInfo(Type type, Delegate predicate, Func<object, bool> fits)
    {
        Type = type;
        PredicateT = predicate;
        Fits = fits;
    }

    public Type Type { get; }

    public Delegate PredicateT { get; }

    /// <summary>Only messages of the very type fit, not those of a type derived from it.</summary>
    internal Func<object, bool> Fits { get; }

    public static PredicateInfo Create<T>(Predicate<T> predicateT) =>
        new(typeof(T), predicateT, message => message.GetType() == typeof(T) && predicateT((T)message));

    public override string ToString() => $"{GetType().FullName}<{Type.FullName}>";
}

/// <summary>Makes them of functions.</summary>
public static class PredicateInfoFactory
{
    public static PredicateInfo CreatePredicateInfo<T>(this Predicate<T> predicateT) => PredicateInfo.Create(predicateT);

    public static PredicateInfo CreatePredicateInfo<T>(this Delegate predicateT) =>
        PredicateInfo.Create(predicateT.Method.CreateDelegate<Predicate<T>>(predicateT.Target));
}
