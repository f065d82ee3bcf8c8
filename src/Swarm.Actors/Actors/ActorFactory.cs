using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>A constructor with its arguments; the invoker is made once for each constructor, nothing is compiled.</summary>
sealed class ActorFactory : IIndirectActorProducer
{
    const BindingFlags AnyConstructor = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    static readonly ConcurrentDictionary<ConstructorInfo, ConstructorInvoker> Invokers = new();

    readonly ConstructorInvoker? invoker;

    ActorFactory(Type type, ConstructorInfo? constructor, object?[] arguments)
    {
        ActorType = type;
        Arguments = arguments;
        invoker = constructor is null ? null : Invokers.GetOrAdd(constructor, ConstructorInvoker.Create);
    }

    public Type ActorType { get; }

    public object?[] Arguments { get; }

    public static ActorFactory ByExpression(NewExpression creation)
    {
        var arguments = new object?[creation.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = Evaluate(creation.Arguments[i]);
        return new ActorFactory(creation.Type, creation.Constructor, arguments);
    }

    public static ActorFactory ByArguments(Type type, object?[] arguments) => new(type, Find(type, arguments), arguments);

    public ActorBase Produce()
    {
        if (invoker is null)
            throw new TypeLoadException(Problem, new MissingMethodException($"Constructor on type '{ActorType}' not found."));
        try
        {
            return (ActorBase)invoker.Invoke(Arguments.AsSpan());
        }
        catch (Exception e)
        {
            throw new TypeLoadException(Problem, e);
        }
    }

    public void Release(ActorBase actor)
    {
    }

    string Problem => $"Error while creating actor instance of type {ActorType} with {Arguments.Length} args: ({string.Join(',', Arguments)})";

    static ConstructorInfo? Find(Type type, object?[] arguments)
    {
        var fitting = Array.FindAll(type.GetConstructors(AnyConstructor), c => Takes(c.GetParameters(), arguments));
        if (fitting.Length < 2)
            return fitting.FirstOrDefault();
        var types = Array.ConvertAll(arguments, a => a?.GetType() ?? typeof(object));
        return Type.DefaultBinder.SelectMethod(AnyConstructor, fitting, types, null) as ConstructorInfo ?? fitting[0];
    }

    static bool Takes(ParameterInfo[] parameters, object?[] arguments)
    {
        if (parameters.Length != arguments.Length)
            return false;
        for (var i = 0; i < parameters.Length; i++)
        {
            var type = parameters[i].ParameterType;
            if (arguments[i] is { } argument ? !type.IsInstanceOfType(argument) : type.IsValueType && Nullable.GetUnderlyingType(type) is null)
                return false;
        }
        return true;
    }

    /// <summary>Reads what a closure holds; only what is computed in place is left to the interpreter.</summary>
    static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression is { } owner ? Evaluate(owner) : null),
        MemberExpression { Member: PropertyInfo property } member => property.GetValue(member.Expression is { } owner ? Evaluate(owner) : null),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert when convert.Type.IsAssignableFrom(convert.Operand.Type)
            => Evaluate(convert.Operand),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };
}

/// <summary>For the runtime's own actors, which every start waits for: nothing is looked up.</summary>
sealed class OwnProducer(Type type, Func<ActorBase> make) : IIndirectActorProducer
{
    public Type ActorType => type;

    public ActorBase Produce() => make();

    public void Release(ActorBase actor)
    {
    }
}
