using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>The header of a run: who, what, where, when, and under which process.</summary>
internal sealed class HeaderMapper(MappingOptions options, VteClock clock)
{
    private readonly Processes _processes = new(options);
    private readonly IReadOnlyList<string> _partNumberFrom =
        options.PartNumberFrom.Count > 0 ? options.PartNumberFrom : [.. MappingOptions.PartNumberSources.Take(4)];

    /// <summary>Either a header or the reason why there is none.</summary>
    public Unmappable? Read(TestRun run, Findings findings, out RunHeader header)
    {
        header = null!;
        findings.Explanation?.Add("id", $"{run.Id}", "IndexData.Index_GUID", "as it is");
        var serial = First("sn", findings, ("UutData.Serial", run.Uut?.Serial), ("IndexData.Serial", run.Serial));
        if (serial is null && options.MissingSerial == MissingPolicy.DeadLetter)
            return Problem(
                run,
                "has no serial number: UutData.Serial and IndexData.Serial are empty.",
                $"Enter the serial number in VTE and replay the run, or set Mapping:MissingSerial to {MissingPolicy.Placeholder}.",
                Causes.NoSerial
            );
        var partNumber = First("pn", findings, [.. _partNumberFrom.Select(name => (name, RunFields.Of(run, name)))]);
        if (partNumber is null && options.MissingPartNumber == MissingPolicy.DeadLetter)
            return Problem(
                run,
                $"has no part number: {string.Join(", ", _partNumberFrom)} are empty.",
                "Enter it in VTE's product and replay the run, name another source in Mapping:PartNumberFrom, "
                    + $"or set Mapping:MissingPartNumber to {MissingPolicy.Placeholder}.",
                Causes.NoPartNumber
            );
        var revision = Require(
            "rev",
            findings,
            ("UutData.Revision", run.Uut?.Revision),
            ("Products.Version", run.Product?.Version),
            ("Mapping:DefaultRevision", options.DefaultRevision)
        );
        var station = Require(
            "machineName",
            findings,
            ("TestSystems.Name", run.Testsystem?.Name),
            ("IndexData.Hostname", run.Hostname),
            ("TestSystems.Hostname", run.Testsystem?.Hostname),
            ("Mapping:DefaultStation", options.DefaultStation)
        );
        if (Rejected(run, serial, partNumber, revision, station) is { } rejected)
            return rejected;
        if (_processes.Of(run, findings.Explanation) is not { } process)
            return Problem(
                run,
                $"has no process: no rule of Mapping:Processes matches testplan \"{RunLabel.OneLine(RunFields.TestplanName(run))}\", "
                    + $"variant \"{RunLabel.OneLine(RunFields.TestplanVariant(run))}\", site \"{RunLabel.OneLine(RunFields.Site(run))}\".",
                "Set Mapping:DefaultProcessCode or add a rule to Mapping:Processes, then replay the run.",
                Causes.NoProcess
            );
        var location = Require(
            "location",
            findings,
            ("IndexData.Site", run.Site),
            ("TestSystems.Site", run.Testsystem?.Site),
            ("Mapping:DefaultLocation", options.DefaultLocation)
        );
        header = new RunHeader(
            Identity("sn", "VTE serial", serial ?? PlaceholderSerial(run, findings), findings).Value,
            Identity("pn", "VTE part number", partNumber ?? PlaceholderPartNumber(findings), findings),
            Name("rev", "VTE unit revision", revision, findings),
            process,
            Name("machineName", "VTE station", station, findings),
            findings.Fit("location", location.Value) ?? "-",
            Start(run, findings)
        );
        return null;
    }

    /// <summary>The first that is not blank; null when all are.</summary>
    private static Sourced? First(
        string path,
        Findings findings,
        params ReadOnlySpan<(string Source, string? Value)> candidates
    )
    {
        foreach (var (source, value) in candidates)
        {
            if (string.IsNullOrWhiteSpace(value))
                continue;
            findings.Explanation?.Add(path, value, source, $"first of {Names(candidates)} that is not blank");
            return new Sourced(value.Trim(), source);
        }
        return null;
    }

    /// <summary>The last candidate is a setting, which has a value.</summary>
    private static Sourced Require(
        string path,
        Findings findings,
        params ReadOnlySpan<(string Source, string? Value)> candidates
    ) => First(path, findings, candidates) ?? new Sourced("-", "");

