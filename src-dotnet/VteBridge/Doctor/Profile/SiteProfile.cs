using VteBridge.Mapping;
using VteBridge.Sync;
using VteBridge.Vte;

namespace VteBridge.Doctor.Profile;

/// <summary>What a sample of runs and repairs tells about a site: the evidence for its codes, its times, its odd rows. Pure.</summary>
internal sealed class SiteProfile(VteClock clock)
{
    private readonly List<double> _testTimes = [];

    public int Runs { get; private set; }
    public int Repairs { get; private set; }
    public SortedDictionary<string, ResultProfile> Results { get; } = new(StringComparer.Ordinal);
    public StepProfile Steps { get; } = new();
    public Tally Testplans { get; } = new();
    public Tally Odd { get; } = new();
    public Tally Flags { get; } = new();
    public Tally Problems { get; } = new();

    /// <summary>The last report of the sample.</summary>
    public ReadOnlyMemory<byte> Report { get; private set; }
    public int MostSteps { get; private set; }

    public double? MedianTestTime => TestTimes?.Median;

    public (double Least, double Median, double Most)? TestTimes =>
        _testTimes.Count == 0
            ? null
            : (_testTimes.Min(), _testTimes.Order().ElementAt(_testTimes.Count / 2), _testTimes.Max());

    public void Add(Prepared prepared)
    {
        if (prepared.Candidate.Facts is TestRun run)
            Add(run);
        else
            Repairs++;
        switch (prepared.Mapped)
        {
            case MappedReport report:
                Report = prepared.Content;
                foreach (var flag in report.Flags)
                    Flags.Add(flag);
                break;
            case Unmappable:
                Problems.Add(prepared.Candidate.Kind == ReportKind.Run ? "runs" : "repairs");
                break;
        }
    }

    private void Add(TestRun run)
    {
        Runs++;
        MostSteps = Math.Max(MostSteps, run.Steps.Count);
        Testplans.Add(run.TestplanName ?? run.Testplan?.Name ?? "(no name)");
        var hasValueOutside = false;
        foreach (var step in run.Steps)
            hasValueOutside |= Steps.Add(step);
        var key = $"Result {run.Result ?? "NULL"}, ExitCode {run.ExitCode ?? "NULL"}";
        if (!Results.TryGetValue(key, out var result))
            Results[key] = result = new ResultProfile();
        result.Add(run, hasValueOutside);
        if (run.TestTime is { } time)
            _testTimes.Add(time);
        if (run.Steps.Count == 0)
            Odd.Add("without steps");
        if (string.IsNullOrWhiteSpace(run.Uut?.Serial ?? run.Serial))
            Odd.Add("without serial");
        if (clock.Resolve(run.Timestamp, run.Hostname, run.Site).Hour == VteHour.Skipped)
            Odd.Add("in an hour that the clocks skipped");
        Dangling("product", run.ProductId, run.Product);
        Dangling("test system", run.TestsystemId, run.Testsystem);
        Dangling("unit", run.UutId, run.Uut);
    }

    private void Dangling(string what, Guid? id, object? found)
    {
        if (id is not null && found is null)
            Odd.Add($"whose {what} is deleted");
    }
}
