using System.Text.RegularExpressions;
using Microsoft.Data.SqlClient;

namespace VteBridge.Tests.LiveSql;

/// <summary>A database for one test on a real server, dropped afterwards.</summary>
internal sealed partial class ScratchDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly string _name = $"vtebridge_test_{Guid.NewGuid():n}";

    private ScratchDatabase(string server) => _server = server;

    public string ConnectionString =>
        new SqlConnectionStringBuilder(_server) { InitialCatalog = _name }.ConnectionString;

    public static async Task<ScratchDatabase> CreateAsync(string server)
    {
        var scratch = new ScratchDatabase(server);
        await RunAsync(server, [$"CREATE DATABASE [{scratch._name}]"]);
        return scratch;
    }

    /// <summary>Runs a script whose batches are separated by GO.</summary>
    public Task RunAsync(string script) =>
        RunAsync(ConnectionString, Go().Split(script).Where(b => !string.IsNullOrWhiteSpace(b)));

    public Task RunAsync(Action<TextWriter> write)
    {
        using var script = new StringWriter { NewLine = "\n" };
        write(script);
        return RunAsync(script.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        SqlConnection.ClearAllPools();
        await RunAsync(
            _server,
            [$"ALTER DATABASE [{_name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{_name}]"]
        );
    }

    private static async Task RunAsync(string connectionString, IEnumerable<string> batches)
    {
        await using var connection = new SqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var batch in batches)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = batch;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    [GeneratedRegex(@"^\s*GO\s*$", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Go();
}
