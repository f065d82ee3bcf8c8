using System.Numerics;

namespace Swarm.Domain.Integrity;

/// <summary>
/// Polynomials over GF(2) modulo a CRC's generator, in the bit order of reflected CRCs: the coefficient of x⁰ is the highest bit of
/// <typeparamref name="T"/>.
/// </summary>
sealed class PolynomialRing<T>
    where T : unmanaged, IBinaryInteger<T>, IUnsignedNumber<T>
{
    const int Nibbles = 16;

    internal static readonly int Bits = int.CreateTruncating(T.PopCount(T.AllBitsSet));

    static readonly T One = T.One << (Bits - 1);

    readonly T _generator;

    // x^(8·v·16ⁿ) at [16·n + v]: any length of bytes is a product of at most 16 of them.
    readonly T[] _powers = new T[Nibbles * 16];

    /// <param name="generator">Its coefficients below the highest, reflected.</param>
    internal PolynomialRing(T generator)
    {
        _generator = generator;
        var unit = PowerOfX(One, 8);
        for (var n = 0; n < Nibbles; n++)
        {
            var power = One;
            for (var v = 0; v < 16; v++, power = Multiply(power, unit)) _powers[(16 * n) + v] = power;
            unit = power;
        }
    }

    /// <summary>x to the power of <paramref name="bits"/>.</summary>
    internal T PowerOfX(int bits) => PowerOfX(Shift(One, bits / 8), bits % 8);

    /// <summary><paramref name="a"/>·x^(8·<paramref name="bytes"/>): what that many zero bytes make of a CRC's state.</summary>
    internal T Shift(T a, long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        for (var n = 0; bytes != 0; n += 16, bytes >>= 4)
            if ((bytes & 15) != 0) a = Multiply(a, _powers[n + (int)(bytes & 15)]);
        return a;
    }

    T PowerOfX(T a, int more)
    {
        for (; more > 0; more--) a = TimesX(a);
        return a;
    }

    T TimesX(T a) => (a >>> 1) ^ (_generator & (T.Zero - (a & T.One)));

    T Multiply(T a, T b)
    {
        var product = T.Zero;
        for (; a != T.Zero; a <<= 1, b = TimesX(b)) product ^= b & (T.Zero - (a >>> (Bits - 1)));
        return product;
    }
}
