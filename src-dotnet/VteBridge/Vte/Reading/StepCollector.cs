using Microsoft.Data.SqlClient;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>
/// Collects the steps of some runs with one statement for each TestData table. If they exceed the limits of a page, the page ends after
/// the last run that is complete. If a single run has more than any report can hold, the rest of its steps is only counted. So
/// memory stays limited, however many steps a run has.
/// </summary>
/// <param name="runs">The runs in the order in which the statement returns their steps.</param>
internal sealed class StepCollector(IReadOnlyList<TestRun> runs)
{
    /// <summary>
    /// The limits of a page for each table, about 10 MB of steps; a single run may exceed them. If the tables shared one limit, many
    /// numbers would leave no room for the first text, and the page would be cut to one run.
    /// </summary>
    public const int MaxRows = 50_000;
    public const long MaxContent = 16 * 1024 * 1024;

    /// <summary>The limits of one run for each table. A report that WATS accepts holds far less.</summary>
    public const int MaxRowsOfRun = 100_000;
    public const long MaxContentOfRun = 64 * 1024 * 1024;

    private readonly Dictionary<Guid, int> _places = runs.Select((run, place) => (run.Id, place))
        .ToDictionary(r => r.Id, r => r.place);
    private readonly List<TestStep>?[] _steps = new List<TestStep>?[runs.Count];
    private readonly int[] _notRead = new int[runs.Count];
    private readonly bool[] _hasRow = new bool[Schema.Tables.TestData.Length];

    /// <summary>How many runs are complete, counted from the first.</summary>
    public int Count { get; private set; } = runs.Count;

    public async Task ReadAsync(
        SqlConnection connection,
        StepSql sql,
        IEnumerable<SqlParameter> parameters,
        CancellationToken stop
    )
    {
        var kind = (StepKind)Array.IndexOf(Schema.Tables.TestData, sql.Table);
        _hasRow[(int)kind] = sql.HasRow;
        var (rows, content, last, rowsOfRun, contentOfRun) = (0, 0L, -1, 0, 0L);
        await PageQuery.EachAsync(connection, sql.Text, parameters, Add, stop);

        bool Add(Row row)
        {
            // A run that was committed between the statements has steps here but no header yet; a later page or cycle reads it.
            if (row.Id(0) is not { } id || !_places.TryGetValue(id, out var place))
                return true;
            if (place != last)
            {
                if (place > 0 && (rows >= MaxRows || content >= MaxContent))
                {
                    Count = Math.Min(Count, place);
                    return false;
                }
                (last, rowsOfRun, contentOfRun) = (place, 0, 0);
            }
            if (rowsOfRun >= MaxRowsOfRun || contentOfRun >= MaxContentOfRun)
            {
                _notRead[place]++;
                return true;
            }
            var step = Step(row, kind);
            (_steps[place] ??= []).Add(step);
            var size = Size(step);
            (rows, content, rowsOfRun, contentOfRun) = (rows + 1, content + size, rowsOfRun + 1, contentOfRun + size);
            return true;
        }
    }

    /// <summary>The memory that a step takes, in bytes. All texts count, because a site may have any of them in an unlimited column.</summary>
    private static long Size(TestStep step)
    {
        long characters = 0;
        foreach (
            var text in (ReadOnlySpan<string?>)
                [
                    step.Text,
                    step.Description,
                    step.Name,
                    step.TestNumber,
                    step.Units,
                    step.ResultType,
                    step.NumberText,
                    step.LowLimitText,
                    step.HighLimitText,
                ]
        )
            characters += text?.Length ?? 0;
        return characters * sizeof(char) + (step.Blob?.Head.Length ?? 0);
    }

    /// <summary>The run at this place in the list, with its steps in the order (TestStepNumber, table, row).</summary>
    public TestRun Complete(int place) =>
        runs[place] with
        {
            Steps = _steps[place] is { } steps ? [.. steps.Order(Comparer<TestStep>.Create(Compare))] : [],
            StepsNotRead = _notRead[place],
        };

    private static TestStep Step(Row row, StepKind kind)
    {
        var (number, numberText) = row.WholeOrText(1);
        var name = row.Text(2);
        var (description, descriptionCut) = row.LongText(3);
        var (testNumber, units, resultType) = (row.Text(4), row.Text(5), row.Code(6));
        var (low, lowText) = row.NumberOrText(7);
        var (high, highText) = row.NumberOrText(8);
        var (value, text, textCut, blob) = row.Result(9, wanted: kind == StepKind.Numeric);
        return new TestStep
        {
            Kind = kind,
            Number = number,
            NumberText = numberText,
            Name = name,
            Description = description,
            DescriptionCut = descriptionCut,
            TestNumber = testNumber,
            Units = units,
            ResultType = resultType,
            LowLimit = low,
            LowLimitText = lowText,
            HighLimit = high,
            HighLimitText = highText,
            Value = value,
            Text = text,
            TextCut = textCut,
            Blob = blob,
        };
    }

    /// <summary>
    /// If the table has no column for the order of rows, the server may return the rows of one step number in any order. They are then
    /// ordered by their values, because the same rows must always give the same bytes.
    /// </summary>
    private int Compare(TestStep a, TestStep b)
    {
        var order = Number(a).CompareTo(Number(b));
        if (order == 0)
            order = string.CompareOrdinal(a.NumberText, b.NumberText);
        if (order == 0)
            order = a.Kind.CompareTo(b.Kind);
        if (order != 0 || _hasRow[(int)a.Kind])
            return order;
        order = string.CompareOrdinal(a.TestNumber, b.TestNumber);
        if (order == 0)
            order = string.CompareOrdinal(a.Name, b.Name);
        if (order == 0)
            order = Nullable.Compare(a.Value, b.Value);
        return order != 0 ? order : string.CompareOrdinal(a.Text, b.Text);
    }

    /// <summary>Steps without a number come last.</summary>
    private static double Number(TestStep step) =>
        step.Number
        ?? (
            double.TryParse(step.NumberText, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : double.MaxValue
        );
}
