using VteBridge.Configuration;
using VteBridge.Core;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// A VTE run as a WATS test report. Pure: the same run, options and twins give the same report, and bad data give a
/// <see cref="MappingProblem"/>, never an exception.
/// </summary>
internal sealed class RunMapper(MappingOptions options, VteClock clock, string extractorVersion)
{
    private readonly HeaderMapper _header = new(options, clock);
    private readonly RunVerdict _verdict = new(options, new VerdictCodes(options.Codes));
    private readonly StepMapper _steps = new(options, new VerdictCodes(options.Codes));
    private readonly UutMapper _uut = new(options, clock);
    private readonly RunInfos _infos = new(options, clock, extractorVersion);

    /// <summary>Twins carries the starts that are taken from one run to the next.</summary>
    public Mapped Map(TestRun run, Twins twins) => Map(run, twins, new Findings());

    /// <summary>Where each value of the report comes from; by mapping the run, so it is what is done and not a description of it.</summary>
    public IReadOnlyList<Explained> Explain(TestRun run, Twins twins)
    {
        var explanation = new Explanation();
        return explanation.Ending(Map(run, twins, new Findings(explanation)));
    }

    private Mapped Map(TestRun run, Twins twins, Findings findings)
    {
        if (run.Testplan is { IsSystemTest: true } && options.SystemTests == SystemTestPolicy.Exclude)
            return new Excluded(
                $"{RunWords.Of(run)} is a test of the test system itself, and Mapping:SystemTests is Exclude."
            );
        if (_header.Read(run, findings, out var header) is { } problem)
            return problem;
        findings.Explanation?.Add("purpose", options.Purpose, "Mapping:Purpose", "as configured");
        var verdict = _verdict.Of(run, findings);
        var error = _verdict.Error(run, findings);
        var root = Root(run, verdict, findings);
        var infos = _infos.Of(run, header, findings);
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
            Start = Start(run, header, twins, infos, findings),
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

    private static DateTimeOffset Start(
        TestRun run,
        RunHeader header,
        Twins twins,
        List<MiscInfo> infos,
        Findings findings
    )
    {
        var start = header.Start.Local;
        // At the end of the calendar there is no room to move.
        if (start > DateTimeOffset.MaxValue.AddDays(-1))
            return start;
        var later = twins.MillisecondsLater(
            run.Timestamp,
            header.Serial,
            header.PartNumber,
            header.Process.Code,
            start
        );
        if (later == 0)
            return start;
        findings.Raise(Flags.StartMoved);
        infos.Add(new MiscInfo("VTE start", WsjfWriter.Local(start)));
        var moved = start.AddMilliseconds(later);
        findings.Explanation?.Add(
            "start",
            WsjfWriter.Local(moved),
            "IndexData.Timestamp",
            $"earlier runs have this serial, part, process and start: moved by {later} ms"
        );
        return moved;
    }
}
