using VteBridge.Mapping;
using VteBridge.Sync;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;

namespace VteBridge.Doctor.Profile;

/// <summary>What a sample of runs and repairs shows about a site: its codes, its times, its odd rows. Does no I/O.</summary>
internal sealed class SiteProfile(VteClock clock)
{
    private readonly List<double> _testTimes = [];

    /// <summary>VTE's description and category of each repair code.</summary>
    private readonly Dictionary<(string Table, string Code), (string? Name, string? Category)> _repairNames = [];

    public int Runs { get; private set; }
    public int Repairs { get; private set; }
    public Dictionary<RunCode, ResultProfile> Results { get; } = [];
    public StepProfile Steps { get; } = new();
    public Tally Testplans { get; } = new();
    public Tally Odd { get; } = new();

    /// <summary>Number of runs by unit and process.</summary>
    public Tally Tests { get; } = new();
    public Tally Flags { get; } = new();
    public Tally Problems { get; } = new();

    /// <summary>The last report of the sample.</summary>
    public ReadOnlyMemory<byte> Report { get; private set; }
    public int MostSteps { get; private set; }

    public double? MedianTestTime => TestTimes?.Median;

    /// <summary>In seconds, after Vte:TestTimeFactor.</summary>
    public (double Least, double Median, double Most)? TestTimes =>
        _testTimes.Count == 0
            ? null
            : (_testTimes.Min(), _testTimes.Order().ElementAt(_testTimes.Count / 2), _testTimes.Max());

    public void Add(Prepared prepared)
    {
        if (prepared.Candidate.Facts is TestRun run)
            Add(run);
        else
            Add(prepared.Candidate.Facts as Repair);
        switch (prepared.Mapped)
        {
            case MappedReport report:
                Report = prepared.Content;
                if (prepared.Candidate.Facts is TestRun)
                    Tests.Add($"{report.Report.SerialNumber}, process {report.Report.ProcessCode}");
                foreach (var flag in report.Flags)
                    Flags.Add(flag);
                break;
            case Unmappable:
                Problems.Add(prepared.Candidate.Kind == ReportKind.Run ? "runs" : "repairs");
                break;
        }
    }

    /// <summary>The codes of repairs that the configuration does not list, the most frequent first.</summary>
    public IEnumerable<UnmappedRepairCode> UnmappedRepairCodes =>
        Flags
            .Ordered.Select(flag => (Parts: flag.Key.Split(':', 2), Count: flag.Value))
            .Where(flag => flag.Parts[0] == Mapping.Flags.UnmappedRepairCode && flag.Parts[^1].Contains(' '))
            .Select(flag => (Code: flag.Parts[1].Split(' ', 2), flag.Count))
            .Select(flag =>
            {
                var (name, category) = _repairNames.GetValueOrDefault((flag.Code[0], flag.Code[1]));
                return new UnmappedRepairCode(flag.Code[0], flag.Code[1], name, category, flag.Count);
            });

    private void Add(Repair? repair)
    {
        Repairs++;
        if (repair?.FailureCode?.Trim() is { } failure)
            _repairNames[("FailureCode", failure)] = (repair.FailureDescription, repair.FailureCategory);
        foreach (var action in repair?.Actions ?? [])
            if (action.ActionCode?.Trim() is { } code)
                _repairNames[("ActionCode", code)] = (action.Description, null);
    }

    private void Add(TestRun run)
    {
        Runs++;
        MostSteps = Math.Max(MostSteps, run.Steps.Count);
        Testplans.Add(run.TestplanName ?? run.Testplan?.Name ?? "(no name)");
        var hasValueOutside = false;
        foreach (var step in run.Steps)
            hasValueOutside |= Steps.Add(step);
        var code = new RunCode(run.Result, run.ExitCode);
        if (!Results.TryGetValue(code, out var result))
            Results[code] = result = new ResultProfile();
        result.Add(run, hasValueOutside);
        if (clock.Seconds(run.TestTime) is { } seconds)
            _testTimes.Add(seconds);
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

/// <summary>Reads the newest runs with the same statements as a cycle, and maps them.</summary>
internal static class ProfileReader
{
    /// <param name="sample">How many of the newest runs are read.</param>
    public static async Task<SiteProfile> ReadAsync(
        BridgeScope parts,
        VteSchema schema,
        int sample,
        CancellationToken stop
    )
    {
        var window = await parts.WindowAsync(stop);
        var profile = new SiteProfile(parts.Clock);
        if (await new ExtentReader(parts.Vte, schema).NewestFromAsync(sample, window.Until, stop) is not { } begin)
            return profile;
        foreach (var source in parts.Sync.Session(schema, window).Sources)
        {
            var walk = new Walk(source, Position.Before(begin), window.Until);
            var reader = new PageReader(walk, null);
            while (await reader.NextAsync(stop) is { } page)
                foreach (var decided in page.Decide(walk, window, parts.Options.Sync))
                    profile.Add(Prepared.Of(decided, source));
        }
        return profile;
    }
}
