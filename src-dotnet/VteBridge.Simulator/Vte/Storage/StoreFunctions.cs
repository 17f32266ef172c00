using SQLitePCL;

namespace VteBridge.Simulator.Vte.Storage;

/// <summary>Registers the functions of <see cref="ScalarFunctions"/> in SQLite.</summary>
internal static class StoreFunctions
{
    /// <param name="failed">Receives the error of a function, because SQLite itself passes on a text only.</param>
    public static void Register(sqlite3 database, Action<SqlFault> failed)
    {
        RegisterAggregate(database);
        foreach (var (name, function) in ScalarFunctions.All)
            raw.sqlite3_create_function(
                database,
                name,
                -1,
                raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC,
                null,
                (context, _, arguments) =>
                {
                    try
                    {
                        Return(context, function(Array.ConvertAll(arguments, Read)));
                    }
                    catch (SqlFault fault)
                    {
                        failed(fault);
                        raw.sqlite3_result_error(context, fault.Message);
                    }
                }
            );
    }

    /// <summary>CHECKSUM_AGG. The order of the rows does not matter; without values the result is NULL.</summary>
    private static void RegisterAggregate(sqlite3 database) =>
        raw.sqlite3_create_function(
            database,
            "tsql_checksum_agg",
            1,
            raw.SQLITE_UTF8 | raw.SQLITE_DETERMINISTIC,
            null,
            (context, _, arguments) =>
            {
                if (Read(arguments[0]) is { IsNull: false } value)
                    context.state = (context.state as long? ?? 0) ^ value.Integer;
            },
            (context, _) =>
                Return(context, context.state is long sum ? StoredValue.Of((long)(int)sum) : StoredValue.Null)
        );

    private static StoredValue Read(sqlite3_value value) =>
        raw.sqlite3_value_type(value) switch
        {
            raw.SQLITE_INTEGER => StoredValue.Of(raw.sqlite3_value_int64(value)),
            raw.SQLITE_FLOAT => StoredValue.Of(raw.sqlite3_value_double(value)),
            raw.SQLITE_TEXT => StoredValue.OfText(raw.sqlite3_value_blob(value).ToArray()),
            raw.SQLITE_BLOB => StoredValue.OfBlob(raw.sqlite3_value_blob(value).ToArray()),
            _ => StoredValue.Null,
        };

    private static void Return(sqlite3_context context, StoredValue value)
    {
        switch (value.Kind)
        {
            case StoredKind.Integer:
                raw.sqlite3_result_int64(context, value.Integer);
                break;
            case StoredKind.Real:
                raw.sqlite3_result_double(context, value.Real);
                break;
            case StoredKind.Text when value.Bytes!.Length == 0:
                raw.sqlite3_result_text(context, "");
                break;
            case StoredKind.Text:
                raw.sqlite3_result_text(context, value.Bytes);
                break;
            case StoredKind.Blob when value.Bytes!.Length == 0:
                raw.sqlite3_result_zeroblob(context, 0);
                break;
            case StoredKind.Blob:
                raw.sqlite3_result_blob(context, value.Bytes);
                break;
            default:
                raw.sqlite3_result_null(context);
                break;
        }
    }
}
