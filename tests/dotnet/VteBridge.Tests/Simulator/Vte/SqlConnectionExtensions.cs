using Microsoft.Data.SqlClient;

namespace VteBridge.Tests.Simulator.Vte;

internal static class SqlConnectionExtensions
{
    public static SqlCommand Command(this SqlConnection connection, string sql, params SqlParameter[] parameters)
    {
        var command = new SqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        return command;
    }

    public static async Task<List<object?[]>> RowsAsync(
        this SqlConnection connection,
        string sql,
        params SqlParameter[] parameters
    )
    {
        await using var command = connection.Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        return await reader.RowsAsync();
    }

    public static async Task<List<object?[]>> RowsAsync(this SqlDataReader reader)
    {
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add([.. values.Select(value => value is DBNull ? null : value)]);
        }
        return rows;
    }
}
