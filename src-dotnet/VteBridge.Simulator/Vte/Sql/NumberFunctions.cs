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

    private static StoredValue Result(long? units) =>
        units is { } value ? StoredValue.Of(value) : throw SqlFaults.Overflow(SqlType.Decimal(38, 0));
}
