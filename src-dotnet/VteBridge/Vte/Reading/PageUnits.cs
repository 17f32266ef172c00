using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>Collects what hangs on the units and test systems of a page's runs: one statement for each kind.</summary>
internal sealed class PageUnits
{
    private readonly Dictionary<Guid, List<AssemblyPart>> _parts = [];
    private readonly Dictionary<Guid, List<UutEvent>> _history = [];
    private readonly Dictionary<Guid, List<TestsystemComponent>> _components = [];

    public async Task ReadAsync(
        SqlConnection connection,
        UnitSql sql,
        Func<IEnumerable<SqlParameter>> parameters,
        bool components,
        CancellationToken stop
    )
    {
        await Each(sql.Parts, row => Add(_parts, row, Part(row, 1)));
        await Each(sql.PartsOfParts, row => Add(_parts, row, Part(row, 2)));
        await Each(
            sql.History,
            row => Add(_history, row, new UutEvent(Cell.Time(row, 1), Cell.Text(row, 2), Cell.Text(row, 3)))
        );
        if (components)
            await Each(sql.Components, row => Add(_components, row, Component(row)));

        Task Each(string? statement, Func<DbDataReader, bool> row) =>
            statement is null
                ? Task.CompletedTask
                : PageQuery.EachAsync(connection, statement, parameters(), CommandBehavior.Default, row, stop);
    }

    public TestRun Complete(TestRun run, IReadOnlyList<TestStep> steps) =>
        run with
        {
            Steps = steps,
            Assemblies = _parts.TryGetValue(run.Id, out var parts) ? parts : [],
            History = _history.TryGetValue(run.Id, out var history) ? history : [],
            Components =
                run.TestsystemId is { } id && _components.TryGetValue(id, out var components) ? components : [],
        };

    private static bool Add<T>(Dictionary<Guid, List<T>> all, DbDataReader row, T item)
    {
        if (Cell.Id(row, 0) is { } id)
        {
            if (!all.TryGetValue(id, out var items))
                all[id] = items = [];
            items.Add(item);
        }
        return true;
    }

    private static AssemblyPart Part(DbDataReader row, int level) =>
        new(level, Cell.Text(row, 1), Cell.Text(row, 2), Cell.Text(row, 3), Cell.Text(row, 4), Cell.Text(row, 5));

    private static TestsystemComponent Component(DbDataReader row) =>
        new(Cell.Text(row, 1), Cell.Text(row, 2), Cell.Text(row, 3), Cell.Time(row, 4), Cell.Text(row, 5));
}
