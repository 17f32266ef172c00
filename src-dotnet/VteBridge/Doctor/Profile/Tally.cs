using VteBridge.Vte;

namespace VteBridge.Doctor.Profile;

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

/// <summary>VTE's two codes of a run.</summary>
internal readonly record struct RunCode(string? Result, string? ExitCode)
{
    public override string ToString() => $"Result {Result ?? "NULL"}, ExitCode {ExitCode ?? "NULL"}";
}

/// <summary>The runs with one code: how many, how many of them have a value outside its limits, since when.</summary>
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
