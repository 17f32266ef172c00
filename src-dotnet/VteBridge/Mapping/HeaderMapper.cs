using VteBridge.Configuration;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Mapping;

/// <summary>Maps the header of a run: who, what, where, when, and under which process.</summary>
internal sealed class HeaderMapper(MappingOptions options, VteClock clock)
{
    private const string PlaceholderSerial = "Mapping:MissingSerial = Placeholder";
    private const string PlaceholderPartNumber = "Mapping:MissingPartNumber = Placeholder";
    private readonly Processes _processes = new(options);
    private readonly IReadOnlyList<string> _partNumberFrom =
        options.PartNumberFrom.Count > 0 ? options.PartNumberFrom : [.. MappingOptions.PartNumberSources.Take(4)];

    /// <summary>Returns null and sets the header, or returns the reason why there is none.</summary>
    public Unmappable? Read(TestRun run, Findings findings, out RunHeader header)
    {
        header = null!;
        findings.Why?.Add("id", $"{run.Id}", "IndexData.Index_GUID", "as it is");
        if (SerialOf(run, findings) is not { } serial)
            return Problem(
                run,
                "has no serial number: UutData.Serial and IndexData.Serial are empty.",
                "Enter the serial number in VTE and replay the run, or set Mapping:MissingSerial to Placeholder.",
                Causes.NoSerial
            );
        if (PartNumberOf(run, findings) is not { } partNumber)
            return Problem(
                run,
                $"has no part number: {string.Join(", ", _partNumberFrom)} are empty.",
                "Enter it in VTE's product and replay the run, name another source in Mapping:PartNumberFrom, "
                    + "or set Mapping:MissingPartNumber to Placeholder.",
                Causes.NoPartNumber
            );
        var revision = First(
            "rev",
            findings,
            ("UutData.Revision", run.Uut?.Revision),
            ("Products.Version", run.Product?.Version),
            ("Mapping:DefaultRevision", options.DefaultRevision)
        )!.Value;
        var station = First(
            "machineName",
            findings,
            ("TestSystems.Name", run.Testsystem?.Name),
            ("IndexData.Hostname", run.Hostname),
            ("TestSystems.Hostname", run.Testsystem?.Hostname),
            ("Mapping:DefaultStation", options.DefaultStation)
        )!.Value;
        var location = First(
            "location",
            findings,
            ("IndexData.Site", run.Site),
            ("TestSystems.Site", run.Testsystem?.Site),
            ("Mapping:DefaultLocation", options.DefaultLocation)
        )!.Value;
        if (Rejected(run, serial, partNumber, revision, station) is { } rejected)
            return rejected;
        if (_processes.Of(run, findings.Why) is not { } process)
            return Problem(
                run,
                $"has no process: no rule of Mapping:Processes matches testplan \"{Testplan(run)}\", "
                    + $"variant \"{RunLabel.OneLine(RunFields.TestplanVariant(run))}\", site \"{RunLabel.OneLine(RunFields.Site(run))}\".",
                $"Add to Mapping:Processes {{ \"Testplan\": \"{Testplan(run)}\", \"Code\": CODE }} with the code of the process in WATS, or set Mapping:DefaultProcessCode; then replay the run.",
                // The testplan is part of the cause, because each testplan needs a rule of its own.
                $"{Causes.NoProcess}: {Testplan(run)}"
            );
        header = new RunHeader(
            Identity("sn", "VTE serial", serial, findings).Value,
            Identity("pn", "VTE part number", partNumber, findings),
            Searchable("rev", "VTE unit revision", Fit("rev", revision, findings), findings),
            process,
            Searchable("machineName", "VTE station", Fit("machineName", station, findings), findings),
            Fit("location", location, findings).Value,
            Start(run, findings)
        );
        return null;
    }

    private Sourced? SerialOf(TestRun run, Findings findings)
    {
        var placeholder = options.MissingSerial == MissingPolicy.Placeholder ? $"VTE-{run.Id}" : null;
        var serial = First(
            "sn",
            findings,
            ("UutData.Serial", run.Uut?.Serial),
            ("IndexData.Serial", run.Serial),
            (PlaceholderSerial, placeholder)
        );
        if (serial?.Source == PlaceholderSerial)
            findings.Raise(Flags.PlaceholderSerial);
        return serial;
    }

