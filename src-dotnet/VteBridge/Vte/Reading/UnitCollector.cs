using Microsoft.Data.SqlClient;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>Collects what hangs on the units and test systems of some runs: one statement for each kind.</summary>
internal sealed class UnitCollector
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
        await Each(sql.Parts, row => Add(_parts, row, r => Part(r, 1)));
        await Each(sql.PartsOfParts, row => Add(_parts, row, r => Part(r, 2)));
        await Each(sql.History, row => Add(_history, row, r => new UutEvent(r.Time(1), r.Text(2), r.Text(3))));
        if (components)
            await Each(
                sql.Components,
                row =>
                    Add(
                        _components,
                        row,
                        r => new TestsystemComponent(r.Text(1), r.Text(2), r.Text(3), r.Time(4), r.Text(5))
                    )
            );

        Task Each(string? statement, Func<Row, bool> row) =>
            statement is null
                ? Task.CompletedTask
                : PageQuery.EachAsync(connection, statement, parameters(), row, stop);
    }

    public TestRun Complete(TestRun run) =>
        run with
        {
            Assemblies = Of(_parts, run.UutId),
            History = Of(_history, run.UutId),
            Components = Of(_components, run.TestsystemId),
        };

    private static IReadOnlyList<T> Of<T>(Dictionary<Guid, List<T>> all, Guid? id) =>
        id is { } key && all.TryGetValue(key, out var items) ? items : [];

    private static bool Add<T>(Dictionary<Guid, List<T>> all, Row row, Func<Row, T> item)
    {
        if (row.Id(0) is not { } id)
            return true;
        if (!all.TryGetValue(id, out var items))
            all[id] = items = [];
        items.Add(item(row));
        return true;
    }

    private static AssemblyPart Part(Row row, int level) =>
        new(level, row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5));
}
