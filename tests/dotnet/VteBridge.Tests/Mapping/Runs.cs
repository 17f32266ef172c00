using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Tests.Wsjf;
using VteBridge.Vte;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

/// <summary>Runs written by hand: an ordinary one to vary using `with`, and the mapper of a typical site.</summary>
internal static class Runs
{
    public static readonly Guid Id = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");

    public static readonly MappingOptions Options = new() { DefaultProcessCode = 30 };

    public static readonly VteOptions Vte = new() { TimeZone = "Europe/Oslo" };

    public static TestRun Ordinary =>
        new()
        {
            Id = Id,
            Timestamp = new DateTime(2024, 5, 13, 9, 30, 15, 123),
            Result = "1",
            ExitCode = "0",
            TestTime = 12.3f,
            Hostname = "PC-0042",
            Site = "Oslo",
            UserName = "kari",
            ProductName = "Power supply",
            TestplanName = "PSU final",
            TestplanVariant = "EU",
            TestplanRevision = "2.4",
            Uut = new Uut("SN-1001", "B", "LOT-7"),
            Product = new Product("Power supply", "PSU-24", "3", "100-200-300", null),
            Testsystem = new Testsystem("TS1", "PC-0042", "Oslo"),
            Steps = [Number(1, "Output voltage", 24.02, 23.5, 24.5)],
        };

    public static TestStep Number(
        int? number,
        string? name,
        double? value,
        double? low = null,
        double? high = null,
        string? code = null,
        string? test = null,
        string? description = null,
        string units = "V"
    ) =>
        Step(StepKind.Numeric, number, name, code, test, description, units) with
        {
            Value = value,
            LowLimit = low,
            HighLimit = high,
        };

    public static TestStep Text(
        int? number,
        string? name,
        string? text,
        string? code = "1",
        string? test = null,
        string? description = null,
        string? units = null
    ) => Step(StepKind.Text, number, name, code, test, description, units) with { Text = text };

    public static TestStep Other(int? number, string? name, Blob? blob, string? code = "1", string? units = null) =>
        Step(StepKind.Other, number, name, code, null, null, units) with
        {
            Blob = blob,
        };

    private static TestStep Step(
        StepKind kind,
        int? number,
        string? name,
        string? code,
        string? test,
        string? description,
        string? units
    ) =>
        new()
        {
            Kind = kind,
            Number = number,
            Name = name,
            ResultType = code,
            TestNumber = test,
            Description = description,
            Units = units,
        };

    /// <summary>Maps a run that must become a report, and returns that report.</summary>
    public static WsjfReport Report(TestRun run, MappingOptions? options = null, VteOptions? vte = null) =>
        Mapped(run, options, vte).Report;

    public static MappedReport Mapped(TestRun run, MappingOptions? options = null, VteOptions? vte = null)
    {
        var mapped = Assert.IsType<MappedReport>(Mapper(options, vte).Map(run));
        Assert.Empty(Wats.Refusals(WsjfWriter.ToUtf8(mapped.Report)));
        return mapped;
    }

    /// <summary>Maps a run with these steps and returns the report's steps and flags.</summary>
    public static (IReadOnlyList<WsjfStep> Steps, IReadOnlyList<string> Flags) Steps(
        IReadOnlyList<TestStep> steps,
        MappingOptions? options = null,
        string result = "1"
    )
    {
        var mapped = Mapped(Ordinary with { Steps = steps, Result = result }, options);
        return (mapped.Report.Root!.Steps, mapped.Flags);
    }

    public static RunMapper Mapper(MappingOptions? options = null, VteOptions? vte = null) =>
        new(options ?? Options, new VteClock(vte ?? Vte), "1.2.3");
}
