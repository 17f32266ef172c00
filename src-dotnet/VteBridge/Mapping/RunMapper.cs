using VteBridge.Options;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// A VTE run as a WATS test report. Pure: the same run, options and twins give the same report, and bad data give a
/// <see cref="MappingProblem"/>, never an exception. Not for use by several threads at once.
/// </summary>
internal sealed class RunMapper
{
    private readonly MappingOptions _options;
    private readonly string _extractorVersion;
    private readonly HeaderMapper _header;
    private readonly RunVerdict _verdict;
    private readonly StepMapper _steps;
    private readonly VteClock _clock;

    public RunMapper(MappingOptions options, VteClock clock, string extractorVersion)
    {
        var codes = new VerdictCodes(options.Codes);
        _options = options;
        _clock = clock;
        _extractorVersion = extractorVersion;
        _header = new HeaderMapper(options, clock);
        _verdict = new RunVerdict(options, codes);
        _steps = new StepMapper(new RowReader(options, codes));
    }

    public Mapped Map(TestRun run, Twins twins) => Map(run, twins, new Findings());

    /// <summary>Where each value of the report comes from; by mapping the run, so it is what is done and not a description of it.</summary>
    public IReadOnlyList<Explained> Explain(TestRun run, Twins twins)
    {
        var explanation = new Explanation();
        Map(run, twins, new Findings(explanation));
        return explanation.Lines;
    }

    private Mapped Map(TestRun run, Twins twins, Findings findings)
    {
        if (run.Testplan is { IsSystemTest: true } && _options.SystemTests == SystemTestPolicy.LeaveOut)
            return new LeftOut("A test of the test system itself (Mapping:SystemTests is LeaveOut).");
        if (_header.Read(run, findings, out var header) is { } problem)
            return problem;
        var verdict = _verdict.Of(run, findings);
        var error = _verdict.Error(run, findings);
        var root = new SequenceStep(1, WsjfLimits.RootName, new SeqCall("x", "x", "1.0.0"), run.Steps.Count + 1)
        {
            Status = verdict,
        };
        _steps.Map(run, root, findings);
        return new MappedReport(
            new WsjfReport
            {
                Id = run.Id,
                Kind = ReportKind.Uut,
                SerialNumber = header.Serial,
                PartNumber = header.PartNumber,
                Revision = header.Revision,
                ProcessCode = header.Process.Code,
                ProcessName = header.Process.Name,
                Result = verdict,
                MachineName = header.Station,
                Location = header.Location,
                Purpose = _options.Purpose,
                Start = header.Start.Local,
                Uut = new UutPart(
                    findings.Fit("user", RunFields.FirstNonBlank(run.UserName, run.RegisteredUser))
                        ?? WsjfLimits.SystemOperator,
                    _clock.Seconds(run.TestTime),
                    error.Code,
                    error.Message,
                    findings.Fit("batchSN", run.Uut?.Batch),
                    null
                ),
                MiscInfos =
                [
                    new MiscInfo("source", "VTE"),
                    new MiscInfo("source_id", $"VTE:{run.Id}"),
                    new MiscInfo("VTE extractor", _extractorVersion),
                    .. findings.Flags.Select(flag => new MiscInfo("VTE flag", flag)),
                ],
                Root = root,
            },
            findings.Flags
        );
    }
}
