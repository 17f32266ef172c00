namespace VteBridge.Simulator.Vte.Sql;

/// <summary>The functions that translated statements call, by their names in SQLite.</summary>
internal static class ScalarFunctions
{
    public static readonly IReadOnlyDictionary<string, ScalarFunction> All = new Dictionary<string, ScalarFunction>
    {
        ["tsql_convert"] = Convert,
        ["tsql_try_convert"] = TryConvert,
        ["tsql_top"] = RowCount,
        ["tsql_single"] = a => a[0].Integer <= 1 ? a[1] : throw SqlFaults.ManyValues(),
        ["tsql_null_refused"] = a => throw SqlFaults.NullNotAllowed(a[0].Text),
        ["tsql_checksum"] = Checksum,
        ["tsql_divide_by_zero"] = _ => throw SqlFaults.DivideByZero(),
    };

    private static StoredValue Convert(StoredValue[] a) =>
        Conversion.Convert(a[0], SqlType.Unpack(a[1].Integer), SqlType.Unpack(a[2].Integer), (int)a[3].Integer);

    private static StoredValue TryConvert(StoredValue[] a)
    {
        try
        {
            return Convert(a);
        }
        catch (SqlFault)
        {
            return StoredValue.Null;
        }
    }

    /// <summary>
    /// CHECKSUM. The numbers differ from SQL Server's but serve the same purpose: equal rows have equal checksums, and the order of columns
    /// matters.
    /// </summary>
    private static StoredValue Checksum(StoredValue[] a)
    {
        var sum = 0;
        foreach (var value in a)
        {
            var number = value.Kind == StoredKind.Real ? BitConverter.DoubleToInt64Bits(value.Real) : value.Integer;
            var hash = value.IsNull ? int.MaxValue : (int)(number ^ number >> 32);
            foreach (var each in value.Bytes ?? [])
                hash = int.RotateLeft(hash, 4) ^ each;
            sum = int.RotateLeft(sum, 4) ^ hash;
        }
        return StoredValue.Of((long)sum);
    }

    /// <summary>Checks the row count of TOP and FETCH: SQLite would treat a negative number as "all rows".</summary>
    private static StoredValue RowCount(StoredValue[] a) =>
        a[0] is { IsNull: false, Integer: >= 0 }
            ? a[0]
            : throw new SqlFault(
                1060,
                "The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.",
                15
            );
}

/// <summary>A T-SQL function that SQLite calls. Types are passed as <see cref="SqlType.Packed"/>.</summary>
internal delegate StoredValue ScalarFunction(StoredValue[] arguments);
