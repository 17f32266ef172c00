using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace VteBridge.Vte.Reading;

/// <summary>Executes one statement and hands its rows over one by one. Rows are read synchronously: SqlClient's ReadAsync costs several times as much per row.</summary>
internal static class PageQuery
{
    /// <param name="row">Returns false when it wants no more rows; the statement is then cancelled, not drained.</param>
    public static async Task EachAsync(
        SqlConnection connection,
        string sql,
        IEnumerable<SqlParameter> parameters,
        CommandBehavior behavior,
        Func<DbDataReader, bool> row,
        CancellationToken stop
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddRange([.. parameters]);
        await using var cancel = stop.Register(command.Cancel);
        await using var reader = await command.ExecuteReaderAsync(behavior | CommandBehavior.SingleResult, stop);
        while (reader.Read())
            if (!row(reader))
            {
                command.Cancel();
                return;
            }
    }
}
