using System.Collections.Concurrent;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace VteBridge.Simulator.Vte;

/// <summary>
/// A VTE database in a temporary SQLite file, built from a T-SQL create script. Any number of readers work at once, each statement on its
/// own snapshot; there is one writer, which does not wait for the readers.
/// </summary>
internal sealed class VteDatabase : IDisposable
{
    /// <summary>The name that VTE gives its database by convention.</summary>
    public const string Name = "VTE9_3";

    private readonly string _file;
    private readonly StoreConnection _writer;
    private readonly Lock _writing = new();
    private readonly ConcurrentBag<StoreConnection> _readers = [];

    private VteDatabase()
    {
        _file = Path.Combine(Path.GetTempPath(), $"vte-simulator-{Guid.NewGuid():N}.db");
        _writer = new StoreConnection(_file);
        _writer.Execute("PRAGMA journal_mode=WAL");
    }

    public Catalog Catalog { get; } = new();

    /// <param name="ddl">The create script; GO separates its batches.</param>
    public static VteDatabase Create(string ddl)
    {
        var database = new VteDatabase();
        try
        {
            database.Execute(SystemTables.Definition);
            database.Execute(ddl);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Inserts the rows in one transaction: when one row is wrong, none is inserted.</summary>
    /// <exception cref="ArgumentException">A table or column does not exist or a value does not fit; the message names it.</exception>
    public void Insert(IEnumerable<PlantRow> rows) =>
        Write(() =>
        {
            var inserts = new Dictionary<(string, IReadOnlyList<string>), RowInsert>();
            foreach (var row in rows)
            {
                if (!inserts.TryGetValue((row.Table, row.Columns), out var insert))
                    inserts[(row.Table, row.Columns)] = insert = RowInsert.Prepare(
                        _writer,
                        Catalog[row.Table],
                        row.Columns
                    );
                insert.Run(row.Values);
            }
            return inserts.Count;
        });

    /// <summary>
    /// Runs T-SQL as the owner of the database, in one transaction: DDL, permissions of the reading login, and changes of rows.
    /// </summary>
    /// <returns>How many rows were changed.</returns>
    /// <exception cref="SqlFault">The statement failed; it carries SQL Server's error number where there is one.</exception>
    public int Execute(string sql) =>
        Write(() =>
        {
            var (changed, version) = (0, Catalog.Version);
            foreach (var statement in TransactSql.Parse(sql).Batches.SelectMany(batch => batch.Statements))
            {
                var inputs = new Inputs(new Dictionary<string, SqlType>());
                foreach (var each in new WriteCompiler(Catalog, Name, inputs).Compile(statement))
                {
                    var rows = Run(each, [.. inputs.All.Select(input => input.Constant)]);
                    changed += statement is DataModificationStatement ? rows : 0;
                }
            }
            if (version == Catalog.Version)
                return changed;
            foreach (var table in SystemTables.Filled)
                Run($"DELETE FROM {Catalog[table].Sqlite}");
            foreach (var row in SystemTables.Rows(Catalog))
                RowInsert.Prepare(_writer, Catalog[row.Table], row.Columns).Run(row.Values);
            return changed;
        });

    /// <returns>How many rows were changed.</returns>
    public int Update(string table, string keyColumn, object keyValue, string column, object? value)
    {
        var definition = Catalog[table];
        var sql =
            $"UPDATE {definition.Sqlite} SET {definition[column].Sqlite} = ?1 WHERE {definition[keyColumn].Sqlite} = ?2";
        return Change(
            sql,
            ClrValue.Store(value, definition, definition[column]),
            ClrValue.Store(keyValue, definition, definition[keyColumn])
        );
    }

    /// <returns>How many rows were deleted.</returns>
    public int Delete(string table, string keyColumn, object keyValue)
    {
        var definition = Catalog[table];
        return Change(
            $"DELETE FROM {definition.Sqlite} WHERE {definition[keyColumn].Sqlite} = ?1",
            ClrValue.Store(keyValue, definition, definition[keyColumn])
        );
    }

    public long CountRows(string table)
    {
        using var reader = new StoreConnection(_file);
        var count = reader.Prepare($"SELECT count(*) FROM {Catalog[table].Sqlite}");
        count.Step();
        return count.Integer(0);
    }

    public StoreConnection RentReader() => _readers.TryTake(out var reader) ? reader : new StoreConnection(_file);

    public void ReturnReader(StoreConnection reader) => _readers.Add(reader);

    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
            reader.Dispose();
        _writer.Dispose();
        foreach (var suffix in new[] { "", "-wal", "-shm" })
            File.Delete(_file + suffix);
    }

    private int Change(string sql, params StoredValue[] values) => Write(() => Run(sql, values));

    private int Run(string sql, params StoredValue[] values)
    {
        var statement = _writer.Prepare(sql);
        for (var i = 0; i < Math.Min(values.Length, statement.Inputs); i++)
            statement.Bind(i + 1, values[i]);
        while (statement.Step()) { }
        statement.Reset();
        return _writer.Changes;
    }

    private int Write(Func<int> change)
    {
        lock (_writing)
        {
            _writer.Execute("BEGIN IMMEDIATE");
            try
            {
                var changed = change();
                _writer.Execute("COMMIT");
                return changed;
            }
            catch
            {
                _writer.ResetAll();
                _writer.Execute("ROLLBACK");
                throw;
            }
        }
    }
}