    private static string Names(ReadOnlySpan<(string Source, string? Value)> candidates) =>
        string.Join(", ", candidates.ToArray().Select(candidate => candidate.Source));

    private static Sourced PlaceholderSerial(TestRun run, Findings findings)
    {
        findings.Raise(Flags.PlaceholderSerial);
        findings.Explanation?.Add(
            "sn",
            $"VTE-{run.Id}",
            "IndexData.Index_GUID",
            "Mapping:MissingSerial is Placeholder"
        );
        return new Sourced($"VTE-{run.Id}", "");
    }

    private Sourced PlaceholderPartNumber(Findings findings)
    {
        findings.Raise(Flags.PlaceholderPartNumber);
        findings.Explanation?.Add(
            "pn",
            options.PlaceholderPartNumber,
            "Mapping:PlaceholderPartNumber",
            "Mapping:MissingPartNumber is Placeholder"
        );
        return new Sourced(options.PlaceholderPartNumber, "");
    }

    private Unmappable? Rejected(TestRun run, Sourced? serial, Sourced? partNumber, Sourced revision, Sourced station)
    {
        if (options.ReservedCharacters != ReservedCharacterPolicy.Reject)
            return null;
        var reserved = new[]
        {
            ("serial", serial?.Value),
            ("part number", partNumber?.Value),
            ("revision", revision.Value),
            ("station", station.Value),
        }.Where(one => CharacterSet.Reserved.IsIn(one.Item2));
        var named = string.Join(", ", reserved.Select(one => $"{one.Item1} \"{RunLabel.OneLine(one.Item2)}\""));
        return named == ""
            ? null
            : Problem(
                run,
                $"has characters that are wildcards in WATS's searches ({CharacterSet.Reserved.Listed}): {named}.",
                "Correct it in VTE and replay the run, or set Mapping:ReservedCharacters to Keep or Replace.",
                Causes.ReservedCharacters
            );
    }

    private Sourced Identity(string path, string info, Sourced value, Findings findings)
    {
        var fit = findings.FitIdentity(path, value.Value) ?? "-";
        if (fit != value.Value)
            Changed(
                path,
                info,
                value.Value,
                fit,
                "made to fit WATS, with a hash so that it stays unlike others",
                findings
            );
        return Searchable(path, info, value with { Value = fit }, findings);
    }

    private Sourced Name(string path, string info, Sourced value, Findings findings) =>
        Searchable(path, info, value with { Value = findings.Fit(path, value.Value) ?? "-" }, findings);

    private Sourced Searchable(string path, string info, Sourced value, Findings findings)
    {
        if (!CharacterSet.Reserved.IsIn(value.Value))
            return value;
        findings.Raise(Flags.ReservedCharacters);
        if (options.ReservedCharacters != ReservedCharacterPolicy.Replace)
            return value;
        var replaced = CharacterSet.Reserved.Replace(value.Value, options.ReservedReplacement).Trim();
        replaced = replaced == "" ? "-" : replaced;
        Changed(path, info, value.Value, replaced, "Mapping:ReservedCharacters is Replace", findings);
        return value with { Value = replaced };
    }

    private static void Changed(string path, string info, string from, string to, string rule, Findings findings)
    {
        if (findings.Originals.All(original => original.Description != info))
            findings.Originals.Add(new MiscInfo(info, WsjfText.Cut(WsjfText.Clean(from), WsjfLimits.Text)));
        findings.Explanation?.Add(path, to, "", rule);
    }

    private VteTime Start(TestRun run, Findings findings)
    {
        var start = clock.StartOf(run);
        if (start.Hour == VteHour.Skipped)
            findings.Raise(Flags.SkippedHour);
        if (start.Hour == VteHour.Repeated)
            findings.Raise(Flags.RepeatedHour);
        findings.Explanation?.Add(
            "start",
            WsjfJson.Local(start.Local),
            "IndexData.Timestamp",
            clock.RuleFor(run, start)
        );
        return start;
    }

    private static Unmappable Problem(TestRun run, string what, string fix, string cause) =>
        new($"{RunLabel.Of(run)} {what}", fix, cause);
}
