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
        var why = findings.Explanation;
        why?.Add("id", $"{run.Id}", "IndexData.Index_GUID", "as it is");
        var serial = First("sn", findings, ("UutData.Serial", run.Uut?.Serial), ("IndexData.Serial", run.Serial));
        if (serial.Value is null && options.MissingSerial == MissingPolicy.DeadLetter)
            return Problem(
                run,
                "has no serial number: UutData.Serial and IndexData.Serial are empty.",
                $"Enter the serial number in VTE and replay the run, or set Mapping:MissingSerial to {MissingPolicy.Placeholder}.",
                Causes.NoSerial
            );
        var partNumber = PartNumber(run, findings);
        if (partNumber.Value is null && options.MissingPartNumber == MissingPolicy.DeadLetter)
            return Problem(
                run,
                $"has no part number: {string.Join(", ", _partNumberFrom)} are empty.",
                "Enter it in VTE's product and replay the run, name another source in Mapping:PartNumberFrom, "
                    + $"or set Mapping:MissingPartNumber to {MissingPolicy.Placeholder}.",
                Causes.NoPartNumber
            );
        if (
            options.ReservedCharacters == ReservedCharacterPolicy.Reject
            && (ReservedCharacters.AreIn(serial.Value) || ReservedCharacters.AreIn(partNumber.Value))
        )
            return Problem(
                run,
                $"has characters in its serial or part number that WATS's searches trip over ({ReservedCharacters.Listed}): "
                    + $"serial \"{RunWords.OneLine(serial.Value)}\", part number \"{RunWords.OneLine(partNumber.Value)}\".",
                "Correct it in VTE and replay the run, or set Mapping:ReservedCharacters to Keep or Replace.",
                Causes.ReservedCharacters
            );
        if (_processes.Of(run, why) is not { } process)
            return Problem(
                run,
                $"has no process: no rule of Mapping:Processes matches testplan \"{RunWords.OneLine(RunFields.TestplanName(run))}\", "
                    + $"variant \"{RunWords.OneLine(RunFields.TestplanVariant(run))}\", site \"{RunWords.OneLine(RunFields.Site(run))}\".",
                "Set Mapping:DefaultProcessCode or add a rule to Mapping:Processes, then replay the run.",
                Causes.NoProcess
            );

        var revision = First(
            "rev",
            findings,
            ("UutData.Revision", run.Uut?.Revision),
            ("Products.Version", run.Product?.Version),
            ("Mapping:DefaultRevision", options.DefaultRevision)
        );
        var station = First(
            "machineName",
            findings,
            ("TestSystems.Name", run.Testsystem?.Name),
            ("IndexData.Hostname", run.Hostname),
            ("TestSystems.Hostname", run.Testsystem?.Hostname),
            ("Mapping:DefaultStation", options.DefaultStation)
        );
        var location = First(
            "location",
            findings,
            ("IndexData.Site", run.Site),
            ("TestSystems.Site", run.Testsystem?.Site),
            ("Mapping:DefaultLocation", options.DefaultLocation)
        );
        header = new RunHeader(
            serial.Value is null ? Placeholder(run, findings) : Friendly("sn", serial.Value, findings),
            partNumber.Value is null ? PlaceholderPart(findings) : Friendly("pn", partNumber.Value, findings),
            partNumber.Source,
            findings.Fit("rev", revision.Value) ?? "-",
            revision.Source,
            process,
            findings.Fit("machineName", station.Value) ?? "-",
            station.Source,
            findings.Fit("location", location.Value) ?? "-",
            Start(run, findings)
        );
        return null;
    }

    private (string Source, string? Value) PartNumber(TestRun run, Findings findings)
    {
        foreach (var name in _partNumberFrom)
        {
            if (RunFields.Of(run, name) is not { } value || string.IsNullOrWhiteSpace(value))
                continue;
            findings.Explanation?.Add(
                "pn",
                value,
                name,
                $"first of {string.Join(", ", _partNumberFrom)} that is not blank"
            );
            return (name, value.Trim());
        }
        return ("", null);
    }

    private static (string Source, string? Value) First(
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
            return (source, value.Trim());
        }
        return ("", null);
    }

    private static string Names(ReadOnlySpan<(string Source, string? Value)> candidates)
    {
        var names = new List<string>();
        foreach (var (source, _) in candidates)
            names.Add(source);
        return string.Join(", ", names);
    }

    private string Friendly(string path, string text, Findings findings)
    {
        var fit = findings.Fit(path, text) ?? "-";
        if (!ReservedCharacters.AreIn(fit))
            return fit;
        findings.Raise(Flags.ReservedCharacters);
        if (options.ReservedCharacters != ReservedCharacterPolicy.Replace)
            return fit;
        findings.Originals.Add(new MiscInfo(path == "sn" ? "VTE serial" : "VTE part number", fit));
        fit = ReservedCharacters.Replace(fit, options.ReservedReplacement);
        findings.Explanation?.Add(path, fit, "Mapping:ReservedCharacters", "Replace");
        return findings.Fit(path, fit) ?? "-";
    }

    private static string Placeholder(TestRun run, Findings findings)
    {
        findings.Raise(Flags.PlaceholderSerial);
        findings.Explanation?.Add(
            "sn",
            $"VTE-{run.Id}",
            "IndexData.Index_GUID",
            "Mapping:MissingSerial is Placeholder"
        );
        return $"VTE-{run.Id}";
    }

    private string PlaceholderPart(Findings findings)
    {
        findings.Raise(Flags.PlaceholderPartNumber);
        findings.Explanation?.Add(
            "pn",
            options.PlaceholderPartNumber,
            "Mapping:PlaceholderPartNumber",
            "Mapping:MissingPartNumber is Placeholder"
        );
        return options.PlaceholderPartNumber;
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
            WsjfWriter.Local(start.Local),
            "IndexData.Timestamp",
            clock.RuleFor(run, start)
        );
        return start;
    }

    private static Unmappable Problem(TestRun run, string what, string fix, string cause) =>
        new($"{RunWords.Of(run)} {what}", fix, cause);
}
