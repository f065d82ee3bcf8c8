using System.Collections;
using System.Globalization;
using Xunit;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2;

/// <summary>Assertions that fail as those of xunit do.</summary>
public class XunitAssertions : ITestKitAssertions
{
    public void Fail(string format = "", params object?[] args) => Assert.Fail(Text(format, args));

    public void AssertTrue(bool condition, string format = "", params object?[] args)
    {
        if (!condition)
            Assert.True(condition, Text(format, args));
    }

    public void AssertFalse(bool condition, string format = "", params object?[] args)
    {
        if (condition)
            Assert.False(condition, Text(format, args));
    }

    public void AssertEqual<T>(T expected, T actual, string format = "", params object?[] args) =>
        AssertEqual(expected, actual, static (x, y) => Same(x, y), format, args);

    public void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string format = "", params object?[] args)
    {
        if (comparer(expected, actual))
            return;
        throw new XunitException($"""
            Assert.Equal() Failure: {(Text(format, args) is { Length: > 0 } text ? text : "Values differ")}
            Expected: {expected as string ?? ArgumentFormatter.Format(expected)}
            Actual:   {actual as string ?? ArgumentFormatter.Format(actual)}
            """);
    }

    /// <summary>By the value's own idea of equality, else one by one in sequences, else as objects of one type.</summary>
    static bool Same<T>(T x, T y) => (x, y) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (IEquatable<T> equatable, _) => equatable.Equals(y),
        (IComparable<T> comparable, _) => comparable.CompareTo(y) == 0,
        (IComparable comparable, _) => comparable.CompareTo(y) == 0,
        (IEnumerable xs, IEnumerable ys) => xs.Cast<object?>().SequenceEqual(ys.Cast<object?>(), ItemComparer),
        _ => x.GetType() == y.GetType() && Equals(x, y),
    };

    static EqualityComparer<object?> ItemComparer { get; } = EqualityComparer<object?>.Create(Same);

    static string Text(string format, object?[] args) => args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);
}
