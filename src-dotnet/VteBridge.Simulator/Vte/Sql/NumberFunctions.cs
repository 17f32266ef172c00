using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>Arithmetic of decimals, which SQLite does not have: whole numbers of a smallest unit, with 128 bits in between.</summary>
internal static class NumberFunctions
{
    /// <param name="a">Two numbers in their units, and by how many digits to reduce the product.</param>
    public static StoredValue Multiply(StoredValue[] a) =>
        a[0].IsNull || a[1].IsNull
            ? StoredValue.Null
            : Result(NumberConversion.Rescale((Int128)a[0].Integer * a[1].Integer, (int)a[2].Integer, 0));

    /// <param name="a">Two numbers in their units, and by how many digits to extend the dividend.</param>
    public static StoredValue Divide(StoredValue[] a)
    {
        if (a[0].IsNull || a[1].IsNull)
            return StoredValue.Null;
        if (a[1].Integer == 0)
            throw SqlFaults.DivideByZero();
        var dividend = (Int128)a[0].Integer;
        for (var digit = 0; digit < a[2].Integer; digit++)
            dividend *= 10;
        return Result(NumberConversion.Rescale(dividend / a[1].Integer, 0, 0));
    }

    /// <param name="a">A number, its packed type, and to how many digits; away from zero, as ROUND does.</param>
    public static StoredValue Round(StoredValue[] a)
    {
        if (a[0].IsNull || a[2].IsNull)
            return StoredValue.Null;
        var type = SqlType.Unpack(a[1].Integer);
        var digits = (int)a[2].Integer;
        if (type.IsApproximate)
        {
            var power = Math.Pow(10, digits);
            var scaled = a[0].Real * power;
            return double.IsFinite(scaled) && power != 0
                ? StoredValue.Of(Math.Round(scaled, MidpointRounding.AwayFromZero) / power)
                : a[0];
        }
        var scale = type.Digits.Scale;
        if (digits >= scale)
            return a[0];
        return scale - digits > 18
            ? StoredValue.Of(0L)
            : Result(
                NumberConversion.Rescale(NumberConversion.Rescale(a[0].Integer, scale, digits)!.Value, digits, scale)
            );
    }

    public static StoredValue Whole(StoredValue[] a, Func<double, double> rounding) =>
        a[0].Kind == StoredKind.Real ? StoredValue.Of(rounding(a[0].Real)) : a[0];

    private static StoredValue Result(long? units) =>
        units is { } value ? StoredValue.Of(value) : throw SqlFaults.Overflow(SqlType.Decimal(38, 0));
}
