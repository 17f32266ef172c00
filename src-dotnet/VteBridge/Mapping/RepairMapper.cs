using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Maps a VTE repair to a WATS repair report, linked to the report of the failed run. As pure as <see cref="RunMapper"/>.</summary>
internal sealed class RepairMapper(MappingOptions options, VteClock clock, string extractorVersion)
{
    private readonly HeaderMapper _header = new(options, clock);

    /// <summary>For a repair without a run: its part number is unknown, so the placeholder is used.</summary>
    private readonly HeaderMapper _unlinked = new(
        options with
        {
            MissingPartNumber = MissingPolicy.Placeholder,
        },
        clock
    );
    private readonly ReportSize _size = new(options);
    private readonly StepMapper _steps = new(options, new VerdictCodes(options.Codes));
    private readonly RepairCodes _codes = new(options);

    /// <summary>What WATS tells this repair's report from others by; null when it gets no report. Does not need the run's steps.</summary>
    public StartKey? StartKeyOf(Repair repair) =>
        Check(repair, out var run, out var header, out var raw) is null
            ? header.StartKey(raw, options.RepairProcessCode, Time(raw, run, new Findings()))
            : null;

    /// <param name="startShift">How much later than in VTE the report starts; from the <see cref="StartTimeCollisions"/> of repairs.</param>
    public Mapped Map(Repair repair, TimeSpan startShift = default) => Map(repair, startShift, new Findings());

    public IReadOnlyList<Explained> Explain(Repair repair, TimeSpan startShift = default)
    {
        var explanation = new Explanation();
        return explanation.Ending(Map(repair, startShift, new Findings(explanation)));
    }

