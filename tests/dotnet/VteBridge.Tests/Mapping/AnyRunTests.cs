using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.Tests.Wsjf;
using VteBridge.Wsjf;

namespace VteBridge.Tests.Mapping;

public class AnyRunTests
{
    /// <summary>How many runs and repairs each test generates; VTEBRIDGE_CASES sets another number.</summary>
    private static readonly int Cases = int.TryParse(Environment.GetEnvironmentVariable("VTEBRIDGE_CASES"), out var n)
        ? n
        : 150;

    private static readonly MappingOptions[] Settings =
    [
        Runs.Options,
        Runs.Options with
        {
            MissingSerial = MissingPolicy.Placeholder,
            MissingPartNumber = MissingPolicy.Placeholder,
            ReservedCharacters = ReservedCharacterPolicy.Replace,
            Sentinels = SentinelPolicy.Translate,
            GroupBy = StepGrouping.TestNumber,
            InfoAs = InfoPlace.Comment,
            ComponentsAsAssets = true,
            SystemTests = SystemTestPolicy.Include,
            SystemTestProcessCode = 99,
            Limits = LimitRule.Exclusive,
            LongText = LongTextPolicy.Exclude,
            RepairMiscInfos = ["source_id", "VTE flag"],
        },
        Runs.Options with
        {
            ReservedCharacters = ReservedCharacterPolicy.Reject,
            AttachBlobs = false,
            Codes = new MappingCodes
            {
                NumericResultType = new Dictionary<string, string>
                {
                    ["0"] = "Failed",
                    ["1"] = "Passed",
                    ["7"] = "Skipped",
                },
                TextResultType = new Dictionary<string, string>
                {
                    ["0"] = "Error",
                    ["1"] = "Done",
                    ["7"] = "Terminated",
                },
                OtherResultType = new Dictionary<string, string> { ["0"] = "Failed", ["1"] = "Skipped" },
                ExitCode = new Dictionary<string, string> { ["3"] = "Aborted", ["-5"] = "Fault" },
            },
        },
    ];

    public static TheoryData<int> EachSetting => [.. Enumerable.Range(0, Settings.Length)];

    [Theory]
    [MemberData(nameof(EachSetting))]
    public void Any_run_gives_a_valid_report_or_a_reason(int setting)
    {
        var mapper = Runs.Mapper(Settings[setting]);
        var reports = 0;
        Check(OddRuns.Run, run => reports += Examine(() => mapper.Map(run)));
        Assert.True(reports > 50, $"only {reports} of the runs became reports");
    }

    [Theory]
    [MemberData(nameof(EachSetting))]
    public void Any_repair_gives_a_valid_report_or_a_reason(int setting)
    {
        var mapper = new RepairMapper(Settings[setting], new VteBridge.Vte.VteClock(Runs.Vte), "1.2.3");
        var reports = 0;
        Check(OddRuns.Repair, repair => reports += Examine(() => mapper.Map(repair)));
        Assert.True(reports > 50, $"only {reports} of the repairs became reports");
    }

    [Fact]
    public void Any_run_and_any_repair_can_be_explained()
    {
        var runs = Runs.Mapper();
        var repairs = new RepairMapper(Runs.Options, new VteBridge.Vte.VteClock(Runs.Vte), "1.2.3");
        Check(OddRuns.Run, run => Assert.NotNull(runs.Explain(run)));
        Check(OddRuns.Repair, repair => Assert.NotNull(repairs.Explain(repair)));
    }

    private static int Examine(Func<Mapped> map)
    {
        var first = map();
        if (first is not MappedReport mapped)
        {
            Assert.Equal(first, map());
            if (first is Unmappable problem)
                Assert.True(problem.What.Length > 20 && problem.Fix.Length > 20 && !problem.What.Any(char.IsControl));
            return 0;
        }
        var bytes = WsjfWriter.ToUtf8(mapped.Report).ToArray();
        Assert.Empty(Wats.Refusals(bytes));
        Assert.Equal(bytes, WsjfWriter.ToUtf8(Assert.IsType<MappedReport>(map()).Report).ToArray());
        return 1;
    }

    private static void Check<T>(Gen<T> gen, Action<T> examine)
    {
        var seed = new Replay(new Rnd(20240513, 7), FSharpOption<int>.None);
        var config = Config.QuickThrowOnFailure.WithMaxTest(Cases).WithEndSize(12).WithReplay(seed);
        FsCheck.Check.One(config, Prop.ForAll(gen.ToArbitrary(), examine));
    }
}
