using System.Data;
using Microsoft.Data.SqlClient;

namespace VteBridge.Vte.Reading;

/// <summary>Executes one statement and passes on its rows. Rows are read synchronously: ReadAsync costs several times as much per row.</summary>
internal static class PageQuery
{
    /// <param name="each">Returns false to stop; the statement is then cancelled and its remaining rows are not fetched.</param>
    public static async Task EachAsync(
        SqlConnection connection,
        string sql,
        IEnumerable<SqlParameter> parameters,
        Func<Row, bool> each,
        CancellationToken stop
    )
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddRange([.. parameters]);
        await using var cancel = stop.Register(command.Cancel);
        await using var reader = await command.ExecuteReaderAsync(
            CommandBehavior.SequentialAccess | CommandBehavior.SingleResult,
            stop
        );
        var row = new Row(reader);
        while (reader.Read())
            if (!each(row))
            {
                command.Cancel();
                return;
            }
    }

    /// <summary>The first value that a statement gives; the default if it gives none.</summary>
    public static async Task<T?> OneAsync<T>(
        VteConnection vte,
        string what,
        string sql,
        Func<IEnumerable<SqlParameter>> parameters,
        Func<Row, T> read,
        CancellationToken stop
    ) => (await ListAsync(vte, what, sql, parameters, read, stop)).Find(value => value is not null);

    /// <summary>All rows of a statement that returns few.</summary>
    public static Task<List<T>> ListAsync<T>(
        VteConnection vte,
        string what,
        string sql,
        Func<IEnumerable<SqlParameter>> parameters,
        Func<Row, T> read,
        CancellationToken stop
    ) =>
        vte.ReadAsync(
            what,
            async connection =>
            {
                var rows = new List<T>();
                await EachAsync(
                    connection,
                    sql,
                    parameters(),
                    row =>
                    {
                        rows.Add(read(row));
                        return true;
                    },
                    stop
                );
                return rows;
            },
            stop
        );
}
