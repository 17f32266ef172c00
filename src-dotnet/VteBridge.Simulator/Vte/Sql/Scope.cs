namespace VteBridge.Simulator.Vte.Sql;

/// <summary>The names that a query can use: those of its own sources, then those of the enclosing queries.</summary>
internal sealed class Scope(Scope? parent)
{
    private readonly HashSet<string> _groupKeys = new(StringComparer.Ordinal);

    public List<Source> Sources { get; } = [];

    /// <summary>Columns used outside of aggregates and not yet covered by a GROUP BY key.</summary>
    public List<string> Ungrouped { get; } = [];

    public bool IsGrouped { get; set; }

    /// <summary>How many aggregates enclose the expression that is being compiled.</summary>
    public int AggregateDepth { get; set; }

    public void Add(Source source)
    {
        if (source.Alias.Length > 0 && Sources.Any(other => Same(other.Alias, source.Alias)))
            throw new SqlFault(
                1012,
                $"The correlation name '{source.Alias}' is specified multiple times in a FROM clause.",
                15
            );
        Sources.Add(source);
    }

    public void AddGroupKey(string sql) => _groupKeys.Add(sql);

    /// <summary>
    /// When the expression is a grouping key, the columns used in it (those since <paramref name="mark"/>) count as grouped.
    /// </summary>
    public void Cover(string sql, int mark)
    {
        if (Ungrouped.Count > mark && _groupKeys.Contains(sql))
            Ungrouped.RemoveRange(mark, Ungrouped.Count - mark);
    }

    public Typed Resolve(IReadOnlyList<string> parts)
    {
        var name = parts[^1];
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            var candidates =
                parts.Count == 1 ? scope.Sources : scope.Sources.Where(source => Same(source.Alias, parts[^2]));
            var found = candidates.Select(source => source.Find(name)).OfType<SourceColumn>().Take(2).ToList();
            if (found.Count > 1)
                throw SqlFaults.AmbiguousColumn(name);
            if (found is [var column])
            {
                if (scope.AggregateDepth == 0)
                    scope.Ungrouped.Add(string.Join('.', parts));
                return column.Value;
            }
            if (parts.Count > 1 && scope.Sources.Any(source => Same(source.Alias, parts[^2])))
                throw SqlFaults.UnknownColumn(name);
        }
        throw parts.Count == 1 ? SqlFaults.UnknownColumn(name) : SqlFaults.UnboundIdentifier(string.Join('.', parts));
    }

    /// <summary>Uses a column that is already resolved, as * does.</summary>
    public Typed Resolve(SourceColumn column)
    {
        if (AggregateDepth == 0)
            Ungrouped.Add(column.Name);
        return column.Value;
    }

    private Scope? Parent => parent;

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A named item of a FROM clause.</summary>
/// <param name="Alias">The alias in T-SQL; empty for none.</param>
internal sealed record Source(string Alias, IReadOnlyList<SourceColumn> Columns)
{
    public SourceColumn? Find(string name)
    {
        foreach (var column in Columns)
            if (column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return column;
        return null;
    }
}

internal sealed record SourceColumn(string Name, Typed Value);

/// <summary>
/// The inputs of a statement, ?1, ?2, … in its SQLite text: variables, constants, and values of the session (clock, user). An input that is
/// used twice has one number, so that equal expressions have equal texts.
/// </summary>
internal sealed class Inputs(IReadOnlyDictionary<string, SqlType> variables)
{
    private readonly List<Input> _inputs = [];

    public IReadOnlyList<Input> All => _inputs;

    public Typed Variable(string name) =>
        variables.TryGetValue(name, out var type)
            ? new Typed(Number(new Input(name, InputSource.Variable, default)), type)
            : throw SqlFaults.UndeclaredVariable(name);

    public Typed Session(string name, SqlType type) =>
        new(Number(new Input(name.ToUpperInvariant(), InputSource.Session, default)), type);

    public Typed Constant(StoredValue value, SqlType type) =>
        new(
            value.Kind == StoredKind.Integer
                ? Whole(value.Integer)
                : Number(new Input(Key(value), InputSource.Constant, value)),
            type
        )
        {
            Constant = value,
        };

    private static string Whole(long value) =>
        value == long.MinValue
            ? "(-9223372036854775807-1)"
            : value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Key(StoredValue value) =>
        value.Kind
        + ":"
        + (
            value.Bytes is null
                ? BitConverter.DoubleToInt64Bits(value.Real).ToString("X", null)
                : Convert.ToHexString(value.Bytes)
        );

    private string Number(Input input)
    {
        var index = _inputs.FindIndex(other =>
            other.Source == input.Source && other.Name.Equals(input.Name, StringComparison.OrdinalIgnoreCase)
        );
        if (index < 0)
        {
            index = _inputs.Count;
            _inputs.Add(input);
        }
        return $"?{index + 1}";
    }
}

internal sealed record Input(string Name, InputSource Source, StoredValue Constant);

internal enum InputSource
{
    Constant,
    Variable,
    Session,
}
