using VteBridge.Vte;

namespace VteBridge.Tests.Vte;

/// <summary>State stores keep fingerprints for years, so a change in how they are made would send the whole history again.</summary>
public sealed class FingerprintTests
{
    private static readonly TestRun Run = new()
    {
        Id = Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff"),
        Timestamp = new DateTime(2026, 2, 2, 12, 0, 0, 3),
        Result = "1",
        ExitCode = "0",
        TestTime = 12.3,
        UutId = Guid.Parse("11111111-0000-0000-0000-000000000001"),
        Hostname = "PC-1",
        UserName = "Ørjan Å.",
        TestplanName = "Final test",
        Info1 = "",
        Uut = new Uut("SN-1", "B", null),
        Steps =
        [
            new TestStep
            {
                Kind = StepKind.Numeric,
                Number = 1,
                Name = "Vout",
                Units = "V",
                ResultType = "1",
                Value = 3.21,
                LowLimit = 3,
                HighLimit = 3.4,
            },
            new TestStep
            {
                Kind = StepKind.Text,
                Number = 2,
                Name = "Id",
                Text = "\ud800 µ",
            },
            new TestStep
            {
                Kind = StepKind.Other,
                NumberText = "2.1",
                Name = "Plot",
                Blob = new Blob([1, 2], 2, "ab"),
            },
        ],
        Assemblies = [new AssemblyPart(1, null, "PCB", "P-1", "S-1", "A")],
    };

    private static readonly Repair Repair = new()
    {
        Id = "R-17",
        Timestamp = new DateTime(2026, 2, 3),
        FailureCode = "12",
        Comment = "cold joint",
        Actions = [new RepairAction("3", "Resolder", "R12", null, "done", new DateTime(2026, 2, 3, 1, 0, 0))],
    };

    [Fact]
    public void Fingerprints_are_what_they_always_were()
    {
        Assert.Equal("4f6fe518c790a7fe0d79a62a93df1093629b963e698a93afb0f870d9030818cd", Fingerprint.OfHeader(Run));
        Assert.Equal("8bad75380346873349a85e01f1fbbbe123632fe29e94785362553bbb0d18b20d", Fingerprint.Of(Run));
        Assert.Equal("28764f4f580a6fb3bd8f12e6bcb69b0b8bb2ecac46ee7555acf9fe2a5cd33a0d", Fingerprint.Of(Repair));
    }

    private static readonly Dictionary<string, Func<TestRun, TestRun>> HeaderFacts = new()
    {
        { "result", r => r with { Result = "0" } },
        { "exit code", r => r with { ExitCode = null } },
        { "time", r => r with { Timestamp = r.Timestamp.AddTicks(1) } },
        { "test time", r => r with { TestTime = Math.BitIncrement(12.3) } },
        { "NULL is not empty", r => r with { Info1 = null } },
        { "another column", r => r with { Info1 = null, Info2 = "" } },
        { "serial of the unit", r => r with { Uut = r.Uut! with { Serial = "SN-2" } } },
        { "batch of the unit", r => r with { Uut = r.Uut! with { Batch = "L1" } } },
        { "snapshot", r => r with { TestplanName = "Final Test" } },
    };

    [Fact]
    public void Every_header_fact_changes_both_fingerprints()
    {
        foreach (var (fact, change) in HeaderFacts)
        {
            Assert.True(Fingerprint.OfHeader(Run) != Fingerprint.OfHeader(change(Run)), fact);
            Assert.True(Fingerprint.Of(Run) != Fingerprint.Of(change(Run)), fact);
        }
    }

    private static readonly Dictionary<string, Func<TestStep, TestStep>> StepFacts = new()
    {
        { "value", s => s with { Value = 3.25 } },
        { "sign of zero", s => s with { Value = s.Value is null ? -0.0 : 0.0 } },
        { "limit", s => s with { LowLimit = null } },
        { "limit as text", s => s with { LowLimit = null, LowLimitText = "3" } },
        { "kind", s => s with { Kind = StepKind.Other } },
        { "number", s => s with { Number = 3 } },
        { "text", s => s with { Text = "x" } },
        { "blob", s => s with { Blob = new Blob([1, 2], 3, "ab") } },
    };

    [Fact]
    public void Every_step_fact_changes_the_whole_and_not_the_header()
    {
        foreach (var (fact, change) in StepFacts)
        {
            var changed = Run with { Steps = [change(Run.Steps[0]), .. Run.Steps.Skip(1)] };
            Assert.True(Fingerprint.Of(Run) != Fingerprint.Of(changed), fact);
            Assert.Equal(Fingerprint.OfHeader(Run), Fingerprint.OfHeader(changed));
        }
    }

    [Fact]
    public void Master_data_history_and_reading_are_not_in_it()
    {
        var other = Run with
        {
            Product = new Product("P", null, null, null, "edited"),
            Testplan = new Testplan("T", null, true, null),
            Revision = new TestplanRevisionFile("1", "f"),
            Testsystem = new Testsystem("TS", "PC", "Oslo"),
            RegisteredUser = "x",
            History = [new UutEvent(null, "renamed", "SN-0")],
            Components = [new TestsystemComponent("DMM", null, null, null, null)],
            ReadFlags = [ReadFlags.DuplicateMasterData],
        };

        Assert.Equal(Fingerprint.Of(Run), Fingerprint.Of(other));
        Assert.Equal(
            Fingerprint.Of(Repair),
            Fingerprint.Of(
                Repair with
                {
                    FailureDescription = "x",
                    Syndromes = [new RepairSyndrome("a", "b", [])],
                    Run = Run,
                    Actions = [Repair.Actions[0] with { Description = "other words" }],
                }
            )
        );
    }

    [Fact]
    public void Order_of_steps_and_what_borders_on_what_counts()
    {
        Assert.NotEqual(Fingerprint.Of(Run), Fingerprint.Of(Run with { Steps = [.. Run.Steps.Reverse()] }));
        Assert.NotEqual(
            Fingerprint.OfHeader(Run with { Info1 = "ab", Info2 = "c" }),
            Fingerprint.OfHeader(Run with { Info1 = "a", Info2 = "bc" })
        );
        Assert.NotEqual(Fingerprint.Of(Repair), Fingerprint.Of(Repair with { Actions = [] }));
        Assert.NotEqual(Fingerprint.Of(Repair), Fingerprint.Of(Repair with { Comment = "" }));
    }

    [Fact]
    public void Text_longer_than_the_buffer_is_hashed_whole()
    {
        static TestRun With(string text) => Run with { Info2 = text };

        Assert.NotEqual(
            Fingerprint.OfHeader(With(new string('x', 9_999) + "a")),
            Fingerprint.OfHeader(With(new string('x', 9_999) + "b"))
        );
    }
}
