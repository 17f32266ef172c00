using SQLitePCL;

namespace VteBridge.Simulator.Vte.Storage;

/// <summary>A prepared statement and, while it is stepped through, its current row.</summary>
internal sealed class StoreStatement(StoreConnection connection, sqlite3_stmt statement) : IDisposable
{
    public int Inputs { get; } = raw.sqlite3_bind_parameter_count(statement);

    /// <param name="index">1-based, as ?1 in the text.</param>
    public void Bind(int index, in StoredValue value)
    {
        var result = value.Kind switch
        {
            StoredKind.Integer => raw.sqlite3_bind_int64(statement, index, value.Integer),
            StoredKind.Real => raw.sqlite3_bind_double(statement, index, value.Real),
            // An empty span has no address, which SQLite would take for NULL.
            StoredKind.Text when value.Bytes!.Length == 0 => raw.sqlite3_bind_text(statement, index, ""),
            StoredKind.Text => raw.sqlite3_bind_text(statement, index, value.Bytes),
            StoredKind.Blob when value.Bytes!.Length == 0 => raw.sqlite3_bind_zeroblob(statement, index, 0),
            StoredKind.Blob => raw.sqlite3_bind_blob(statement, index, value.Bytes),
            _ => raw.sqlite3_bind_null(statement, index),
        };
        if (result != raw.SQLITE_OK)
            throw connection.Failure(result);
    }

    /// <returns>False after the last row.</returns>
    public bool Step()
    {
        var result = raw.sqlite3_step(statement);
        if (result == raw.SQLITE_ROW)
            return true;
        return result == raw.SQLITE_DONE ? false : throw connection.Failure(result);
    }

    /// <summary>Ends the reading, which releases its snapshot; the statement can then be run again.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    public StoredKind Kind(int column) =>
        raw.sqlite3_column_type(statement, column) switch
        {
            raw.SQLITE_INTEGER => StoredKind.Integer,
            raw.SQLITE_FLOAT => StoredKind.Real,
            raw.SQLITE_TEXT => StoredKind.Text,
            raw.SQLITE_BLOB => StoredKind.Blob,
            _ => StoredKind.Null,
        };

    public long Integer(int column) => raw.sqlite3_column_int64(statement, column);

    public double Real(int column) => raw.sqlite3_column_double(statement, column);

    /// <summary>The bytes of a text or blob, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

    public StoredValue Value(int column) =>
        Kind(column) switch
        {
            StoredKind.Integer => StoredValue.Of(Integer(column)),
            StoredKind.Real => StoredValue.Of(Real(column)),
            StoredKind.Text => StoredValue.OfText(Bytes(column).ToArray()),
            StoredKind.Blob => StoredValue.OfBlob(Bytes(column).ToArray()),
            _ => StoredValue.Null,
        };

    public void Dispose() => statement.Dispose();
}