    private Sourced? PartNumberOf(TestRun run, Findings findings)
    {
        var placeholder = options.MissingPartNumber == MissingPolicy.Placeholder ? options.PlaceholderPartNumber : null;
        var candidates = _partNumberFrom.Select(name => (name, RunFields.Of(run, name)));
        var partNumber = First("pn", findings, [.. candidates, (PlaceholderPartNumber, placeholder)]);
        if (partNumber?.Source == PlaceholderPartNumber)
            findings.Raise(Flags.PlaceholderPartNumber);
        return partNumber;
    }

    /// <summary>The first candidate that is not blank; null when all are.</summary>
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
            findings.Why?.Add(path, value, source, $"first of {Names(candidates)} that is not blank");
            return new Sourced(value.Trim(), source);
        }
        return null;
    }

    private static string Names(ReadOnlySpan<(string Source, string?)> candidates) =>
        string.Join(", ", candidates.ToArray().Select(candidate => candidate.Source));

    private Unmappable? Rejected(TestRun run, Sourced serial, Sourced partNumber, Sourced revision, Sourced station)
    {
        if (options.ReservedCharacters != ReservedCharacterPolicy.Reject)
            return null;
        var named = new[]
        {
            ("serial", serial.Value),
            ("part number", partNumber.Value),
            ("revision", revision.Value),
            ("station", station.Value),
        }
            .Where(one => CharacterSet.Reserved.IsIn(one.Item2))
            .Select(one => $"{one.Item1} \"{RunLabel.OneLine(one.Item2)}\"")
            .ToList();
        return named.Count == 0
            ? null
            : Problem(
                run,
                $"has characters that are wildcards in WATS's searches ({CharacterSet.Reserved.Listed}): {string.Join(", ", named)}.",
                "Correct it in VTE and replay the run, or set Mapping:ReservedCharacters to Keep or Replace.",
                Causes.ReservedCharacters
            );
    }

    private static Sourced Fit(string path, Sourced value, Findings findings) =>
        value with
        {
            Value = findings.Fit(path, value.Value) ?? "-",
        };

    private Sourced Identity(string path, string info, Sourced value, Findings findings)
    {
        var fit = findings.FitIdentity(path, value.Value) ?? "-";
        if (fit != value.Value)
            Changed(path, info, value.Value, fit, "made to fit WATS, with a hash that keeps it apart", findings);
        return Searchable(path, info, value with { Value = fit }, findings);
    }

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
        findings.Why?.Add(path, to, "", rule);
    }

    private VteTime Start(TestRun run, Findings findings)
    {
        var start = clock.StartOf(run);
        findings.Raise(start.Hour);
        findings.Why?.Add("start", WsjfJson.Local(start.Local), "IndexData.Timestamp", clock.RuleFor(run, start));
        return start;
    }

    private static string Testplan(TestRun run) => RunLabel.OneLine(RunFields.TestplanName(run));

    private static Unmappable Problem(TestRun run, string what, string fix, string cause) =>
        new($"{RunLabel.Of(run)} {what}", fix, cause);
}

/// <summary>What the report of a run and the reports of its repairs have in common. Texts fit WATS's limits.</summary>
internal sealed record RunHeader(
    string Serial,
    Sourced PartNumber,
    Sourced Revision,
    Process Process,
    Sourced Station,
    string Location,
    VteTime Start
)
{
    /// <summary>Null at the end of the calendar, where a start cannot be moved any further.</summary>
    public StartKey? StartKey(DateTime timestamp) => StartKey(timestamp, Process.Code, Start.Local);

    /// <summary>For a repair, which has a process and a time of its own.</summary>
    public StartKey? StartKey(DateTime timestamp, int process, DateTimeOffset start) =>
        start > DateTimeOffset.MaxValue.AddDays(-1)
            ? null
            : new StartKey(timestamp, Serial, PartNumber.Value, process, start);
}

/// <summary>A value, and the column or setting that it came from.</summary>
internal readonly record struct Sourced(string Value, string Source);

/// <summary>A WATS process; Name is null unless the configuration gives it.</summary>
internal sealed record Process(int Code, string? Name);
