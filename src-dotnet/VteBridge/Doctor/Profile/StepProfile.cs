using VteBridge.Vte;

namespace VteBridge.Doctor.Profile;

/// <summary>How the TestResultType codes of steps agree with their limits: the evidence for what the codes mean.</summary>
internal sealed class StepProfile
{
    /// <summary>
    /// VEE and SCPI write numbers of at least this size for "not a number" and "infinity". As a limit, they mean no
    /// limit.
    /// </summary>
    private const double Sentinel = 9.9E37;

    /// <summary>Fewer values could agree by chance.</summary>
    private const int FewestValues = 20;
    private const int FewestFailures = 3;

    private const string NoCode = "NULL";

    private readonly Dictionary<string, (int Inside, int Outside)> _numeric = [];

    /// <summary>Number of steps by table and TestResultType, for example `TestDataText 1`.</summary>
    public Tally ResultTypes { get; } = new();

    /// <summary>Number of values exactly on a limit, by TestResultType; shows whether limits are inclusive.</summary>
    public Tally OnLimit { get; } = new();
    public Tally Sentinels { get; } = new();
    public int LongestText { get; private set; }
    public long LargestBlob { get; private set; }

    /// <summary>
    /// The meaning of the numeric codes, if the limits leave no doubt: all values with one code are inside their limits,
    /// and all values with the other are outside. Null otherwise.
    /// </summary>
    public IReadOnlyDictionary<string, string>? ProposedCodes
    {
        get
        {
            var codes = _numeric.Where(n => n.Key != NoCode).ToList();
            var isClear =
                codes.Count(n => n.Value is { Inside: >= FewestValues, Outside: 0 }) == 1
                && codes.Count(n => n.Value is { Inside: 0, Outside: >= FewestFailures }) == 1
                && codes.Count == 2;
            return isClear
                ? codes.ToDictionary(
                    n => n.Key,
                    n => n.Value.Outside == 0 ? nameof(Verdict.Passed) : nameof(Verdict.Failed)
                )
                : null;
        }
    }

    /// <summary>For each numeric code, how many values are inside and outside their limits.</summary>
    public IEnumerable<(string Code, int Inside, int Outside)> Agreement =>
        _numeric.OrderBy(n => n.Key, StringComparer.Ordinal).Select(n => (n.Key, n.Value.Inside, n.Value.Outside));

    /// <summary>Adds a step. True when its value is outside its limits.</summary>
    public bool Add(TestStep step)
    {
        var code = step.ResultType ?? NoCode;
        ResultTypes.Add($"TestData{step.Kind} {code}");
        LongestText = Math.Max(LongestText, Math.Max(step.Text?.Length ?? 0, step.Description?.Length ?? 0));
        LargestBlob = Math.Max(LargestBlob, step.Blob?.Length ?? 0);
        if (step.Value is not { } value)
            return false;
        var (low, high) = (Limit(step.LowLimit, "limit"), Limit(step.HighLimit, "limit"));
        if (Math.Abs(value) >= Sentinel)
            Sentinels.Add("value");
        if (low is null && high is null)
            return false;
        if (value == low || value == high)
            OnLimit.Add(code);
        var outside = value < low || value > high;
        var (inside, out_) = _numeric.GetValueOrDefault(code);
        _numeric[code] = outside ? (inside, out_ + 1) : (inside + 1, out_);
        return outside;
    }

    private double? Limit(double? limit, string what)
    {
        if (limit is null || Math.Abs(limit.Value) < Sentinel)
            return limit;
        Sentinels.Add(what);
        return null;
    }
}

/// <summary>Counts of something by name, the most frequent first.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public int Total => _counts.Values.Sum();

    public int this[string what] => _counts.GetValueOrDefault(what);

    public void Add(string what) => _counts[what] = _counts.GetValueOrDefault(what) + 1;

    public IEnumerable<KeyValuePair<string, int>> Ordered =>
        _counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal);

    public override string ToString() => string.Join(", ", Ordered.Select(c => $"{c.Key} × {c.Value}"));
}

/// <summary>VTE's two codes for the result of a run.</summary>
internal readonly record struct RunCode(string? Result, string? ExitCode)
{
    public override string ToString() => $"Result {Result ?? "NULL"}, ExitCode {ExitCode ?? "NULL"}";
}

/// <summary>The runs with one code: how many, how many of them with a value outside its limits, and from when to when.</summary>
internal sealed class ResultProfile
{
    private int _runs;
    private int _withValueOutside;
    private DateTime _first = DateTime.MaxValue;
    private DateTime _last;

    public void Add(TestRun run, bool hasValueOutside)
    {
        _runs++;
        _withValueOutside += hasValueOutside ? 1 : 0;
        _first = run.Timestamp < _first ? run.Timestamp : _first;
        _last = run.Timestamp > _last ? run.Timestamp : _last;
    }

    public override string ToString() =>
        $"{_runs} {(_runs == 1 ? "run" : "runs")}, {100.0 * _withValueOutside / _runs:0} % with a value outside its limits, {_first:yyyy-MM-dd} to {_last:yyyy-MM-dd}";
}
