using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// A VTE run as a WATS test report. Pure: the same run, options and shift give the same report, and bad data give an
/// <see cref="Unmappable"/>, never an exception.
/// </summary>
internal sealed class RunMapper(MappingOptions options, VteClock clock, string extractorVersion)
{
    private readonly HeaderMapper _header = new(options, clock);
    private readonly RunVerdict _verdict = new(options, new VerdictCodes(options.Codes));
    private readonly StepMapper _steps = new(options, new VerdictCodes(options.Codes));
    private readonly UutMapper _uut = new(options, clock);
    private readonly RunInfos _infos = new(options, clock, extractorVersion);

    /// <summary>Its start, as WATS tells it from other runs'; null when no report comes of it. Needs the header only.</summary>
    public StartKey? StartKeyOf(TestRun run) =>
        IsExcluded(run) || _header.Read(run, new Findings(), out var header) is not null
            ? null
            : header.StartKey(run.Timestamp);

    /// <param name="startShift">From <see cref="StartTimeCollisions"/>.</param>
    public Mapped Map(TestRun run, TimeSpan startShift = default) => Map(run, startShift, new Findings());

    /// <summary>Where each value of the report comes from; by mapping the run, so it is what is done and not a description of it.</summary>
    public IReadOnlyList<Explained> Explain(TestRun run, TimeSpan startShift = default)
    {
        var explanation = new Explanation();
        return explanation.Ending(Map(run, startShift, new Findings(explanation)));
    }

    private bool IsExcluded(TestRun run) =>
        run.Testplan is { IsSystemTest: true } && options.SystemTests == SystemTestPolicy.Exclude;

    private Mapped Map(TestRun run, TimeSpan startShift, Findings findings)
    {
        if (IsExcluded(run))
            return new ExcludedByConfiguration(
                $"{RunWords.Of(run)} is a test of the test system itself, and Mapping:SystemTests is Exclude."
            );
        if (_header.Read(run, findings, out var header) is { } problem)
            return problem;
        var start = Start(header, startShift, findings);
        findings.Explanation?.Add("purpose", options.Purpose, "Mapping:Purpose", "as configured");
        var verdict = _verdict.Of(run, findings);
        var error = _verdict.Error(run, findings);
        var root = Root(run, verdict, findings);
        var infos = _infos.Of(run, header, findings);
        if (start != header.Start.Local)
            infos.Add(new MiscInfo("VTE start", WsjfWriter.Local(header.Start.Local)));
        var report = new WsjfReport
        {
            Id = run.Id,
            Kind = ReportKind.Run,
            SerialNumber = header.Serial,
            PartNumber = header.PartNumber,
            Revision = header.Revision,
            ProcessCode = header.Process.Code,
            ProcessName = header.Process.Name,
            Result = verdict,
            MachineName = header.Station,
            Location = header.Location,
            Purpose = options.Purpose,
            Start = start,
            Uut = _uut.Of(run, error.Code, error.Message, findings),
            MiscInfos = infos,
            SubUnits = Assemblies.SubUnits(run, options, findings),
            Assets = options.ComponentsAsAssets ? Assets.Of(run, findings) : [],
            Root = root,
        };
        root.ReportText = findings.WholeTexts;
        foreach (var flag in findings.Flags)
            infos.Add(new MiscInfo("VTE flag", flag));
        return new MappedReport(report, findings.Flags);
    }

    private SequenceStep Root(TestRun run, Verdict verdict, Findings findings)
    {
        var testplan = RunFields.TestplanName(run);
        var call = new SeqCall(
            findings.Fit(
                "Testplan file",
                RunFields.FirstNonBlank(run.Revision?.FileName, testplan),
                WsjfLimits.SequencePath
            ) ?? "VTE",
            findings.Fit("Testplan", testplan, WsjfLimits.SequenceName) ?? "VTE",
            findings.Fit("Testplan revision", RunFields.TestplanRevision(run), WsjfLimits.SequenceVersion) ?? "1.0.0"
        );
        findings.Explanation?.Add(
            "root.seqCall",
            $"{call}",
            "TestplanRevisions.FileName, IndexData.TestplanName, TestplanRevision",
            "file, name and revision of the testplan"
        );
        var root = new SequenceStep(1, WsjfLimits.RootName, call, run.Steps.Count + 1) { Status = verdict };
        var totals = _steps.Map(run, root, findings);
        if (run.Steps.Count == 0)
            findings.Raise(Flags.NoSteps);
        else if (
            verdict == Verdict.Passed && totals.Failed + totals.Error > 0
            || verdict == Verdict.Failed && totals.Failed == 0
        )
            findings.Raise(Flags.VerdictConflict);
        return root;
    }

    private static DateTimeOffset Start(RunHeader header, TimeSpan shift, Findings findings)
    {
        var start = header.Start.Local;
        if (shift == TimeSpan.Zero)
            return start;
        findings.Raise(StartTimeCollisions.FlagOf(shift));
        var moved = start + shift;
        findings.Explanation?.Add(
            "start",
            WsjfWriter.Local(moved),
            "IndexData.Timestamp",
            $"earlier runs have this serial, part, process and start: moved by {shift.TotalMilliseconds:0} ms"
        );
        return moved;
    }
}
