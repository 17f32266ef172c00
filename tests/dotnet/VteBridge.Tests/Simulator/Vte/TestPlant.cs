using Microsoft.Data.SqlClient;
using VteBridge.Simulator.Vte;

namespace VteBridge.Tests.Simulator.Vte;

/// <summary>A server with its own database, and the real SqlClient as its client.</summary>
internal sealed class TestPlant(VteServer server, VteDatabase database) : IAsyncDisposable
{
    public VteServer Server => server;

    public VteDatabase Database => database;

    public static Task<TestPlant> StartAsync(VteServerOptions? options = null) =>
        StartAsync(ReferenceSchema.Ddl(), options);

    public static async Task<TestPlant> StartAsync(string ddl, VteServerOptions? options = null)
    {
        var database = VteDatabase.Create(ddl);
        return new TestPlant(await VteServer.StartAsync(options ?? new VteServerOptions(), database), database);
    }

    /// <param name="settings">Added to the connection string, such as "Packet Size=512".</param>
    public async Task<SqlConnection> OpenAsync(string settings = "Pooling=false")
    {
        var connection = new SqlConnection($"{server.ConnectionString};{settings}");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>The rows of a query, each as its values; NULL as null.</summary>
    public async Task<List<object?[]>> RowsAsync(string sql, params SqlParameter[] parameters)
    {
        await using var connection = await OpenAsync();
        return await connection.RowsAsync(sql, parameters);
    }

    public async Task<object?> ScalarAsync(string sql, params SqlParameter[] parameters) =>
        (await RowsAsync(sql, parameters))[0][0];

    public Task<SqlException> FailureAsync(string sql, params SqlParameter[] parameters) =>
        Assert.ThrowsAsync<SqlException>(() => RowsAsync(sql, parameters));

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        database.Dispose();
    }
}
