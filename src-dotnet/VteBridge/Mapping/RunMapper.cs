using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>
/// Maps a VTE run to a WATS report. Pure: the same run, options and shift give the same report. Bad data give an
/// <see cref="Unmappable"/>, never an exception.
/// </summary>
internal sealed class RunMapper
{
    private readonly MappingOptions _options;
    private readonly HeaderMapper _header;
    private readonly ReportSize _size;
    private readonly RunVerdict _verdict;
    private readonly StepMapper _steps;
    private readonly UutMapper _uut;
    private readonly PartMapper _parts;
    private readonly RunInfos _infos;

    public RunMapper(MappingOptions options, VteClock clock, string extractorVersion)
    {
        var codes = new VerdictCodes(options.Codes);
        _options = options;
        _header = new HeaderMapper(options, clock);
        _size = new ReportSize(options);
        _verdict = new RunVerdict(options, codes);
        _steps = new StepMapper(options, codes);
        _uut = new UutMapper(options, clock);
        _parts = new PartMapper(options);
        _infos = new RunInfos(options, clock, _parts, extractorVersion);
    }

    /// <summary>What WATS tells this run's report from others by; null when the run gets no report. Needs only the run's header.</summary>
    public StartKey? StartKeyOf(TestRun run) =>
        IsExcluded(run) || _header.Read(run, new Findings(), out var header) is not null
            ? null
            : header.StartKey(run.Timestamp);

    /// <param name="startShift">How much later than in VTE the report starts; from <see cref="StartTimeCollisions"/>.</param>
    public Mapped Map(TestRun run, TimeSpan startShift = default) => Map(run, startShift, new Findings());

    /// <summary>Where each value of the report comes from. Maps the run to find out, so the explanation always fits the report.</summary>
    public IReadOnlyList<Explained> Explain(TestRun run, TimeSpan startShift = default)
    {
        var explanation = new Explanation();
        return explanation.Ending(Map(run, startShift, new Findings(explanation)));
    }

    private bool IsExcluded(TestRun run) =>
        run.Testplan is { IsSystemTest: true } && _options.SystemTests == SystemTestPolicy.Exclude;

    private Mapped Map(TestRun run, TimeSpan startShift, Findings findings)
    {
        if (IsExcluded(run))
            return new ExcludedByConfiguration(
                $"{RunLabel.Of(run)} is a test of the test system itself, and Mapping:SystemTests is Exclude."
            );
        if ((_header.Read(run, findings, out var header) ?? _size.Check(run)) is { } problem)
            return problem;
        foreach (var flag in run.ReadFlags)
            findings.Raise(flag);
        if (startShift > TimeSpan.Zero)
            findings.Raise(StartTimeCollisions.FlagOf(startShift));
        findings.Why?.Add("purpose", _options.Purpose, "Mapping:Purpose", "as configured");
        var verdict = _verdict.Of(run, findings);
        var error = _verdict.Error(run, findings);
        var root = Root(run, verdict, findings);
        var infos = _infos.Of(run, header, findings);
        if (startShift > TimeSpan.Zero)
            infos.Add(
                "VTE start",
                WsjfJson.Local(header.Start.Local),
                "IndexData.Timestamp",
                $"earlier runs have this serial, part, process and start: moved by {startShift.TotalMilliseconds:0} ms"
            );
        var report = new WsjfReport
        {
            Id = run.Id,
            Kind = ReportKind.Run,
            SerialNumber = header.Serial,
            PartNumber = header.PartNumber.Value,
            Revision = header.Revision.Value,
            ProcessCode = header.Process.Code,
            ProcessName = header.Process.Name,
            Result = verdict,
            MachineName = header.Station.Value,
            Location = header.Location,
            Purpose = _options.Purpose,
            Start = header.Start.Local + startShift,
            Uut = _uut.Of(run, error.Code, error.Message, findings),
            SubUnits = _parts.SubUnits(run, findings),
            Assets = _parts.Assets(run, findings),
            Root = root,
        };
        root.ReportText = findings.WholeTexts;
        return new MappedReport(report with { MiscInfos = infos.All() }, findings.Flags);
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
        findings.Why?.Add(
            "root.seqCall",
            $"{call.Path}, {call.Name}, {call.Version}",
            "TestplanRevisions.FileName, IndexData.TestplanName, TestplanRevision",
            "file, name and revision of the testplan"
        );
        var root = new SequenceStep(1, WsjfLimits.RootName, call) { Status = verdict };
        var steps = _steps.Map(run, root, findings);
        if (run.Steps.Count == 0)
            findings.Raise(Flags.NoSteps);
        else if (
            verdict == Verdict.Passed
                ? steps.Verdicts.Overlaps([Verdict.Failed, Verdict.Error, Verdict.Terminated])
                : verdict == Verdict.Failed && !steps.Verdicts.Contains(verdict)
        )
            findings.Raise(Flags.VerdictConflict);
        if (_verdict.MissingStep(run, verdict, steps.Verdicts, steps.LastId + 1) is { } missing)
            root.Steps.Add(missing);
        return root;
    }
}

/// <summary>Maps the part of a report that only runs have.</summary>
internal sealed class UutMapper(MappingOptions options, VteClock clock)
{
    public UutPart Of(TestRun run, int? errorCode, string? errorMessage, Findings findings)
    {
        var named = findings.Fit("user", RunFields.FirstNonBlank(run.UserName, run.RegisteredUser));
        var user = named ?? WsjfLimits.SystemOperator;
        var seconds = clock.Seconds(run);
        var batch = findings.Fit("batchSN", run.Uut?.Batch);
        var comment = options.InfoAs == InfoPlace.Comment ? Comment(run, findings) : null;
        if (findings.Why is { } why)
        {
            why.Add("uut.user", user, "IndexData.UserName, Users.Name", "first that is not blank, else WATS's own");
            why.Add(
                "uut.execTime",
                $"{seconds}",
                $"IndexData.TestTime {run.TestTime}",
                "seconds, by Vte:TestTimeFactor"
            );
            why.Add("uut.batchSN", batch, "UutData.Batch", "left out when blank");
            why.Add("uut.comment", comment, "IndexData.Info1, Info2, Info3", "only with Mapping:InfoAs = Comment");
        }
        return new UutPart(user, seconds, errorCode, errorMessage, batch, comment);
    }

    private string? Comment(TestRun run, Findings findings)
    {
        var names = options.InfoNames;
        var lines = new[] { (names.Info1, run.Info1), (names.Info2, run.Info2), (names.Info3, run.Info3) }
            .Where(info => !string.IsNullOrWhiteSpace(info.Item2))
            .Select(info => $"{info.Item1}: {info.Item2!.Trim()}");
        return findings.Fit("comment", string.Join('\n', lines), WsjfLimits.Comment);
    }
}
