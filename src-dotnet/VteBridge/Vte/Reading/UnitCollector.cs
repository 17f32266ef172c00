using Microsoft.Data.SqlClient;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>Collects what belongs to the units and test systems of some runs, with one statement for each kind.</summary>
internal sealed class UnitCollector
{
    /// <summary>The most rows of one kind for one unit or test system: far more than people enter. More rows are counted and flagged.</summary>
    public const int Most = 1_000;

    private readonly Dictionary<Guid, Some<AssemblyPart>> _parts = [];
    private readonly Dictionary<Guid, Some<UutEvent>> _history = [];
    private readonly Dictionary<Guid, Some<TestsystemComponent>> _components = [];

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
        await Each(sql.History, row => Add(_history, row, Event));
        if (components)
            await Each(sql.Components, row => Add(_components, row, Component));

        Task Each(string? statement, Func<Row, bool> row) =>
            statement is null
                ? Task.CompletedTask
                : PageQuery.EachAsync(connection, statement, parameters(), row, stop);
    }

    public TestRun Complete(TestRun run)
    {
        var (parts, history, components) = (
            Of(_parts, run.UutId),
            Of(_history, run.UutId),
            Of(_components, run.TestsystemId)
        );
        return run with
        {
            Assemblies = parts.Items,
            History = history.Items,
            Components = components.Items,
            ReadFlags =
            [
                .. run.ReadFlags,
                .. Cut(Schema.Tables.AssemblyData, parts.Total),
                .. Cut(Schema.Tables.UutHistory, history.Total),
                .. Cut(Schema.Tables.TestsystemComponents, components.Total),
            ],
        };
    }

    private static IEnumerable<string> Cut(string table, long total) =>
        total > Most ? [$"{ReadFlags.RowsCut}:{Most} of {total} of {table}"] : [];

    private static Some<T> Of<T>(Dictionary<Guid, Some<T>> all, Guid? id) =>
        id is { } key && all.TryGetValue(key, out var some) ? some : new Some<T>();

    private static bool Add<T>(Dictionary<Guid, Some<T>> all, Row row, Func<Row, T> item)
    {
        if (row.Id(0) is not { } id)
            return true;
        if (!all.TryGetValue(id, out var some))
            all[id] = some = new Some<T>();
        if (some.Total++ < Most)
            some.Items.Add(item(row));
        return true;
    }

    private static UutEvent Event(Row row)
    {
        var (time, text) = row.TimeOrText(1);
        return new UutEvent(time, row.Text(2), row.Text(3), text);
    }

    private static TestsystemComponent Component(Row row)
    {
        var (name, type, serial) = (row.Text(1), row.Text(2), row.Text(3));
        var (calibrated, text) = row.TimeOrText(4);
        return new TestsystemComponent(name, type, serial, calibrated, row.Text(5), text);
    }

    private static AssemblyPart Part(Row row, int level) =>
        new(level, row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5));

    /// <summary>The first rows, and the number of all.</summary>
    private sealed class Some<T>
    {
        public List<T> Items { get; } = [];
        public long Total { get; set; }
    }
}