    /// <summary>Why the repair gets no report; null when it gets one.</summary>
    private Mapped? Check(Repair repair, out TestRun run, out RunHeader header, out DateTime raw)
    {
        (run, header, raw) = (repair.Run ?? UnitOf(repair)!, null!, default);
        if (run is null && repair.RunId is { } unread && repair.LinkedRun == unread)
            return new Unmappable(
                $"{RunLabel.Of(repair)} cannot be linked, because its run {unread} cannot be read. The run's own dead letter says why.",
                "Correct the run in VTE, then replay the repair.",
                Causes.UnlinkedRepair
            );
        if (run is null)
            return new Unmappable(
                $"{RunLabel.Of(repair)} belongs to no failed run: {(repair.RunId is { } id ? $"its run {id} is not in IndexData" : "it names no run")}, "
                    + $"{(string.IsNullOrWhiteSpace(repair.UutSerial) ? "and no serial number is known" : $"and no failed run of serial \"{RunLabel.OneLine(repair.UutSerial)}\" came before it")}.",
                string.IsNullOrWhiteSpace(repair.UutSerial)
                    ? "Correct Index_GUID or Uut_GUID of the repair in VTE, then replay it."
                    : "Correct Index_GUID or Uut_GUID of the repair in VTE, then replay it. Where the repair process in WATS allows repairs without a test, Mapping:UnlinkedRepairs = WithoutLink reports it by its serial.",
                Causes.UnlinkedRepair
            );
        if (run.Testplan is { IsSystemTest: true } && options.SystemTests == SystemTestPolicy.Exclude)
            return new ExcludedByConfiguration(
                $"{RunLabel.Of(repair)} is of a test of the test system itself, and Mapping:SystemTests is Exclude."
            );
        if ((repair.Timestamp ?? LastAction(repair)) is not { } time)
            return new Unmappable(
                $"{RunLabel.Of(repair)} has no time: RepairData.Timestamp and the times of its actions are empty.",
                "Enter the time of the repair in VTE, then replay it.",
                Causes.NoRepairTime
            );
        raw = time;
        return (HeaderOf(repair).Read(run, new Findings(), out header) ?? _size.Check(run)) is { } problem
            ? new Unmappable(
                repair.Run is null
                    ? $"{RunLabel.Of(repair)} cannot be reported without its run. {problem.What}"
                    : $"{RunLabel.Of(repair)} cannot be linked, because its run cannot be reported. {problem.What}",
                problem.Fix,
                Causes.OfRun(problem.Cause)
            )
            : null;
    }

    private HeaderMapper HeaderOf(Repair repair) => repair.Run is null ? _unlinked : _header;

    /// <summary>
    /// Stands in for the run of a repair that has none: it holds what is known of the unit. Null when the configuration asks for a
    /// run or the serial is unknown.
    /// </summary>
    private TestRun? UnitOf(Repair repair) =>
        options.UnlinkedRepairs == UnlinkedRepairPolicy.WithoutLink && !string.IsNullOrWhiteSpace(repair.UutSerial)
            ? new TestRun
            {
                Id = Guid.Empty,
                Timestamp = repair.Timestamp ?? LastAction(repair) ?? default,
                Uut = new Uut(repair.UutSerial, null, null),
            }
            : null;

    private Mapped Map(Repair repair, TimeSpan startShift, Findings findings)
    {
        if (Check(repair, out var run, out var header, out var raw) is { } problem)
            return problem;
        Explain(findings, repair, run, header);
        var start = Time(raw, run, findings);
        var end = LastAction(repair) is { } last ? clock.Resolve(last, run.Hostname, RunFields.Site(run)).Local : start;
        foreach (var flag in repair.ReadFlags)
            findings.Raise(flag);
        if (repair.Run is null)
            findings.Raise(Flags.UnlinkedRepair);
        if (startShift > TimeSpan.Zero)
            findings.Raise(StartTimeCollisions.FlagOf(startShift));
        var comment = new RepairComment(RepairTexts.Comment(repair), findings);
        var report = new WsjfReport
        {
            Id = repair.ReportId(),
            Kind = ReportKind.Repair,
            SerialNumber = header.Serial,
            PartNumber = header.PartNumber.Value,
            Revision = header.Revision.Value,
            ProcessCode = options.RepairProcessCode,
            Result = Verdict.Passed,
            MachineName = header.Station.Value,
            Location = header.Location,
            Purpose = options.RepairPurpose,
            Start = start + startShift,
            Uur = new UurPart(
                repair.Run?.Id,
                header.Process.Code,
                findings.Fit("user", repair.UserName) ?? WsjfLimits.SystemOperator,
                comment.Beginning,
                start,
                end,
                Math.Max(0, Math.Round((end - start).TotalSeconds, 6))
            ),
            SubUnits = [Unit(repair, run, header, comment, findings)],
        };
        return new MappedReport(report with { MiscInfos = Infos(repair, findings) }, findings.Flags);
    }

    private SubUnit Unit(Repair repair, TestRun run, RunHeader header, RepairComment comment, Findings findings)
    {
        var step = FailedStep(repair, run, findings);
        RepairAction?[] actions = repair.Actions.Count > 0 ? [.. repair.Actions] : [null];
        return new SubUnit("Main", header.PartNumber.Value, header.Serial, header.Revision.Value)
        {
            Index = 0,
            Failures = comment.GoOnIn([
                .. actions.Select((action, i) => Failure(repair, action, $"subUnits[0].failures[{i}]", step, findings)),
            ]),
        };
    }

    private Failure Failure(Repair repair, RepairAction? action, string path, int? step, Findings findings)
    {
        var code = _codes.Of(repair, action, path, findings);
        return new Failure(
            code.Category,
            code.Code,
            findings.Fit("artNumber", action?.PartNumber),
            Comment(RepairTexts.Failure(repair, action, step is not null), findings),
            findings.Fit("comRef", action?.Component),
            step
        );
    }

    private static string? Comment(string text, Findings findings)
    {
        var clean = WsjfText.Clean(text);
        if (clean.Length > WsjfLimits.Comment)
            findings.Raise(Flags.TextCut);
        return string.IsNullOrWhiteSpace(clean) ? null : ReportText.Cut(clean, WsjfLimits.Comment);
    }

    /// <summary>
    /// The id of the repair's step in the report of its run, found by mapping the run's steps again. Null when the repair names no
    /// step or the run does not have it.
    /// </summary>
    private int? FailedStep(Repair repair, TestRun run, Findings findings)
    {
        if (repair.StepNumber is not { } number)
            return null;
        var root = new SequenceStep(1, WsjfLimits.RootName, new SeqCall("", "", ""));
        int? id = _steps.Map(run, root, new Findings()).IdOf.TryGetValue(number, out var found) ? found : null;
        findings.Why?.Add(
            "subUnits[0].failures[].refStepId",
            $"{id}",
            $"RepairData.TestStepNumber {number}",
            "the step's place in the report of the run"
        );
        return id;
    }

    private DateTimeOffset Time(DateTime raw, TestRun run, Findings findings)
    {
        var time = clock.Resolve(raw, run.Hostname, RunFields.Site(run));
        findings.Raise(time.Hour);
        findings.Why?.Add(
            "start",
            WsjfJson.Local(time.Local),
            "RepairData.Timestamp, RepairActions.Timestamp",
            "the repair's own, else the last action's"
        );
        return time.Local;
    }

    /// <summary>Only those that Mapping:RepairMiscInfos lists: a WATS server takes only misc infos of repairs that were set up there.</summary>
    private IReadOnlyList<MiscInfo> Infos(Repair repair, Findings findings)
    {
        var infos = new InfoList(findings);
        infos.Add("source", "VTE", "", "Mapping:RepairMiscInfos");
        infos.Add("source_id", $"VTE:{repair.Id}", "RepairData.Repair_GUID", "Mapping:RepairMiscInfos");
        infos.Add("VTE extractor", extractorVersion, "", "Mapping:RepairMiscInfos");
        return [.. infos.All().Where(info => options.RepairMiscInfos.Contains(info.Description))];
    }

    private static void Explain(Findings findings, Repair repair, TestRun run, RunHeader header)
    {
        if (findings.Why is not { } why)
            return;
        why.Add("id", $"{repair.ReportId()}", "RepairData.Repair_GUID", "as it is, or a GUID made of it");
        var rule =
            repair.Run is null ? "Mapping:UnlinkedRepairs is WithoutLink"
            : run.Id == repair.RunId ? "the run it names"
            : "the newest failed run of the serial before it";
        why.Add("uur.refUUT", $"{repair.Run?.Id}", "RepairData.Index_GUID", rule);
        foreach (
            var (path, value) in new[]
            {
                ("sn", header.Serial),
                ("pn", header.PartNumber.Value),
                ("rev", header.Revision.Value),
                ("machineName", header.Station.Value),
                ("location", header.Location),
            }
        )
            why.Add(path, value, "the run", "as in the report of the run");
    }

    private static DateTime? LastAction(Repair repair) => repair.Actions.Max(action => action.Timestamp);
}
