using System.Data;
using Microsoft.Data.SqlClient;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>
/// Collects the steps of a page's runs, one statement per TestData table. When they exceed what a page may hold, the
/// page is cut behind the last run that is complete: memory stays bounded however many steps a run has.
/// </summary>
internal sealed class PageSteps(IReadOnlyList<TestRun> headers, SharedTexts shared)
{
    /// <summary>
    /// Of each table, about 10 MB of steps; a single run may exceed it. Each table has limits of its own: were they shared,
    /// many numbers would leave no room for the first text, and the page would be cut to one run.
    /// </summary>
    public const int MaxRows = 50_000;
    public const long MaxContent = 16 * 1024 * 1024;

    private readonly Dictionary<Guid, int> _index = Index(headers);
    private readonly List<TestStep>?[] _steps = new List<TestStep>?[headers.Count];
    private long _content;
    private int _rows;

    /// <summary>How many of the headers, from the first, are in the page.</summary>
    public int Count { get; private set; } = headers.Count;

    public async Task ReadAsync(
        SqlConnection connection,
        StepSql sql,
        IEnumerable<SqlParameter> parameters,
        CancellationToken stop
    )
    {
        var kind = (StepKind)Array.IndexOf(Schema.Tables.TestData, sql.Table);
        (_rows, _content) = (0, 0);
        // Only results that can be large are worth sequential access.
        var behavior = kind == StepKind.Other ? CommandBehavior.SequentialAccess : CommandBehavior.Default;
        StepReader? reader = null;
        await PageQuery.EachAsync(
            connection,
            sql.Text,
            parameters,
            behavior,
            row => Add(reader ??= new StepReader(row, kind, shared), kind),
            stop
        );
        if (!sql.HasRow)
            foreach (var steps in _steps.Take(Count))
                OrderWithinNumbers(steps, kind);
    }

    /// <summary>The steps of the run at this place, in the order (TestStepNumber, table, row).</summary>
    public IReadOnlyList<TestStep> Of(int place)
    {
        if (_steps[place] is not { } steps)
            return [];
        for (var i = 1; i < steps.Count; i++)
            if (Order(steps[i - 1]) > Order(steps[i]))
                return [.. steps.OrderBy(Order)];
        return steps;
    }

    private static int Order(TestStep step) => step.Number ?? int.MaxValue;

    private bool Add(StepReader row, StepKind kind)
    {
        // A run committed between the statements has steps but no header yet; it comes with a later page or pass.
        if (row.RunId() is not { } id || !_index.TryGetValue(id, out var place))
            return true;
        if (
            place > 0
            && (_rows >= MaxRows || _content >= MaxContent)
            && _steps[place]?.Exists(s => s.Kind == kind) != true
        )
        {
            Count = place;
            return false;
        }
        var step = row.Step();
        (_steps[place] ??= []).Add(step);
        _rows++;
        _content += 2L * ((step.Text?.Length ?? 0) + (step.Description?.Length ?? 0)) + (step.Blob?.Head.Length ?? 0);
        return true;
    }

    /// <summary>Without a column for it, the server may give the rows of one step number in any order; the same rows must give the same bytes.</summary>
    private static void OrderWithinNumbers(List<TestStep>? steps, StepKind kind)
    {
        if (steps is null)
            return;
        var first = steps.FindIndex(s => s.Kind == kind);
        if (first < 0)
            return;
        var ordered = steps
            .Skip(first)
            .OrderBy(Order)
            .ThenBy(s => s.TestNumber, StringComparer.Ordinal)
            .ThenBy(s => s.Name, StringComparer.Ordinal)
            .ToList();
        steps.RemoveRange(first, steps.Count - first);
        steps.AddRange(ordered);
    }

    private static Dictionary<Guid, int> Index(IReadOnlyList<TestRun> headers)
    {
        var index = new Dictionary<Guid, int>(headers.Count);
        for (var i = 0; i < headers.Count; i++)
            index.Add(headers[i].Id, i);
        return index;
    }
}
